/** Chance that repeats itself: the same seed, the same choices. */
export interface Chance {
  /** From 0 up to, and without, 1. */
  next(): number;
  /** A whole number, both ends included. */
  between(from: number, to: number): number;
  pick<T>(of: readonly T[]): T;
}

/** Mulberry32 (Tommy Ettinger, public domain): 32 bits of state are plenty for a few thousand choices. */
export const chanceOf = (seed: number): Chance => {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const between = (from: number, to: number): number => from + Math.floor(next() * (to - from + 1));
  return { next, between, pick: (of) => of[between(0, of.length - 1)]! };
};

/** SEED of the environment, to see a run again; else a new one, which is printed. */
export const seedOfThisRun = (): number => {
  const seed = process.env.SEED ? Number(process.env.SEED) : Math.floor(Math.random() * 2 ** 31);
  process.stdout.write(`seed of this run: ${seed} (SEED=${seed} repeats it)\n`);
  return seed;
};

/** Seconds that an environment variable gives, for runs longer than CI's. */
export const secondsFrom = (variable: string, otherwise: number): number =>
  Number(process.env[variable] ?? otherwise);
