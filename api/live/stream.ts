import type { FastifyReply, FastifyRequest } from 'fastify';
import { sessionLives } from '../../store/access/session-list';
import type { Database } from '../../store/database';
import { isFor, liveSince, type LiveEvent } from '../../store/live';
import type { Scope } from '../../store/scope';
import type { Heard, LiveHub } from './hub';
import { openStream } from './open-stream';
import type { PresenceMoved } from './presence-moved';
import type { SyncMoved } from './sync-moved';

type Moved = SyncMoved | PresenceMoved;

/** A reader who is this far behind is cut off, and resumes by its Last-Event-ID. Bytes. */
const mostBehind = 4 * 1024 * 1024;

/**
 * Answers with server-sent events (HTML, 9.2) until the client goes: first what it missed since its Last-Event-ID, then
 * whatever happens.
 */
export const stream = async (
  request: FastifyRequest,
  reply: FastifyReply,
  { db, hub, scope, session }: StreamOptions,
): Promise<void> => {
  const waiting: Heard[] = [];
  let take = (event: Heard): void => void waiting.push(event);
  const subscriber = (event: Heard): void => take(event);
  const live = await hub.subscribe(subscriber);
  const out = openStream(reply, { db, session, closed: () => hub.unsubscribe(subscriber) });
  let sent = lastSeen(request) ?? live;
  const send = (event: Heard): void => {
    if ('session' in event) return void (event.session === session && out.destroy());
    if (out.destroyed || ('id' in event && event.id <= sent)) return;
    if ('id' in event) sent = event.id;
    const seen = scope.contactId === undefined || ('id' in event && isFor(event, scope.contactId));
    if (seen) out.write('id' in event ? format(event) : formatMove(event));
    if (out.writableLength > mostBehind) out.destroy();
  };
  try {
    await replay(db, sent, live, send, () => out.destroyed);
    if (session !== undefined && !(await sessionLives(db, session))) out.destroy();
    waiting.forEach(send);
    take = send;
  } catch (error) {
    request.log.warn({ err: error }, 'a live stream could not be resumed');
    out.destroy();
  }
};

export interface StreamOptions {
  readonly db: Database;
  readonly hub: LiveHub;
  readonly scope: Scope;
  /** Whose end is the stream's end; undefined: a key's. */
  readonly session?: number;
}

/** What was missed between the last event that the client saw and those that the hub will tell. */
const replay = async (
  db: Database,
  from: number,
  until: number,
  send: (event: LiveEvent) => void,
  gone: () => boolean,
): Promise<void> => {
  for (let after = from; after < until && !gone();) {
    const events = await liveSince(db, after, 200);
    if (events.length === 0) return;
    events.forEach(send);
    after = events.at(-1)!.id;
  }
};

const lastSeen = (request: FastifyRequest): number | undefined => {
  const header = request.headers['last-event-id'];
  const text = typeof header === 'string' ? header : (request.query as { lastEventId?: string }).lastEventId;
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : undefined;
};

const format = ({ id, type, data }: LiveEvent): string =>
  `id: ${id}\nevent: ${type.replace(/[^\w-]/g, '')}\ndata: ${JSON.stringify(data)}\n\n`;

/** Without an id: nobody resumes from it, who missed it looks at the whole again. */
const formatMove = ({ type, ...data }: Moved): string => `event: ${type}\ndata: ${JSON.stringify(data)}\n\n`;
