import type { FastifyBaseLogger } from 'fastify';
import type { Database } from '../../store/database';
import { lastLiveId, liveChannel, liveSince, type LiveEvent } from '../../store/live';
import { listen } from './listener';
import type { PresenceMoved } from './presence-moved';
import { endedIn, type SessionEnded } from './session-ended';
import { gatherMoves, type SyncMoved } from './sync-moved';

/** Events read at once. */
const batch = 200;
/** A look without being told, should a notification get lost, in milliseconds. */
const lookMs = 10_000;

export type Heard = LiveEvent | SyncMoved | PresenceMoved | SessionEnded;
export type Subscriber = (event: Heard) => void;

/** Reads the live stream once for all who follow it. Its connection is made for the first follower. */
export interface LiveHub {
  /** Every event after the returned id goes to the subscriber, in order. */
  subscribe(subscriber: Subscriber): Promise<number>;
  unsubscribe(subscriber: Subscriber): void;
  close(): void;
}

export const createLiveHub = (db: Database, log: FastifyBaseLogger): LiveHub => {
  const subscribers = new Set<Subscriber>();
  let started: Promise<void> | undefined;
  let listener: { close(): void } | undefined;
  let timer: NodeJS.Timeout | undefined;
  let last = 0;
  let reading = false;
  let again = false;

  const tell: Subscriber = (event) => subscribers.forEach((subscriber) => subscriber(event));
  const moves = gatherMoves(tell);

  const start = async (): Promise<void> => {
    last = await lastLiveId(db);
    listener = listen(db, liveChannel, {
      notified: (payload) => void (endedIn(payload, tell) || moves.take(payload) || read()),
      connected: () => void read(),
      lost: (error) =>
        log.warn({ err: error }, 'the live stream lost its database connection; it is made again'),
    });
    timer = setInterval(() => void read(), lookMs).unref();
  };

  const read = async (): Promise<void> => {
    again = true;
    if (reading) return;
    reading = true;
    try {
      while (again) {
        again = false;
        const events = await liveSince(db, last, batch);
        events.forEach(deliver);
        if (events.length === batch) again = true;
      }
    } catch (error) {
      log.warn({ err: error }, 'the live stream cannot be read; it is tried again');
    } finally {
      reading = false;
    }
  };

  const deliver = (event: LiveEvent): void => {
    last = event.id;
    tell(event);
  };

  return {
    subscribe: async (subscriber) => {
      started ??= start().catch((error: unknown) => {
        started = undefined;
        throw error;
      });
      await started;
      subscribers.add(subscriber);
      return last;
    },
    unsubscribe: (subscriber) => void subscribers.delete(subscriber),
    close: () => {
      listener?.close();
      clearInterval(timer);
      moves.stop();
      subscribers.clear();
    },
  };
};
