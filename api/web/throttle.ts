const windowMs = 15 * 60_000;
const mostRemembered = 10_000;

/** Something whose failures are counted, and how many may be within a quarter of an hour. */
export interface Suspect {
  readonly name: string;
  readonly allowed: number;
}

/** Slows down who guesses: after so many failures one has to wait. Counts live in this process only. */
export interface Throttle {
  /** Milliseconds to wait before the next attempt; 0: now. */
  waitMs(suspects: readonly Suspect[]): number;
  failed(suspects: readonly Suspect[]): void;
  succeeded(suspects: readonly Suspect[]): void;
}

interface Failures {
  readonly n: number;
  readonly since: number;
}

export const createThrottle = (now: () => number = Date.now): Throttle => {
  const failures = new Map<string, Failures>();

  const fresh = (name: string): Failures | undefined => {
    const entry = failures.get(name);
    if (!entry || entry.since + windowMs > now()) return entry;
    failures.delete(name);
    return undefined;
  };

  const waitFor = ({ name, allowed }: Suspect): number => {
    const entry = fresh(name);
    return entry && entry.n >= allowed ? entry.since + windowMs - now() : 0;
  };

  const count = ({ name }: Suspect): void => {
    const entry = fresh(name);
    failures.set(name, { n: (entry?.n ?? 0) + 1, since: entry?.since ?? now() });
  };

  return {
    waitMs: (suspects) => Math.max(0, ...suspects.map(waitFor)),
    failed: (suspects) => {
      if (failures.size > mostRemembered) [...failures.keys()].forEach(fresh);
      if (failures.size > mostRemembered) failures.clear();
      suspects.forEach(count);
    },
    succeeded: (suspects) => suspects.forEach(({ name }) => failures.delete(name)),
  };
};
