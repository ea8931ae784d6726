import { setTimeout as pause } from 'node:timers/promises';
import type { FastifyBaseLogger } from 'fastify';
import { callsByIds, callsUnderWay } from '../../../store/calls/call-list';
import type { CallView } from '../../../store/calls/call-view';
import type { Database } from '../../../store/database';
import type { Heard, LiveHub } from '../../live/hub';
import { runAgain } from '../../live/run-again';
import type { Board, Follower, Lists } from './board';
import { createCallers, doubtOf } from './callers';
import { goingAfter } from './going-after';
import { readLists } from './read-lists';

/** A look-up that takes longer holds up nobody's card: it is told without, and again with what is found. Milliseconds. */
const lookUpMs = 100;
/** What moves within so short a time is told at once, after the first of it: every telling makes every page draw. Milliseconds. */
const cardsMs = 40;
/** The lists below the calls are nobody's hurry. Milliseconds. */
const listsMs = 300;
/** Everything is looked at anew so often, whatever was told; and after a fault. Milliseconds. */
const everythingMs = 60_000;
const afterFaultMs = 1000;

/** What the followers are told from. */
export interface Watch {
  /** Settles when it hears of every call. */
  readonly started: Promise<void>;
  /** Shows everybody the present state, soon. */
  show(): void;
  stop(): void;
}

/** Reads what goes on once, and then each call that moves; tells the followers after every reading. */
export const watchCalls = (
  db: Database,
  hub: LiveHub,
  log: FastifyBaseLogger,
  followers: ReadonlySet<Follower>,
): Watch => {
  let going: readonly CallView[] = [];
  let lists: ReadonlyMap<number, Lists> = new Map();
  let moved = new Set<number>();
  let everything = true;
  let stopped = false;

  const failed = (err: unknown): void => {
    log.warn({ err }, 'the calls under way cannot be read; it is tried again');
    setTimeout(lookAtAll, afterFaultMs).unref();
  };
  const callers = createCallers(db, failed);
  const board = (): Board => ({ going, caller: callers.known, lists: (userId) => lists.get(userId) });
  const tell = (): void => {
    const now = board();
    followers.forEach((follower) => follower.show(now));
  };

  const readCalls = async (): Promise<void> => {
    const [ids, all] = [[...moved], everything];
    [moved, everything] = [new Set(), false];
    if (!all && ids.length === 0) return;
    const read = all ? await callsUnderWay(db) : await callsByIds(db, ids);
    going = goingAfter(all ? [] : going, ids, read);
    if (read.some((call) => !going.includes(call))) listing.ask();
  };

  const lookUpCallers = async (): Promise<void> => {
    const shown = [...followers].flatMap((follower) => follower.closely(going));
    const contacts = new Set(shown.map(({ contact }) => contact).filter((contact) => contact !== null));
    const looked = callers.look(contacts).then(() => true);
    const inTime = await Promise.race([looked, pause(lookUpMs, false, { ref: false })]);
    if (!inTime) void looked.then(() => cards.ask());
  };

  const cards = runAgain(async () => {
    try {
      await readCalls();
      await lookUpCallers();
      tell();
    } catch (error) {
      failed(error);
    }
  }, cardsMs);
  const listing = runAgain(async () => {
    try {
      lists = await readLists(
        db,
        [...followers].map(({ viewer }) => viewer.userId),
      );
      tell();
    } catch (error) {
      failed(error);
    }
  }, listsMs);

  const lookAtAll = (): void => {
    everything = true;
    cards.ask();
    listing.ask();
  };
  const hear = (event: Heard): void => {
    callers.doubt(doubtOf(event));
    if (event.type !== 'call') return;
    moved.add(Number(event.data.id));
    cards.ask();
  };
  const timer = setInterval(lookAtAll, everythingMs).unref();

  return {
    started: hub.subscribe(hear).then(() => (stopped ? hub.unsubscribe(hear) : lookAtAll())),
    show: () => {
      cards.ask();
      listing.ask();
    },
    stop: () => {
      stopped = true;
      hub.unsubscribe(hear);
      clearInterval(timer);
      cards.stop();
      listing.stop();
    },
  };
};
