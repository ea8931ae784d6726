import { setTimeout as pause } from 'node:timers/promises';
import type { FastifyBaseLogger } from 'fastify';
import type { CallView } from '../../../store/calls/call-view';
import type { Database } from '../../../store/database';
import type { Heard, LiveHub } from '../../live/hub';
import { runAgain } from '../../live/run-again';
import type { Board, Follower, Lists } from './board';
import { createCallers, doubtOf } from './callers';
import { createCallsUnderWay } from './calls-under-way';
import { readLists } from './read-lists';

/** A look-up that takes longer holds up nobody's card: it is told without, and again with what is found. Milliseconds. */
const lookUpMs = 250;
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
  const calls = createCallsUnderWay(db);
  let lists: ReadonlyMap<number, Lists> = new Map();
  let stopped = false;

  const tried = (work: () => Promise<void>) => () => work().catch(failed);
  const failed = (err: unknown): void => {
    log.warn({ err }, 'the calls under way cannot be read; it is tried again');
    setTimeout(lookAtAll, afterFaultMs).unref();
  };
  const callers = createCallers(db, failed);
  const tell = (): void => {
    const board: Board = { going: calls.now(), caller: callers.known, lists: (userId) => lists.get(userId) };
    followers.forEach((follower) => follower.show(board));
  };
  const cards = runAgain(
    tried(async () => {
      if (await calls.read()) listing.ask();
      const looked = callers.look(shownClosely(followers, calls.now())).then(() => true);
      if (!(await Promise.race([looked, pause(lookUpMs, false, { ref: false })])))
        void looked.then(() => cards.ask());
      tell();
    }),
    cardsMs,
  );
  const listing = runAgain(
    tried(async () => {
      const userIds = [...followers].map(({ viewer }) => viewer.userId);
      lists = await readLists(db, userIds);
      tell();
    }),
    listsMs,
  );
  const show = (): void => [cards, listing].forEach((one) => one.ask());
  const lookAtAll = (): void => {
    calls.anyMoved();
    show();
  };
  const hear = (event: Heard): void => {
    callers.doubt(doubtOf(event));
    if (event.type !== 'call') return;
    calls.moved(Number(event.data.id));
    cards.ask();
  };
  const timer = setInterval(lookAtAll, everythingMs).unref();
  return {
    started: hub.subscribe(hear).then(() => (stopped ? hub.unsubscribe(hear) : lookAtAll())),
    show,
    stop: () => {
      stopped = true;
      hub.unsubscribe(hear);
      clearInterval(timer);
      [cards, listing].forEach((one) => one.stop());
    },
  };
};

/** The people of whom some page shows everything. */
const shownClosely = (followers: ReadonlySet<Follower>, going: readonly CallView[]): ReadonlySet<number> => {
  const shown = [...followers].flatMap((follower) => follower.closely(going));
  return new Set(shown.map(({ contact }) => contact).filter((contact) => contact !== null));
};
