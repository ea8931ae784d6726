import { lagBoundsMs } from '../../domain/lag';
import { lagPicture } from '../../api/web/lag-picture';
import { lagSlots, type LagSlot } from '../../store/sync-lag';

const now = Date.UTC(2026, 0, 2, 12, 34);
const slot = (minutesAgo: number, maxMs: number): LagSlot => {
  const from = new Date(Math.floor((now - minutesAgo * 60_000) / 600_000) * 600_000);
  const histogram = [...lagBoundsMs, Infinity].map((bound, i) =>
    maxMs < bound && maxMs >= (lagBoundsMs[i - 1] ?? 0) ? 1 : 0,
  );
  return { from, pushes: 1, changes: 1, sumMs: maxMs, maxMs, histogram };
};

describe('the picture of the day’s lag', () => {
  test('puts now to the right and a day ago to the left, and forgets what is older', () => {
    const { bars } = lagPicture([slot(25 * 60, 500), slot(23 * 60 + 50, 500), slot(0, 500)], now);
    expect(bars.map(({ at }) => at)).toEqual([0, lagSlots - 1]);
  });

  test('scales by tens, so that a second can be told from an hour and both fit', () => {
    const { bars, scale } = lagPicture([slot(60, 1000), slot(30, 3_600_000)], now);
    expect(scale).toEqual([100, 1000, 10_000, 100_000, 1_000_000, 10_000_000]);
    expect(bars[0]!.worst).toBeCloseTo(1 / 5);
    expect(bars[1]!.worst).toBeGreaterThan(0.9);
    expect(bars.every(({ worst, median }) => worst <= 1 && median <= worst)).toBe(true);
  });

  test('shows the quickest too', () =>
    expect(lagPicture([slot(5, 20)], now).bars[0]!.worst).toBeGreaterThan(0));
});
