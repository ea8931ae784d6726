import type { CallEvent } from '../../domain/call/event';
import type { CallRules } from '../../domain/call/rules';
import { takeCallEvents, type Taken } from '../../store/calls/take-event';
import type { Database } from '../../store/database';
import { commit } from '../commit';

/** Events that one transaction keeps at most. */
const most = 16;
/** Transactions under way. More only wait for each other: for the cores, and for the one counter of the live stream. */
const atOnce = 3;

interface Waiting {
  readonly event: CallEvent;
  readonly legs: readonly string[];
  done(taken: Taken): void;
  failed(error: unknown): void;
}

/** Keeps what exchanges push. */
export type KeepEvent = (event: CallEvent) => Promise<Taken>;

/**
 * Events that come while others are being kept are kept together, in one transaction: a storm of calls costs a few commits. Two
 * of one leg are never kept at the same time. Should one of them fail, each is tried by itself.
 */
export const keepEvents = (db: Database, rules: CallRules): KeepEvent => {
  const waiting: Waiting[] = [];
  const busy = new Set<string>();
  let running = 0;

  const next = (): void => {
    while (running < atOnce) {
      const batch = pick(waiting, busy);
      if (batch.length === 0) return;
      running += 1;
      const legs = batch.flatMap((one) => one.legs);
      legs.forEach((leg) => busy.add(leg));
      void keep(batch).finally(() => {
        running -= 1;
        legs.forEach((leg) => busy.delete(leg));
        next();
      });
    }
  };
  const keepAll = (batch: readonly Waiting[]): Promise<readonly Taken[]> =>
    commit(db, (tx) =>
      takeCallEvents(
        tx,
        batch.map(({ event }) => event),
        rules,
      ),
    );
  const keep = async (batch: readonly Waiting[]): Promise<void> => {
    try {
      const taken = await keepAll(batch);
      batch.forEach(({ done }, n) => done(taken[n]!));
    } catch (error) {
      if (batch.length === 1) return batch[0]!.failed(error);
      for (const one of batch) await keep([one]);
    }
  };
  return (event) =>
    new Promise((done, failed) => {
      waiting.push({ event, legs: legsOf(event), done, failed });
      next();
    });
};

const legsOf = ({ origin, legId, joins = legId }: CallEvent): readonly string[] =>
  [...new Set([legId, joins])].map((leg) => `${origin} ${leg}`);

/** Takes the first of those that wait whose legs nobody is at; whoever waits behind an event of his leg goes on waiting. */
const pick = (waiting: Waiting[], busy: ReadonlySet<string>): readonly Waiting[] => {
  const taken: Waiting[] = [];
  const met = new Set(busy);
  for (const one of waiting) {
    const isFree = taken.length < most && !one.legs.some((leg) => met.has(leg));
    if (isFree) taken.push(one);
    one.legs.forEach((leg) => met.add(leg));
  }
  waiting.splice(0, waiting.length, ...waiting.filter((one) => !taken.includes(one)));
  // Everybody locks in this order.
  return taken.sort((a, b) => (a.legs[0]! < b.legs[0]! ? -1 : 1));
};
