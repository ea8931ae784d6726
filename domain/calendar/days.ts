import { weekdays, type Weekday } from './definition';

export const dayMs = 86_400_000;
export const minuteMs = 60_000;

/** Days are counted from 1970-01-01, which is day 0. */
export const dayNumber = (date: string): number => Math.floor(Date.parse(`${date}T00:00:00Z`) / dayMs);

/** `2026-01-31` of a day's number. */
export const dateOf = (day: number): string => new Date(day * dayMs).toISOString().slice(0, 10);

/** 1970-01-01 was a Thursday. */
export const weekdayOf = (day: number): Weekday => weekdays[(((day + 3) % 7) + 7) % 7]!;
