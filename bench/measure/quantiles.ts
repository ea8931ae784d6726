/** The value below which this share of the values lies; NaN without values. */
export const quantile = (values: readonly number[], share: number): number => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
};

export interface Quantiles {
  readonly n: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
}

export const quantilesOf = (values: readonly number[]): Quantiles => ({
  n: values.length,
  p50: quantile(values, 0.5),
  p95: quantile(values, 0.95),
  p99: quantile(values, 0.99),
});

/** `p50/p95/p99 180/260/390 ms` */
export const quantilesText = ({ p50, p95, p99 }: Quantiles): string =>
  `p50/p95/p99 ${[p50, p95, p99].map(ms).join('/')} ms`;

const ms = (value: number): string => (value < 10 ? value.toFixed(1) : value.toFixed(0));
