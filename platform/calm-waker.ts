import type { SignalSpec } from './signal-with-start';
import type { Waker } from './waker';

/** How long a wake waits: what moves meanwhile becomes one wake with it. Milliseconds. */
const restMs = 2000;
const tickMs = 100;
/** Of those that have waited this part is sent at every tick, at least one: a crowd goes within seconds, and never piles up. */
const part = 1 / 30;

/** Wakes that are in no hurry. */
export interface CalmWaker {
  wake(spec: SignalSpec): void;
  /** Hands on whatever waits, at once. */
  flush(): void;
}

/**
 * Lets wakes rest, and hands them on evenly. What wakes people (a call on their screens) must not wait for cores that are busy with
 * workflows whose next duty is minutes away; a wake that is lost with this process is found by the sweeper.
 */
export const wakeCalmly = (waker: Pick<Waker, 'wake'>): CalmWaker => {
  const waiting = new Map<string, { readonly spec: SignalSpec; readonly at: number }>();
  let timer: NodeJS.Timeout | undefined;

  const send = (count: number): void => {
    for (const [id, { spec }] of [...waiting].slice(0, count)) {
      waiting.delete(id);
      waker.wake(spec);
    }
    if (waiting.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
  const tick = (): void => {
    const due = [...waiting.values()].filter(({ at }) => at <= Date.now()).length;
    send(Math.ceil(due * part));
  };
  return {
    wake: (spec) => {
      const at = waiting.get(spec.workflowId)?.at ?? Date.now() + restMs;
      waiting.set(spec.workflowId, { spec, at });
      timer ??= setInterval(tick, tickMs).unref();
    },
    flush: () => send(waiting.size),
  };
};
