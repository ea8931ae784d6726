import type { Instant } from '../ticket';
import type { CalendarDefinition } from './definition';
import { dayAt } from './wall-days';

/** Governments say a year's holidays some months before it. */
const aheadMs = 92 * 86_400_000;

/**
 * Years for which nobody has entered holidays yet, though the calendar has some in others: deadlines in them may fall on holidays.
 * From the year of the instant to that of the last day, but no further than some months ahead.
 */
export const bareYears = (
  { timeZone, holidays, exceptions }: CalendarDefinition,
  at: Instant,
  lastDay: string,
): readonly number[] => {
  if (holidays.length === 0) return [];
  const entered = new Set([...holidays, ...exceptions].map(({ date }) => yearOf(date)));
  const [now, soon] = [at, at + aheadMs].map((instant) => yearOf(dayAt(timeZone, instant)));
  const years = [now!, soon!].filter((year, i, all) => all.indexOf(year) === i && year <= yearOf(lastDay));
  return years.filter((year) => !entered.has(year));
};

const yearOf = (day: string): number => Number(day.slice(0, 4));
