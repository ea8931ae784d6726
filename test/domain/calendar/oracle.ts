import { weekdays, type CalendarDefinition } from '../../../domain/calendar/definition';

const minute = 60_000;
const formats = new Map<string, Intl.DateTimeFormat>();

const written = /^(\w{3})\D*(\d{4}-\d\d-\d\d)\D+(\d\d:\d\d)$/;

const formatOf = (timeZone: string): Intl.DateTimeFormat => {
  const format =
    formats.get(timeZone) ??
    new Intl.DateTimeFormat('en-CA', {
      timeZone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      weekday: 'short',
      hourCycle: 'h23',
    });
  formats.set(timeZone, format);
  return format;
};

/** Straight from the definition of API.md: is the wall time in `[from, to)` of that date's hours? */
export const isOpenByTheWall = (calendar: CalendarDefinition, at: number): boolean => {
  const [, day = '', date = '', time = ''] = written.exec(formatOf(calendar.timeZone).format(at)) ?? [];
  const exception = calendar.exceptions.find((one) => one.date === date);
  const isHoliday = calendar.holidays.some((one) => one.date === date);
  const weekday = weekdays.find((one) => one === day.toLowerCase())!;
  const hours = exception ? exception.hours : isHoliday ? [] : calendar.week[weekday];
  return hours.some(([from, to]) => from <= time && time < to);
};

/** Every minute from `from` on, open or not: zones move their clocks at whole minutes only. */
export const minutesOf = (calendar: CalendarDefinition, from: number, count: number): readonly boolean[] =>
  Array.from({ length: count }, (_, i) => isOpenByTheWall(calendar, from + i * minute));
