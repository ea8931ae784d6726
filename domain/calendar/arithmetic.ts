import type { Instant } from '../ticket';
import { joined, type BusinessCalendar, type OpenHours } from './business-calendar';
import { dayMs, minuteMs } from './days';

/** Nothing is looked for further away: a target that takes longer is as good as never due. */
const horizonDays = 36_525;

const dayOf = (at: Instant): number => Math.floor(at / dayMs);

/** Does the wall time in the calendar's zone lie in `[from, to)` of that date's hours? */
export const isOpen = (calendar: BusinessCalendar, at: Instant): boolean =>
  calendar.openOn(dayOf(at)).hours.some(({ from, to }) => from <= at && at < to);

/**
 * The first instant by which that many business minutes have passed since `at` (exactly at closing: at closing); a
 * negative number counts backwards, to the last instant from which that many pass until `at` (exactly at opening: at
 * opening). Nought minutes: `at` itself. Undefined when the calendar does not hold them within a hundred years.
 */
export const addBusinessMinutes = (
  calendar: BusinessCalendar,
  at: Instant,
  minutes: number,
): Instant | undefined => {
  const ms = Math.round(minutes * minuteMs);
  if (ms === 0) return at;
  return ms > 0 ? forward(calendar, at, ms) : backward(calendar, at, -ms);
};

const forward = (calendar: BusinessCalendar, at: Instant, ms: number): Instant | undefined => {
  let left = ms;
  const last = Math.min(dayOf(at) + horizonDays, calendar.last);
  for (let day = Math.max(dayOf(at), calendar.first); day <= last; day++)
    for (const { from, to } of calendar.openOn(day).hours) {
      const length = to - Math.max(from, at);
      if (length >= left) return Math.max(from, at) + left;
      if (length > 0) left -= length;
    }
  return undefined;
};

const backward = (calendar: BusinessCalendar, at: Instant, ms: number): Instant | undefined => {
  let left = ms;
  const first = Math.max(dayOf(at) - horizonDays, calendar.first);
  for (let day = Math.min(dayOf(at), calendar.last); day >= first; day--)
    for (const { from, to } of calendar.openOn(day).hours.toReversed()) {
      const length = Math.min(to, at) - from;
      if (length >= left) return Math.min(to, at) - left;
      if (length > 0) left -= length;
    }
  return undefined;
};

/** Elapsed open milliseconds from `a` to `b`; negative when `b` lies before `a`. */
export const businessMsBetween = (calendar: BusinessCalendar, a: Instant, b: Instant): number => {
  if (b < a) return 0 - businessMsBetween(calendar, b, a);
  let sum = 0;
  const last = Math.min(dayOf(b), calendar.last);
  for (let day = Math.max(dayOf(a), calendar.first); day <= last; day++) {
    const open = calendar.openOn(day);
    sum += day * dayMs >= a && (day + 1) * dayMs <= b ? open.total : within(open.hours, a, b);
  }
  return sum;
};

/** Elapsed open minutes from `a` to `b`, exact to the millisecond. */
export const businessMinutesBetween = (calendar: BusinessCalendar, a: Instant, b: Instant): number =>
  businessMsBetween(calendar, a, b) / minuteMs;

const within = (hours: readonly OpenHours[], a: Instant, b: Instant): number =>
  hours.reduce((sum, { from, to }) => sum + Math.max(0, Math.min(to, b) - Math.max(from, a)), 0);

/** The first open instant at or after `at`; undefined when it does not open any more. */
export const nextOpening = (calendar: BusinessCalendar, at: Instant): Instant | undefined => {
  const last = Math.min(dayOf(at) + horizonDays, calendar.last);
  for (let day = Math.max(dayOf(at), calendar.first); day <= last; day++) {
    const next = calendar.openOn(day).hours.find(({ to }) => to > at);
    if (next) return Math.max(next.from, at);
  }
  return undefined;
};

/** The first instant after `at` at which it closes; undefined when it does not within a year (24/7). */
export const nextClosing = (calendar: BusinessCalendar, at: Instant): Instant | undefined => {
  let until = nextOpening(calendar, at);
  if (until === undefined) return undefined;
  const end = until + 400 * dayMs;
  while (until < end) {
    const here: Instant = until;
    const now = calendar.openOn(dayOf(here)).hours.find(({ from, to }) => from <= here && here < to);
    if (!now) return here;
    until = now.to;
  }
  return undefined;
};

/** All open hours between two instants, in order, those that meet joined. */
export const openHours = (calendar: BusinessCalendar, a: Instant, b: Instant): readonly OpenHours[] => {
  const pieces: OpenHours[] = [];
  const last = Math.min(dayOf(b), calendar.last);
  for (let day = Math.max(dayOf(a), calendar.first); day <= last; day++)
    for (const { from, to } of calendar.openOn(day).hours)
      if (to > a && from < b) pieces.push({ from: Math.max(from, a), to: Math.min(to, b) });
  return joined(pieces);
};
