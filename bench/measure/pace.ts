import { setTimeout as pause } from 'node:timers/promises';

/**
 * Begins a piece of work at every tick, whether the ones before have ended or not: a slow answer must not slow the asking,
 * else the waiting of those who could not even ask is left out. Waits for all at the end.
 */
export const atPace = async (
  { perSecond, count }: { readonly perSecond: number; readonly count: number },
  work: (n: number) => Promise<unknown>,
): Promise<void> => {
  const began = Date.now();
  const running: Promise<unknown>[] = [];
  for (let n = 0; n < count; n++) {
    const wait = began + (n * 1000) / perSecond - Date.now();
    if (wait > 0) await pause(wait);
    running.push(work(n));
  }
  await Promise.all(running);
};

/** Works through `count` pieces, `lanes` at a time. Answers in how many seconds. */
export const inLanes = async (
  { lanes, count }: { readonly lanes: number; readonly count: number },
  work: (n: number) => Promise<unknown>,
): Promise<number> => {
  const began = Date.now();
  let next = 0;
  const lane = async () => {
    while (next < count) await work(next++);
  };
  await Promise.all(Array.from({ length: Math.min(lanes, count) }, lane));
  return (Date.now() - began) / 1000;
};
