import { countTry, settleTurn, takeTurn, type BulkTurn } from '../../store/bulk';
import { commit } from '../commit';
import type { AppOptions } from '../options';
import { problemOf } from '../problem-of';
import { perform } from './perform';

/** How often it is looked for jobs that a stopped process left, in milliseconds. */
const lookMs = 5_000;
/** After so many unforeseen failures a ticket is told of as failed. */
const mostTries = 3;

/** Carries out actions on many tickets: one ticket, one transaction, with its outcome in the same. */
export interface BulkRunner {
  /** There is something to do. */
  nudge(): void;
  stop(): Promise<void>;
}

/**
 * Any number of processes may run one: each job is one process's at a time, and what a killed one leaves is another's. It needs
 * neither Temporal nor an outside system, as the edits of a single page do not.
 */
export const createBulkRunner = (options: AppOptions): BulkRunner => {
  let running: Promise<void> | undefined;
  let stopped = false;
  const run = async (): Promise<void> => {
    while (!stopped && (await runOne(options)));
  };
  const nudge = (): void => {
    if (stopped) return;
    running = (running ?? Promise.resolve())
      .then(run)
      .catch((error: unknown) => options.log.warn({ err: error }, 'bulk actions cannot go on; tried again'));
  };
  const timer = setInterval(nudge, lookMs).unref();
  return {
    nudge,
    stop: async () => {
      stopped = true;
      clearInterval(timer);
      await running;
    },
  };
};

/** One ticket of one job; false: nothing waits, or it has to wait. Exported for tests. */
export const runOne = async (options: AppOptions): Promise<boolean> => {
  let turn: BulkTurn | undefined;
  try {
    await commit(options.db, async (tx) => {
      turn = await takeTurn(tx);
      if (!turn) return;
      await perform(tx, options, turn);
      await settleTurn(tx, turn, null);
    });
  } catch (error) {
    return turn !== undefined && goesOn(options, turn, error);
  }
  if (!turn) return false;
  options.wake(turn.number);
  return true;
};

/** What is refused is told and passed over; what is nobody's fault is tried again later. */
const goesOn = async (options: AppOptions, turn: BulkTurn, error: unknown): Promise<boolean> => {
  const { statusCode, errors, detail } = problemOf(error);
  const refused = errors !== undefined;
  if (!refused) options.log.warn({ err: error, ticket: turn.number }, 'a bulk action broke off');
  if (!refused && (statusCode === 503 || turn.tries + 1 < mostTries)) {
    await countTry(options.db, turn); // its turn comes again after the others'
    return statusCode !== 503;
  }
  const because = refused ? errors.map(({ message }) => message).join('; ') : detail;
  await commit(options.db, (tx) => settleTurn(tx, turn, because));
  return true;
};
