import type { ServerResponse } from 'node:http';
import type { FastifyReply } from 'fastify';
import { sessionLives } from '../../store/access/session-list';
import type { Database } from '../../store/database';

/** A sign of life, so that nobody on the way takes the connection for dead, in milliseconds. */
const heartbeatMs = 15_000;

export interface StreamEnds {
  readonly db: Database;
  /** Whose end is the stream's end; undefined: a key's. */
  readonly session: number | undefined;
  /** What is sent as the sign of life; default: a comment, which no reader sees. */
  readonly sign?: string;
  /** Called once, when the client has gone or was cut off. */
  closed(): void;
}

/** Takes the answer for a stream of server-sent events (HTML, 9.2), which goes on until the client, or its session, is gone. */
export const openStream = (
  reply: FastifyReply,
  { db, session, sign = ': \n\n', closed }: StreamEnds,
): ServerResponse => {
  reply.hijack();
  const out = reply.raw;
  const heartbeat = setInterval(() => {
    out.write(sign);
    void endWith(db, session, out);
  }, heartbeatMs).unref();
  out.once('close', () => {
    clearInterval(heartbeat);
    closed();
  });
  // Helmet's headers were set on the reply, which is now out of the way.
  out.writeHead(200, { ...plainHeaders(reply), ...headers });
  out.write('retry: 2000\n\n');
  return out;
};

/** Should the word of its end get lost, or its time be over: looked up with every sign of life. */
const endWith = async (db: Database, session: number | undefined, out: ServerResponse): Promise<void> => {
  if (session === undefined) return;
  if (!(await sessionLives(db, session).catch(() => true))) out.destroy();
};

const headers = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-cache, no-transform',
  connection: 'keep-alive',
  'x-accel-buffering': 'no',
};

const plainHeaders = (reply: FastifyReply): Record<string, string> =>
  Object.fromEntries(Object.entries(reply.getHeaders()).map(([name, value]) => [name, String(value)]));
