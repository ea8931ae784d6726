import { businessMsBetween } from './arithmetic';
import type { BusinessCalendar } from './business-calendar';
import { hoursOfDay, type DayReason } from './day-hours';
import { dateOf, dayMs, minuteMs, weekdayOf } from './days';
import { weekdays, type Hours, type Weekday } from './definition';
import { piecesOf } from './wall-days';
import { stretchesOf } from './zone';

/** One day of the picture by which a person checks a calendar by eye. */
export interface PictureDay {
  /** `2026-01-31` in the calendar's zone. */
  readonly date: string;
  readonly weekday: Weekday;
  readonly hours: readonly Hours[];
  /** Elapsed open minutes: on a day on which the clocks are moved not what the hours say. */
  readonly openMinutes: number;
  readonly because: DayReason;
  /** Other than the week alone would have it. */
  readonly differs: boolean;
  /** The clocks are moved on this day. */
  readonly clocksMoved: boolean;
}

export interface PictureMonth {
  /** 1 to 12. */
  readonly month: number;
  /** Places to leave empty before the first day, in weeks that begin on Monday. */
  readonly offset: number;
  readonly days: readonly PictureDay[];
  readonly openMinutes: number;
  readonly openDays: number;
}

export interface YearPicture {
  readonly year: number;
  readonly months: readonly PictureMonth[];
  readonly openMinutes: number;
  readonly openDays: number;
}

/** A year as a grid of months: for each day its open minutes and why. */
export const yearPicture = (calendar: BusinessCalendar, year: number): YearPicture => {
  const dayOf = pictureDay(calendar);
  const months = Array.from({ length: 12 }, (_, i) => monthOf(dayOf, year, i + 1));
  return { year, months, ...sums(months.flatMap(({ days }) => days)) };
};

const monthOf = (dayOf: (day: number) => PictureDay, year: number, month: number): PictureMonth => {
  const first = Math.round(Date.UTC(year, month - 1, 1) / dayMs);
  const length = Math.round(Date.UTC(year, month, 1) / dayMs) - first;
  const days = Array.from({ length }, (_, i) => dayOf(first + i));
  return { month, offset: weekdays.indexOf(weekdayOf(first)), days, ...sums(days) };
};

const sums = (days: readonly PictureDay[]) => ({
  openMinutes: days.reduce((sum, day) => sum + day.openMinutes, 0),
  openDays: days.filter((day) => day.openMinutes > 0).length,
});

const pictureDay = (calendar: BusinessCalendar) => {
  const { week, timeZone } = calendar.definition;
  const hoursOf = hoursOfDay(calendar.definition);
  const stretches = stretchesOf(timeZone);
  return (day: number): PictureDay => {
    const { hours, because } = hoursOf(day);
    const pieces = piecesOf(stretches, day);
    const openMs = pieces.reduce((sum, { from, to }) => sum + businessMsBetween(calendar, from, to), 0);
    return {
      date: dateOf(day),
      weekday: weekdayOf(day),
      hours,
      openMinutes: openMs / minuteMs,
      because,
      differs: JSON.stringify(hours) !== JSON.stringify(week[weekdayOf(day)]),
      clocksMoved: pieces.reduce((sum, { from, to }) => sum + to - from, 0) !== dayMs,
    };
  };
};
