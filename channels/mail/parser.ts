import path from 'node:path';
import { Worker } from 'node:worker_threads';
import type { ParsedMail } from '../../domain/mail/parsed';
import { reason } from '../../domain/reason';

/** What reading a mail came to: the mail, or why it cannot be read. */
export type Reading =
  | { readonly is: 'read'; readonly mail: ParsedMail }
  | { readonly is: 'unreadable'; readonly because: string };

/** Reads mails one after the other in a thread of its own, with limits on time and memory. */
export interface MailParser {
  read(bytes: Buffer): Promise<Reading>;
  close(): Promise<void>;
}

/** Megabytes of JavaScript objects; the bytes of the mail and its files lie outside. */
const memoryMb = 512;
/** A thread that has read so many mails makes room for a new one. */
const mailsPerThread = 5_000;

export const createMailParser = (limits: { readonly readSeconds: number }): MailParser => {
  let thread: Worker | undefined;
  let reads = 0;
  let last: Promise<unknown> = Promise.resolve();
  const end = async () => {
    const ending = thread;
    thread = undefined;
    reads = 0;
    await ending?.terminate();
  };
  const read = async (bytes: Buffer): Promise<Reading> => {
    if (reads >= mailsPerThread) await end();
    reads++;
    thread ??= startThread();
    const reading = await answerOf(thread, bytes, limits.readSeconds);
    if (reading.broken) await end();
    return reading.answer;
  };
  return {
    read(bytes) {
      const mine = last.then(() => read(bytes));
      last = mine.catch(() => undefined);
      return mine;
    },
    async close() {
      await last;
      await end();
    },
  };
};

const startThread = (): Worker => {
  const worker = new Worker(path.join(__dirname, 'parse-thread.ts'), {
    execArgv: ['--require', require.resolve('tsx/cjs')],
    resourceLimits: { maxOldGenerationSizeMb: memoryMb },
    env: {}, // it needs nothing of what the process knows
  });
  worker.on('error', () => undefined); // of one that is being ended
  return worker;
};

interface Answer {
  readonly answer: Reading;
  /** The thread can no longer be used. */
  readonly broken: boolean;
}

type Told = { readonly mail: ParsedMail } | { readonly fault: string };

const answerOf = (thread: Worker, bytes: Buffer, seconds: number): Promise<Answer> =>
  new Promise((resolve) => {
    const done = (answer: Answer) => {
      clearTimeout(timer);
      thread.off('message', told).off('error', failed).off('exit', ended);
      resolve(answer);
    };
    const broken = (because: string) => done({ answer: { is: 'unreadable', because }, broken: true });
    const told = (words: Told) =>
      done({
        answer:
          'mail' in words ? { is: 'read', mail: words.mail } : { is: 'unreadable', because: words.fault },
        broken: false,
      });
    const failed = (error: Error) => broken(reason('readerBroke', { said: error.message }));
    const ended = (code: number) => broken(reason('readerEnded', { code: String(code) }));
    const timer = setTimeout(() => broken(reason('tooSlow', { seconds: String(seconds) })), seconds * 1000);
    thread.on('message', told).on('error', failed).on('exit', ended);
    thread.postMessage(bytes);
  });
