import { IANAZone } from 'luxon';
import { dayMs } from './days';

/** Instants between two changes of the clock: wall time is the instant plus `offset`, all in milliseconds. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly offset: number;
}

/** The stretches of one UTC day: one, or two on a day on which the clocks of the zone are moved. */
export type Stretches = (utcDay: number) => readonly Stretch[];

/** Knows a zone's clock by UTC days; each day is asked of the zone table once. */
export const stretchesOf = (timeZone: string): Stretches => {
  const zone = IANAZone.create(timeZone);
  const starts = new Map<number, number>();
  const offsetAt = (instant: number): number => Math.round(zone.offset(instant) * 60_000);
  const offsetAtStart = (utcDay: number): number => {
    const known = starts.get(utcDay);
    if (known !== undefined) return known;
    const offset = offsetAt(utcDay * dayMs);
    starts.set(utcDay, offset);
    return offset;
  };
  return (utcDay) => {
    const [from, to] = [utcDay * dayMs, (utcDay + 1) * dayMs];
    const [before, after] = [offsetAtStart(utcDay), offsetAtStart(utcDay + 1)];
    if (before === after) return [{ from, to, offset: before }];
    const moved = firstWithOther(offsetAt, from, to, before);
    return moved === to
      ? [{ from, to, offset: before }]
      : [
          { from, to: moved, offset: before },
          { from: moved, to, offset: after },
        ];
  };
};

/** The clocks are moved at most once a day: halving finds the instant. */
const firstWithOther = (
  offsetAt: (instant: number) => number,
  from: number,
  to: number,
  offset: number,
): number => {
  let [low, high] = [from, to];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetAt(middle) === offset) low = middle;
    else high = middle;
  }
  return high;
};

/** What a clock on the wall there says, to the minute: 2026-11-23 18:00. */
export const wallTime = (at: number, timeZone: string): string =>
  new Date(at + Math.round(IANAZone.create(timeZone).offset(at) * 60_000))
    .toISOString()
    .slice(0, 16)
    .replace('T', ' ');
