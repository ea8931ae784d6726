import {
  weekdays,
  type CalendarDefinition,
  type Hours,
  type Weekday,
} from '../../../domain/calendar/definition';
import { hoursIn, hoursText } from '../../../domain/calendar/hours-text';
import type { Fault } from '../../../domain/fault';
import type { CalendarView } from '../../../store/calendars';
import type { FormBody } from '../agreements/save-object';
import { exceptionsIn, exceptionText, holidaysIn, holidayText } from './day-lines';

type Fields = Readonly<Record<string, string>>;

/** The form of a calendar, filled in. */
export const calendarFields = ({ name, version, definition }: CalendarView): Fields => ({
  name,
  version: String(version),
  timeZone: definition.timeZone,
  ...weekFields(definition.week),
  holidays: holidayText(definition.holidays),
  exceptions: exceptionText(definition.exceptions),
});

const weekFields = (week: CalendarDefinition['week']): Fields =>
  Object.fromEntries(weekdays.map((day) => [`week.${day}`, hoursText(week[day])]));

const working: readonly Hours[] = [
  ['09:00', '13:00'],
  ['14:00', '18:00'],
];

/** A usual week to begin with. */
export const newCalendarFields: Fields = {
  timeZone: 'Europe/Moscow',
  ...Object.fromEntries(weekdays.slice(0, 5).map((day) => [`week.${day}`, hoursText(working)])),
};

/** Reads the form of a calendar. */
export const calendarBody = (fields: Fields): FormBody => {
  const week = weekdays.map((day) => dayOf(day, fields[`week.${day}`] ?? ''));
  const holidays = holidaysIn(fields.holidays ?? '');
  const exceptions = exceptionsIn(fields.exceptions ?? '');
  return {
    body: {
      name: fields.name ?? '',
      timeZone: (fields.timeZone ?? '').trim(),
      week: Object.fromEntries(week.map(({ day, hours }) => [day, hours])),
      holidays: holidays.days,
      exceptions: exceptions.days,
    },
    faults: [...week.flatMap(({ faults }) => faults), ...holidays.faults, ...exceptions.faults],
    place: (fault) => placed(fault, holidays.lines, exceptions.lines),
  };
};

const dayOf = (day: Weekday, text: string) => {
  const hours = text.trim() === '' ? [] : hoursIn(text.trim());
  const faults: Fault[] = hours
    ? []
    : [{ field: `week.${day}`, message: `“${text.slice(0, 60)}” are not hours; expected e.g. 09:00-13:00` }];
  return { day, hours: hours ?? working, faults };
};

const placed = (
  { field, message }: Fault,
  holidays: readonly number[],
  exceptions: readonly number[],
): Fault => {
  const [, list, n] = /^(holidays|exceptions)\[(\d+)\]/.exec(field) ?? [];
  if (list === undefined) return { field: /^week\.\w+/.exec(field)?.[0] ?? field, message };
  const lines = list === 'holidays' ? holidays : exceptions;
  return { field: list, message: `line ${lines[Number(n)]}: ${message}` };
};
