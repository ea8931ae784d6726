/** Something happened on a connection: remembered when nobody waits just then. */
export interface News {
  readonly ring: () => void;
  /** Whether something happened since it was last asked or waited for. */
  pending(): boolean;
  /** Until something happens, at most so long. Milliseconds. */
  heard(ms: number): Promise<void>;
}

export const createNews = (): News => {
  let rung = false;
  let tell: () => void = () => undefined;
  return {
    ring() {
      rung = true;
      tell();
    },
    pending() {
      const was = rung;
      rung = false;
      return was;
    },
    heard: (ms) =>
      new Promise((resolve) => {
        const done = () => {
          tell = () => undefined; // what happens from now on is for the next who waits
          clearTimeout(timer);
          rung = false;
          resolve();
        };
        const timer = setTimeout(done, ms);
        tell = done;
      }),
  };
};
