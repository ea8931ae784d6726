import { createHmac } from 'node:crypto';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { eventually } from './eventually';

/** One event that a system's hook delivered. */
export interface Event {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Stands where the front stands: takes what the hooks send. */
export interface Receiver {
  readonly url: string;
  readonly events: readonly Event[];
  /** The first event that matches, as soon as it is there; fails after some seconds. */
  waitFor(what: string, match: (event: Event) => boolean): Promise<Event>;
  /** What it answers from now on; 202 at first. */
  answer(status: number): void;
  forget(): void;
  stop(): Promise<void>;
}

export async function startReceiver(): Promise<Receiver> {
  const events: Event[] = [];
  let status = 202;
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    events.push({ headers: request.headers, body: Buffer.concat(parts).toString('utf8') });
    response.writeHead(status).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    events,
    waitFor: (what, match) => eventually(what, async () => events.find(match)),
    answer: (code) => void (status = code),
    forget: () => void events.splice(0),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** The hex HMAC-SHA256 that a hook must have sent. */
export const signatureOf = (text: string, secret: string) =>
  `sha256=${createHmac('sha256', secret).update(text).digest('hex')}`;
