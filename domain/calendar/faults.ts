import { isDay } from '../day';
import type { Fault } from '../fault';
import { weekdays, type CalendarDefinition, type Hours } from './definition';

/** Everything that is wrong with a calendar; empty when it can be counted by. */
export const calendarFaults = (calendar: CalendarDefinition): readonly Fault[] => [
  ...zoneFaults(calendar.timeZone),
  ...weekdays.flatMap((day) => hoursFaults(`week.${day}`, calendar.week[day])),
  ...calendar.holidays.flatMap((holiday, i) => dateFaults(`holidays[${i}].date`, holiday.date)),
  ...calendar.exceptions.flatMap((exception, i) => [
    ...dateFaults(`exceptions[${i}].date`, exception.date),
    ...hoursFaults(`exceptions[${i}].hours`, exception.hours),
  ]),
  ...repeated('holidays', 'holiday', calendar.holidays),
  ...repeated('exceptions', 'exception', calendar.exceptions),
  ...neverOpen(calendar),
];

const zoneFaults = (timeZone: string): readonly Fault[] => {
  const known = isNamedZone(timeZone) && opensAs(timeZone);
  return known
    ? []
    : [
        {
          field: 'timeZone',
          message: `“${timeZone}” is not a time zone; expected a name such as Europe/Moscow`,
        },
      ];
};

/** Offsets such as +03:00 are accepted by newer engines and refused by older ones: only names mean the same everywhere. */
const isNamedZone = (timeZone: string): boolean => /^[A-Za-z]/.test(timeZone);

const opensAs = (timeZone: string): boolean => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
};

const dateFaults = (field: string, date: string): readonly Fault[] =>
  isDay(date) ? [] : [{ field, message: `“${date}” is not a day; expected e.g. 2026-01-31` }];

/** What is wrong with the hours of one day. */
export const hoursFaults = (field: string, hours: readonly Hours[]): readonly Fault[] => {
  const faults = hours.flatMap((pair, i) => pairFaults(`${field}[${i}]`, pair));
  return faults.length > 0 ? faults : overlapFaults(field, hours);
};

const pairFaults = (field: string, [from, to]: Hours): readonly Fault[] => {
  if (!/^([01]\d|2[0-3]):[0-5]\d$/.test(from))
    return [{ field: `${field}[0]`, message: `“${from}” is not a time between 00:00 and 23:59` }];
  if (!/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/.test(to))
    return [{ field: `${field}[1]`, message: `“${to}” is not a time between 00:01 and 24:00` }];
  return from < to ? [] : [{ field, message: `${from} is not before ${to}` }];
};

const overlapFaults = (field: string, hours: readonly Hours[]): readonly Fault[] => {
  const sorted = [...hours].sort(([a], [b]) => a.localeCompare(b));
  const clash = sorted.find(([from], i) => i > 0 && from < sorted[i - 1]![1]);
  return clash ? [{ field, message: `the hours that begin at ${clash[0]} overlap those before them` }] : [];
};

const repeated = (
  field: string,
  what: string,
  days: readonly { readonly date: string }[],
): readonly Fault[] => {
  const seen = new Set<string>();
  return days.flatMap(({ date }, i) => {
    if (!seen.has(date)) return (seen.add(date), []);
    return [{ field: `${field}[${i}].date`, message: `there is another ${what} for ${date}` }];
  });
};

const neverOpen = ({ week, exceptions }: CalendarDefinition): readonly Fault[] => {
  const open =
    weekdays.some((day) => week[day].length > 0) || exceptions.some(({ hours }) => hours.length > 0);
  return open ? [] : [{ field: 'week', message: 'the calendar is never open, so nothing would ever be due' }];
};
