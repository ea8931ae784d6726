import ICAL from 'ical.js';
import { dateOf, dayNumber } from '../days';
import { weekdays } from '../definition';
import { fault, nothing, together, type Imported } from './imported';
import { yearlyDays, type Yearly } from './yearly';

/** Days of a year that an event may last and events that a file may hold: it comes from anybody. */
const [longestEvent, mostEvents] = [366, 10_000];

/**
 * Holidays from the whole-day events of an iCalendar file that fall into the years from `first` to `last`. Events that
 * repeat yearly are followed. The library only parses: its own way of following rules never ends on some of them.
 */
export const fromICalendar = (text: string, first: number, last: number): Imported => {
  const lines = text.split(/\r?\n/).flatMap((line, i) => (/^BEGIN:VEVENT\s*$/i.test(line) ? [i + 1] : []));
  const events = eventsOf(text);
  if (!events) return fault(1, 'this is not an iCalendar file; expected BEGIN:VCALENDAR');
  if (events.length > mostEvents) return fault(1, `the file has more than ${mostEvents} events`);
  const range = { first: `${first}-01-01`, last: `${last}-12-31` };
  return together(events.map((event, i) => holidaysOf(event, lines[i] ?? 1, range)));
};

const eventsOf = (text: string): readonly ICAL.Component[] | undefined => {
  try {
    const parsed = ICAL.parse(text.replace(/^\uFEFF/, '')) as unknown[];
    const roots = (Array.isArray(parsed[0]) ? parsed : [parsed]) as unknown[][];
    const calendars = roots.map((root) => new ICAL.Component(root));
    if (!calendars.every(({ name }) => name === 'vcalendar')) return undefined;
    return calendars.flatMap((calendar) => calendar.getAllSubcomponents('vevent'));
  } catch {
    return undefined;
  }
};

interface Range {
  readonly first: string;
  readonly last: string;
}

const holidaysOf = (event: ICAL.Component, line: number, range: Range): Imported => {
  if (String(event.getFirstPropertyValue('status')).toUpperCase() === 'CANCELLED') return nothing;
  const start = dayIn(event, 'dtstart');
  if (start === undefined) return fault(line, 'the event does not begin on a day (DTSTART)', 'DTSTART');
  const length = lengthOf(event, start);
  if (length === undefined)
    return fault(line, `the event does not last whole days, at most ${longestEvent}`, 'DTEND');
  const rule = ruleOf(event, start);
  if (rule === 'other')
    return fault(line, 'only rules for one day a year are understood (FREQ=YEARLY)', 'RRULE');
  const name = String(event.getFirstPropertyValue('summary') ?? '').slice(0, 200);
  const begins = (rule ? yearlyDays(start, rule, range.last) : [start]).filter(isNotLeftOut(event));
  const dates = begins.flatMap((begin) => Array.from({ length }, (_, i) => dateOf(dayNumber(begin) + i)));
  const wanted = dates.filter((date) => date >= range.first && date <= range.last);
  return { ...nothing, holidays: wanted.map((date) => ({ date, name })) };
};

/** `2026-01-31` where the property is a date or midnight by the wall. */
const dayIn = (event: ICAL.Component, property: string): string | undefined => {
  const value = event.getFirstPropertyValue(property);
  return value instanceof ICAL.Time && isMidnight(value) ? dateIn(value) : undefined;
};

const isMidnight = (time: ICAL.Time): boolean =>
  time.isDate || (time.hour === 0 && time.minute === 0 && time.second === 0);

const dateIn = (time: ICAL.Time): string =>
  [
    String(time.year).padStart(4, '0'),
    String(time.month).padStart(2, '0'),
    String(time.day).padStart(2, '0'),
  ].join('-');

/** Days; an event without an end lasts one (RFC 5545, 3.6.1). */
const lengthOf = (event: ICAL.Component, start: string): number | undefined => {
  const duration = event.getFirstPropertyValue('duration');
  const end = dayIn(event, 'dtend');
  const days =
    duration instanceof ICAL.Duration
      ? duration.toSeconds() / 86_400
      : end === undefined
        ? event.hasProperty('dtend')
          ? 0
          : 1
        : Math.max(1, dayNumber(end) - dayNumber(start));
  return Number.isInteger(days) && days >= 1 && days <= longestEvent ? days : undefined;
};

const isNotLeftOut = (event: ICAL.Component): ((date: string) => boolean) => {
  const out = event
    .getAllProperties('exdate')
    .flatMap((property) => property.getValues())
    .flatMap((value) => (value instanceof ICAL.Time ? [dateIn(value)] : []));
  return (date) => !out.includes(date);
};

const ruleOf = (event: ICAL.Component, start: string): Yearly | 'other' | undefined => {
  const rules = event.getAllProperties('rrule').flatMap((property) => property.getValues());
  if (event.hasProperty('rdate') || rules.length > 1) return 'other';
  const rule: unknown = rules[0];
  if (rule === undefined) return undefined;
  if (!(rule instanceof ICAL.Recur) || rule.freq !== 'YEARLY') return 'other';
  const parts = rule.parts as { readonly [part: string]: readonly (number | string)[] | undefined };
  const days = daysOf(parts, start);
  if (!days || Object.keys(parts).some((part) => !['BYMONTH', 'BYMONTHDAY', 'BYDAY'].includes(part)))
    return 'other';
  return {
    interval: Math.max(1, rule.interval),
    ...(rule.count ? { count: rule.count } : {}),
    ...(rule.until ? { until: dateIn(rule.until) } : {}),
    months: (parts.BYMONTH ?? [Number(start.slice(5, 7))]).map(Number).sort((a, b) => a - b),
    days,
  };
};

const daysOf = (
  { BYMONTHDAY, BYDAY, BYMONTH }: { readonly [part: string]: readonly (number | string)[] | undefined },
  start: string,
): Yearly['days'] | undefined => {
  if (!BYDAY) return { monthDays: (BYMONTHDAY ?? [Number(start.slice(8))]).map(Number) };
  const [, nth, letters] = /^([+-]?[1-5])(MO|TU|WE|TH|FR|SA|SU)$/.exec(String(BYDAY[0])) ?? [];
  const weekday = weekdays.find((day) => day.slice(0, 2).toUpperCase() === letters);
  return weekday && BYMONTH && !BYMONTHDAY && BYDAY.length === 1 ? { nth: Number(nth), weekday } : undefined;
};
