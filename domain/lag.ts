/**
 * Upper bounds, in milliseconds, by which changes are counted; the last count is of everything above. Kept in the table
 * sync_minutes: other bounds need a migration.
 */
export const lagBoundsMs = [
  100, 200, 300, 400, 500, 700, 1000, 1500, 2000, 3000, 5000, 10_000, 30_000, 60_000, 300_000,
] as const;

/** How many changes took how long until they were confirmed. Milliseconds. */
export interface LagCounts {
  readonly changes: number;
  readonly sumMs: number;
  readonly maxMs: number;
  /** One count more than there are bounds. */
  readonly histogram: readonly number[];
}

export const noLag: LagCounts = {
  changes: 0,
  sumMs: 0,
  maxMs: 0,
  histogram: [...lagBoundsMs.map(() => 0), 0],
};

export const addLag = (a: LagCounts, b: LagCounts): LagCounts => ({
  changes: a.changes + b.changes,
  sumMs: a.sumMs + b.sumMs,
  maxMs: Math.max(a.maxMs, b.maxMs),
  histogram: a.histogram.map((n, i) => n + (b.histogram[i] ?? 0)),
});

/**
 * The time, in milliseconds, within which this part (0.5, 0.95 ...) of the changes was confirmed: spread evenly within its
 * bounds, never above the longest seen. Null without changes.
 */
export const lagQuantile = ({ changes, maxMs, histogram }: LagCounts, part: number): number | null => {
  if (changes === 0) return null;
  const wanted = part * changes;
  let before = 0;
  for (const [i, n] of histogram.entries()) {
    if (n > 0 && before + n >= wanted) {
      const low = i === 0 ? 0 : lagBoundsMs[i - 1]!;
      const high = Math.min(lagBoundsMs[i] ?? maxMs, maxMs);
      return Math.round(low + ((high - low) * (wanted - before)) / n);
    }
    before += n;
  }
  return maxMs;
};
