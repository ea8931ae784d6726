import { Type, type Static } from '@fastify/type-provider-typebox';
import { calendarFaults } from '../../domain/calendar/faults';
import { weekdays, type CalendarDefinition, type Hours } from '../../domain/calendar/definition';
import {
  calendarById,
  createCalendar,
  listCalendars,
  updateCalendar,
  type CalendarView,
} from '../../store/calendars';
import { termsEdited } from '../../store/sla/refresh-terms';
import type { AppOptions } from '../options';
import { invalid } from '../problem';
import { name as nameOf } from '../tickets/words';
import type { Api } from './api';
import { collectionOf, registerCollection } from './collection';
import { strict } from './schemas';

const HoursOfDay = Type.Array(Type.Array(Type.String(), { minItems: 2, maxItems: 2 }), { maxItems: 48 });
const day = Type.Optional(HoursOfDay);
const Week = Type.Object({ mon: day, tue: day, wed: day, thu: day, fri: day, sat: day, sun: day }, strict);
const Holiday = Type.Object({ date: Type.String(), name: Type.Optional(Type.String()) }, strict);
const Exception = Type.Object(
  { date: Type.String(), hours: HoursOfDay, name: Type.Optional(Type.String()) },
  strict,
);
const rest = {
  holidays: Type.Optional(Type.Array(Holiday, { maxItems: 5000 })),
  exceptions: Type.Optional(Type.Array(Exception, { maxItems: 5000 })),
};
const NewCalendar = Type.Object(
  { name: Type.String(), timeZone: Type.String(), week: Week, ...rest },
  strict,
);
const CalendarChange = Type.Object(
  {
    name: Type.Optional(Type.String()),
    timeZone: Type.Optional(Type.String()),
    week: Type.Optional(Week),
    ...rest,
  },
  strict,
);

/** Business hours. */
export const calendarCollection = collectionOf({
  path: '/calendars',
  table: 'calendars',
  read: 'agreements.read',
  write: 'agreements.write',
  New: NewCalendar,
  Change: CalendarChange,
  list: (db, page) => listCalendars(db, page),
  get: calendarById,
  create: (tx, body) => createCalendar(tx, nameOf('name', body.name), checked(body)),
  update: async (tx, id, body, now) => {
    const name = body.name === undefined ? now.name : nameOf('name', body.name);
    await updateCalendar(tx, id, name, checked(body, now.definition));
    await termsEdited(tx, { calendarId: id });
  },
  json: (view) => calendarJson(view),
});

export const registerCalendars = (api: Api, options: AppOptions): void =>
  registerCollection(api, options, calendarCollection);

/** The definition that the body makes of the present one; throws 422 with everything that is wrong with it. */
const checked = (body: Static<typeof CalendarChange>, now?: CalendarDefinition): CalendarDefinition => {
  const definition: CalendarDefinition = {
    timeZone: body.timeZone ?? now?.timeZone ?? '',
    week: body.week ? weekOf(body.week) : (now?.week ?? weekOf({})),
    holidays: body.holidays?.map(named) ?? now?.holidays ?? [],
    exceptions:
      body.exceptions?.map((one) => ({ ...named(one), hours: sorted(one.hours) })) ?? now?.exceptions ?? [],
  };
  const faults = calendarFaults(definition);
  if (faults.length > 0) throw invalid(faults);
  return definition;
};

const named = <T extends { name?: string }>(one: T) => ({ ...one, name: one.name ?? '' });

/** A day that is not named is closed. */
const weekOf = (week: Static<typeof Week>): CalendarDefinition['week'] =>
  Object.fromEntries(
    weekdays.map((one) => [one, sorted(week[one] ?? [])]),
  ) as unknown as CalendarDefinition['week'];

/** The database keeps the days in an order of its own. */
const inOrder = (week: CalendarDefinition['week']): CalendarDefinition['week'] =>
  Object.fromEntries(weekdays.map((one) => [one, week[one]])) as unknown as CalendarDefinition['week'];

const sorted = (hours: readonly (readonly string[])[]): readonly Hours[] =>
  hours.map(([from = '', to = '']): Hours => [from, to]).sort(([a], [b]) => (a < b ? -1 : 1));

const calendarJson = (calendar: CalendarView) => ({
  id: String(calendar.id),
  name: calendar.name,
  ...calendar.definition,
  week: inOrder(calendar.definition.week),
  version: calendar.version,
  createdAt: calendar.createdAt.toISOString(),
  updatedAt: calendar.updatedAt.toISOString(),
});
