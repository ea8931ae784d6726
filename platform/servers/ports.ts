import { readFileSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';

/**
 * A free loopback port: the one noted in the file as long as nobody else has taken it, else a new one, noted.
 * Never `avoid`, which was given away a moment ago.
 */
export async function keptPort(file: string, avoid?: number): Promise<number> {
  const kept = readPort(file);
  let port = kept && kept !== avoid ? await tryPort(kept) : undefined;
  for (let attempt = 0; attempt < 10 && (!port || port === avoid); attempt++) port = await tryPort(0);
  if (!port) throw new Error('No free TCP port on 127.0.0.1.');
  writeFileSync(file, `${port}\n`);
  return port;
}

function readPort(file: string): number | undefined {
  try {
    const port = Number(readFileSync(file, 'utf8'));
    return Number.isInteger(port) && port > 0 && port < 65_536 ? port : undefined;
  } catch {
    return undefined;
  }
}

/** Binds for a moment; 0 asks for any. Undefined when it is taken. */
function tryPort(port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(undefined));
    probe.listen(port, '127.0.0.1', () => {
      const { port: bound } = probe.address() as AddressInfo;
      probe.close(() => resolve(bound));
    });
  });
}
