/**
 * One read for all who ask at the same time. Whoever asks while it is under way gets the next one, which begins after he asked: nobody
 * is told less than was there when he did.
 */
export const shareReads = <T>(read: () => Promise<T>): (() => Promise<T>) => {
  let running: Promise<unknown> = Promise.resolve();
  let next: Promise<T> | undefined;
  const begin = (): Promise<T> => {
    next = undefined;
    const now = read();
    running = now.catch(() => undefined);
    return now;
  };
  return () => (next ??= running.then(begin));
};
