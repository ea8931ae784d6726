import type { Fault } from '../../fault';
import type { CalendarDefinition } from '../definition';

type Holiday = CalendarDefinition['holidays'][number];
type Exception = CalendarDefinition['exceptions'][number];

/** What a file says of holidays and other days; nothing of it is to be taken when it has faults. */
export interface Imported {
  readonly holidays: readonly Holiday[];
  readonly exceptions: readonly Exception[];
  /** Each names the line of the file, from 1: `line 3`, `line 3, hours`. */
  readonly faults: readonly Fault[];
}

export const nothing: Imported = { holidays: [], exceptions: [], faults: [] };

export const fault = (line: number, message: string, column?: string): Imported => ({
  ...nothing,
  faults: [{ field: column ? `line ${line}, ${column}` : `line ${line}`, message }],
});

/** All parts as one, by date; the names of holidays that fall together are joined. */
export const together = (parts: readonly Imported[]): Imported => {
  const holidays = new Map<string, string[]>();
  for (const { date, name } of parts.flatMap((part) => part.holidays))
    holidays.set(date, [...new Set([...(holidays.get(date) ?? []), name])]);
  return {
    holidays: [...holidays]
      .map(([date, names]) => ({ date, name: names.join(' / ') }))
      .sort((a, b) => (a.date < b.date ? -1 : 1)),
    exceptions: parts.flatMap((part) => part.exceptions).sort((a, b) => (a.date < b.date ? -1 : 1)),
    faults: parts.flatMap((part) => part.faults),
  };
};

/**
 * A calendar with what was imported: in the years that the import speaks of it replaces what stood there, other years are
 * kept. Judge the result with `calendarFaults`.
 */
export const withImported = (calendar: CalendarDefinition, imported: Imported): CalendarDefinition => {
  const years = new Set([...imported.holidays, ...imported.exceptions].map(({ date }) => date.slice(0, 4)));
  const isKept = ({ date }: { date: string }) => !years.has(date.slice(0, 4));
  return {
    ...calendar,
    holidays: [...calendar.holidays.filter(isKept), ...imported.holidays],
    exceptions: [...calendar.exceptions.filter(isKept), ...imported.exceptions],
  };
};
