import { parentPort } from 'node:worker_threads';
import { parseMail } from './parse-mail';

/** The thread in which mails are read: whatever one does to it, the process goes on. */
parentPort?.on('message', (bytes: Uint8Array) => {
  parseMail(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)).then(
    (mail) => parentPort?.postMessage({ mail }),
    (error: unknown) => parentPort?.postMessage({ fault: faultOf(error) }),
  );
});

const faultOf = (error: unknown): string => {
  const { code, message } = error as { code?: string; message?: string };
  return [code, message].filter(Boolean).join(': ') || String(error);
};
