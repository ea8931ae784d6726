import type { CalendarDefinition, Hours } from './definition';
import { dateOf, minuteMs, weekdayOf } from './days';

/** Why a day has the hours that it has. */
export type DayReason =
  | { readonly kind: 'exception'; readonly name: string }
  | { readonly kind: 'holiday'; readonly name: string }
  | { readonly kind: 'week' };

export interface DayHours {
  readonly hours: readonly Hours[];
  readonly because: DayReason;
}

/** The hours that a calendar gives to a day: an exception beats a holiday beats the week. */
export type HoursOfDay = (day: number) => DayHours;

export const hoursOfDay = ({ week, holidays, exceptions }: CalendarDefinition): HoursOfDay => {
  const holidayNames = new Map(holidays.map(({ date, name }) => [date, name]));
  const special = new Map(exceptions.map((exception) => [exception.date, exception]));
  return (day) => {
    const date = dateOf(day);
    const exception = special.get(date);
    if (exception) return { hours: exception.hours, because: { kind: 'exception', name: exception.name } };
    const name = holidayNames.get(date);
    if (name !== undefined) return { hours: [], because: { kind: 'holiday', name } };
    return { hours: week[weekdayOf(day)], because: { kind: 'week' } };
  };
};

/** `13:30` in milliseconds since midnight, by the clock on the wall. */
export const wallMs = (time: string): number =>
  (Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5))) * minuteMs;
