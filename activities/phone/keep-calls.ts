import type { CallEvent } from '../../domain/call/event';
import type { CallRules } from '../../domain/call/rules';
import { takeCallEvent } from '../../store/calls/take-event';
import { transaction } from '../../store/database';
import type { Deps } from '../deps';
import { rest } from '../rest';

/** More events that could not be kept yet, and it is cheaper to ask the exchange again. */
const mostWaiting = 10_000;
const longestPauseMs = 5000;

/** Keeps events one after the other, in the order in which they were heard, however long Postgres is away. */
export interface CallKeeper {
  take(events: readonly CallEvent[]): void;
  /** Settles when nothing waits. */
  idle(): Promise<void>;
  /** Settles when too many wait. */
  readonly overrun: Promise<Error>;
  stop(): Promise<void>;
}

export const keepCalls = (deps: Deps, rules: CallRules, signal: AbortSignal): CallKeeper => {
  let waiting = 0;
  let stopped = false;
  let chain: Promise<void> = Promise.resolve();
  let tellOverrun: (error: Error) => void = () => undefined;
  const overrun = new Promise<Error>((resolve) => (tellOverrun = resolve));

  const keep = async (event: CallEvent): Promise<void> => {
    for (let pause = 100; ; pause = Math.min(longestPauseMs, pause * 2))
      try {
        const { id, changed } = await transaction(deps.db, (tx) => takeCallEvent(tx, event, rules), {
          lockTimeout: 5,
        });
        if (changed) deps.wakeCall?.(id);
        return;
      } catch (err) {
        deps.log.warn({ err, kind: event.kind }, 'a call could not be kept; it is tried again');
        if (stopped) return; // whoever takes over asks the exchange
        await rest(pause, signal);
      }
  };

  return {
    take(events) {
      for (const event of events) {
        if ((waiting += 1) > mostWaiting)
          tellOverrun(new Error('too many events of calls could not be kept'));
        chain = chain.then(() => keep(event)).finally(() => (waiting -= 1));
      }
    },
    idle: () => chain,
    overrun,
    async stop() {
      stopped = true;
      await chain;
    },
  };
};
