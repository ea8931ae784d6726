import { hoursOfDay, wallMs, type HoursOfDay } from './day-hours';
import { dayMs, dayNumber } from './days';
import { weekdays, type CalendarDefinition } from './definition';
import { stretchesOf, type Stretch } from './zone';

/** Open from the first instant until just before the second, in milliseconds. */
export interface OpenHours {
  readonly from: number;
  readonly to: number;
}

/** The open hours within one UTC day, in order, and their sum in milliseconds. */
export interface OpenDay {
  readonly hours: readonly OpenHours[];
  readonly total: number;
}

/**
 * A calendar that can be counted by. It remembers every day that it has worked out, so keep one per version of a
 * definition. Days here are UTC days: only instants are in order on every day of every zone.
 */
export interface BusinessCalendar {
  readonly definition: CalendarDefinition;
  readonly openOn: (utcDay: number) => OpenDay;
  /** Outside these UTC days it is never open. */
  readonly first: number;
  readonly last: number;
}

/** The definition must be without faults (see `calendarFaults`). */
export const businessCalendar = (definition: CalendarDefinition): BusinessCalendar => {
  const known = new Map<number, OpenDay>();
  const stretches = stretchesOf(definition.timeZone);
  const hours = hoursOfDay(definition);
  const openOn = (utcDay: number): OpenDay => {
    const seen = known.get(utcDay);
    if (seen) return seen;
    const day = isClosedAround(utcDay, hours) ? never : openDay(stretches(utcDay), hours);
    known.set(utcDay, day);
    return day;
  };
  return { definition, openOn, ...bounds(definition) };
};

const never: OpenDay = { hours: [], total: 0 };

/** No zone is a day or more away from UTC; asking the zone table is what costs. */
const isClosedAround = (utcDay: number, hoursOf: HoursOfDay): boolean =>
  [utcDay - 1, utcDay, utcDay + 1].every((day) => hoursOf(day).hours.length === 0);

const openDay = (stretches: readonly Stretch[], hoursOf: HoursOfDay): OpenDay => {
  const hours = joined(stretches.flatMap((stretch) => openIn(stretch, hoursOf)));
  return hours.length === 0
    ? never
    : { hours, total: hours.reduce((sum, { from, to }) => sum + to - from, 0) };
};

const openIn = ({ from, to, offset }: Stretch, hoursOf: HoursOfDay): readonly OpenHours[] => {
  const open: OpenHours[] = [];
  const lastDay = Math.floor((to - 1 + offset) / dayMs);
  for (let day = Math.floor((from + offset) / dayMs); day <= lastDay; day++)
    for (const [opens, closes] of hoursOf(day).hours) {
      const midnight = day * dayMs - offset;
      const piece = {
        from: Math.max(from, midnight + wallMs(opens)),
        to: Math.min(to, midnight + wallMs(closes)),
      };
      if (piece.from < piece.to) open.push(piece);
    }
  return open.sort((a, b) => a.from - b.from);
};

/** Hours that meet (24:00 and 00:00, 13:00 and 13:00) are one. */
export const joined = (pieces: readonly OpenHours[]): readonly OpenHours[] => {
  const all: OpenHours[] = [];
  for (const piece of pieces) {
    const before = all.at(-1);
    if (before && piece.from <= before.to) all[all.length - 1] = { from: before.from, to: piece.to };
    else all.push(piece);
  }
  return all;
};

/** Without weekly hours only the exceptions open; a wall day lies within a day of the UTC day of its number. */
const bounds = ({ week, exceptions }: CalendarDefinition): { first: number; last: number } => {
  if (weekdays.some((day) => week[day].length > 0)) return { first: -Infinity, last: Infinity };
  const days = exceptions.filter(({ hours }) => hours.length > 0).map(({ date }) => dayNumber(date));
  return days.length === 0
    ? { first: Infinity, last: -Infinity }
    : {
        first: days.reduce((a, b) => Math.min(a, b)) - 1,
        last: days.reduce((a, b) => Math.max(a, b)) + 1,
      };
};
