import { dateOf, dayNumber, weekdayOf } from '../days';
import type { Weekday } from '../definition';

/** A rule of one day a year: the same date, or e.g. the last Monday of May. */
export interface Yearly {
  readonly interval: number;
  readonly count?: number;
  /** The last day on which it may fall. */
  readonly until?: string;
  readonly months: readonly number[];
  readonly days:
    { readonly monthDays: readonly number[] } | { readonly nth: number; readonly weekday: Weekday };
}

/** The days of a rule from its first one to `last`, in order. Looks at each year once, so no rule can keep it busy. */
export const yearlyDays = (first: string, rule: Yearly, last: string): readonly string[] => {
  const days: string[] = [];
  const end = rule.until !== undefined && rule.until < last ? rule.until : last;
  for (let year = Number(first.slice(0, 4)); year <= Number(end.slice(0, 4)); year += rule.interval)
    for (const month of rule.months)
      for (const date of daysIn(year, month, rule.days)) {
        if (date < first || date > end || days.length === rule.count) continue;
        days.push(date);
      }
  return days;
};

const daysIn = (year: number, month: number, days: Yearly['days']): readonly string[] => {
  const first = dayNumber(`${year}-${String(month).padStart(2, '0')}-01`);
  const length = new Date(Date.UTC(year, month, 0)).getUTCDate();
  if ('monthDays' in days)
    return days.monthDays
      .map((day) => (day < 0 ? length + 1 + day : day))
      .filter((day) => day >= 1 && day <= length)
      .sort((a, b) => a - b)
      .map((day) => dateOf(first + day - 1));
  const those = Array.from({ length }, (_, i) => first + i).filter((day) => weekdayOf(day) === days.weekday);
  const found = days.nth > 0 ? those[days.nth - 1] : those.at(days.nth);
  return found === undefined ? [] : [dateOf(found)];
};
