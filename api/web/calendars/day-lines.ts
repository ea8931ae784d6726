import type { CalendarDefinition } from '../../../domain/calendar/definition';
import { hoursIn, hoursText } from '../../../domain/calendar/hours-text';
import { dateIn } from '../../../domain/calendar/import/day-list';
import type { Fault } from '../../../domain/fault';

type Holiday = CalendarDefinition['holidays'][number];
type Exception = CalendarDefinition['exceptions'][number];

/** Days of a form, one on a line, with the line of each. */
export interface DayLines<T> {
  readonly days: readonly T[];
  readonly lines: readonly number[];
  readonly faults: readonly Fault[];
}

export const holidayText = (holidays: readonly Holiday[]): string =>
  holidays.map(({ date, name }) => `${date} ${name}`.trim()).join('\n');

/** A day without hours is `-`. */
export const exceptionText = (exceptions: readonly Exception[]): string =>
  exceptions.map(({ date, hours, name }) => `${date} ${hoursText(hours) || '-'} ${name}`.trim()).join('\n');

/** `2026-01-01 New Year` */
export const holidaysIn = (text: string): DayLines<Holiday> =>
  linesOf('holidays', text, (date, rest) => ({ date, name: rest }));

/** `2026-11-07 09:00-17:00 Working Saturday` */
export const exceptionsIn = (text: string): DayLines<Exception> =>
  linesOf('exceptions', text, (date, rest) => {
    const [, written = '', name = ''] =
      /^(-|–|(?:\d{1,2}:\d\d[-–]\d{1,2}:\d\d(?:[\s,;+]+|$))+)(.*)$/.exec(rest) ?? [];
    if (written === '-' || written === '–') return { date, hours: [], name: name.trim() };
    const hours = hoursIn(written.replace(/[\s,;+]+$/, ''));
    return hours
      ? { date, hours, name: name.trim() }
      : `“${rest.slice(0, 40)}” are not hours; expected e.g. 09:00-17:00`;
  });

const linesOf = <T>(
  field: string,
  text: string,
  read: (date: string, rest: string) => T | string,
): DayLines<T> => {
  const found: { day: T; line: number }[] = [];
  const faults: Fault[] = [];
  for (const [i, written] of text.split('\n').entries()) {
    const line = written.trim();
    if (line === '') continue;
    const [head = '', ...words] = line.split(/\s+/);
    const date = dateIn(head);
    const day =
      date === undefined
        ? `“${head.slice(0, 40)}” is not a day; expected e.g. 2026-01-31`
        : read(date, words.join(' '));
    if (typeof day === 'string') faults.push({ field, message: `line ${i + 1}: ${day}` });
    else found.push({ day, line: i + 1 });
  }
  return { days: found.map(({ day }) => day), lines: found.map(({ line }) => line), faults };
};
