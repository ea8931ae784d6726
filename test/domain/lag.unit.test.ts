import { addLag, lagBoundsMs, lagQuantile, noLag, type LagCounts } from '../../domain/lag';

const counts = (...ms: readonly number[]): LagCounts => ({
  changes: ms.length,
  sumMs: ms.reduce((sum, one) => sum + one, 0),
  maxMs: Math.max(0, ...ms),
  histogram: noLag.histogram.map(
    (_, i) =>
      ms.filter((one) => one >= (lagBoundsMs[i - 1] ?? 0) && one < (lagBoundsMs[i] ?? Infinity)).length,
  ),
});

describe('the lag of many changes', () => {
  test('has no quantiles without changes', () => expect(lagQuantile(noLag, 0.5)).toBeNull());

  test('tells the half and nearly all within the bounds between which they lie', () => {
    const many = counts(...Array.from({ length: 90 }, () => 350), ...Array.from({ length: 10 }, () => 4000));
    expect(lagQuantile(many, 0.5)).toBeGreaterThan(300);
    expect(lagQuantile(many, 0.5)).toBeLessThanOrEqual(400);
    expect(lagQuantile(many, 0.95)).toBeGreaterThan(3000);
    expect(lagQuantile(many, 0.95)).toBeLessThanOrEqual(4000);
  });

  test('never tells more than the longest seen, also above the last bound', () => {
    expect(lagQuantile(counts(120), 0.5)).toBeLessThanOrEqual(120);
    expect(lagQuantile(counts(7_200_000), 1)).toBe(7_200_000);
  });

  test('adds up', () => {
    const [a, b] = [counts(150, 900), counts(90_000)];
    expect(addLag(a, b)).toEqual(counts(150, 900, 90_000));
  });
});
