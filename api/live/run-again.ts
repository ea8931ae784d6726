/** Work that is to be done again whenever something has moved. */
export interface Again {
  /** Soon, and after whatever moved until now: asked ten times while it runs, it runs once more. */
  ask(): void;
  stop(): void;
}

/** One run at a time, at least `pauseMs` from the end of one to the beginning of the next. A run must not throw. */
export const runAgain = (run: () => Promise<void>, pauseMs = 0): Again => {
  let [busy, again, stopped] = [false, false, false];
  let timer: NodeJS.Timeout | undefined;
  const next = async (): Promise<void> => {
    [busy, again] = [true, false];
    await run();
    busy = false;
    if (pauseMs > 0 && !stopped) timer = setTimeout(rested, pauseMs).unref();
    else rested();
  };
  const rested = (): void => {
    timer = undefined;
    if (again) ask();
  };
  const ask = (): void => {
    again = true;
    if (!busy && !timer && !stopped) void next();
  };
  return {
    ask,
    stop: () => {
      stopped = true;
      clearTimeout(timer);
    },
  };
};
