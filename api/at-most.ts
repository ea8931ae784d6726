/** Runs works as they come, so many at a time; the others wait for their turn, in order. */
export const atMost = (count: number): (<T>(work: () => Promise<T>) => Promise<T>) => {
  const waiting: (() => void)[] = [];
  let running = 0;
  const turn = (): Promise<void> | undefined => {
    if (running < count) return void (running += 1);
    return new Promise((resolve) => waiting.push(resolve));
  };
  /** Whoever is next takes over the place. */
  const leave = (): void => {
    const next = waiting.shift();
    if (next) next();
    else running -= 1;
  };
  return async (work) => {
    await turn();
    try {
      return await work();
    } finally {
      leave();
    }
  };
};
