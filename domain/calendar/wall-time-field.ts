import { isDay } from '../day';
import type { Instant } from '../ticket';
import { instantAt } from './wall-days';

/** The instant of what a browser sends for a date with a time, `2026-11-23T17:30`, on the clocks of a zone. */
export const instantOfField = (timeZone: string, text: string): Instant | undefined => {
  const [, day = '', time = ''] = /^(\d{4}-\d{2}-\d{2})T(([01]\d|2[0-3]):[0-5]\d)/.exec(text) ?? [];
  return isDay(day) ? instantAt(timeZone, day, time) : undefined;
};
