import type { OpenHours } from './business-calendar';
import { wallMs } from './day-hours';
import { dateOf, dayMs, dayNumber } from './days';
import { stretchesOf, type Stretches } from './zone';

/** The instants whose wall date is this day: usually one piece of 24 hours. */
export const piecesOf = (stretches: Stretches, day: number): readonly OpenHours[] =>
  [day - 1, day, day + 1].flatMap(stretches).flatMap(({ from, to, offset }) => {
    const piece = {
      from: Math.max(from, day * dayMs - offset),
      to: Math.min(to, (day + 1) * dayMs - offset),
    };
    return piece.from < piece.to ? [piece] : [];
  });

/** The days of a calendar's zone as instants: from the beginning of the first until the end of the last. */
export const daysAsInstants = (
  timeZone: string,
  first: string,
  last: string,
): { readonly from: number; readonly to: number } => {
  const stretches = stretchesOf(timeZone);
  return {
    from: startOf(stretches, dayNumber(first)),
    to: startOf(stretches, dayNumber(last) + 1),
  };
};

/** Where a day does not exist (Samoa, 2011-12-30) it begins with the next one. */
const startOf = (stretches: Stretches, day: number): number =>
  piecesOf(stretches, day)[0]?.from ?? startOf(stretches, day + 1);

/** The day on the wall at an instant: `2026-01-31`. */
export const dayAt = (timeZone: string, at: number): string => {
  const day = Math.floor(at / dayMs);
  const stretch = stretchesOf(timeZone)(day).find(({ from, to }) => from <= at && at < to);
  return dateOf(Math.floor((at + (stretch?.offset ?? 0)) / dayMs));
};

/** The instant at which the clock on the wall shows this time, the first of two; undefined where the clocks skip it. */
export const instantAt = (timeZone: string, date: string, time: string): number | undefined => {
  const wall = dayNumber(date) * dayMs + wallMs(time);
  const stretches = stretchesOf(timeZone);
  return [-1, 0, 1]
    .flatMap((days) => stretches(dayNumber(date) + days))
    .filter(({ from, to, offset }) => from <= wall - offset && wall - offset < to)
    .map(({ offset }) => wall - offset)[0];
};
