import { Type, type Static } from '@fastify/type-provider-typebox';
import type { PoolClient } from 'pg';
import type { CalendarDefinition } from '../../domain/calendar/definition';
import { fromCsv } from '../../domain/calendar/import/csv';
import { fromICalendar } from '../../domain/calendar/import/icalendar';
import { withImported, type Imported } from '../../domain/calendar/import/imported';
import { seedHolidays } from '../../domain/calendar/import/seed';
import { calendarById } from '../../store/calendars';
import { commit } from '../commit';
import { lockForEdit } from '../if-match';
import type { AppOptions } from '../options';
import { principalOf } from '../principal';
import { invalid, invalidField, notFound } from '../problem';
import { resolvePath } from '../reference';
import type { Api } from './api';
import { calendarCollection } from './calendars';
import { changeOne } from './collection';
import { strict } from './schemas';

const Years = Type.Array(Type.Integer({ minimum: 1900, maximum: 2200 }), { minItems: 1, maxItems: 20 });
const CalendarSource = Type.Union([
  Type.Object(
    {
      format: Type.Enum(['icalendar', 'csv']),
      text: Type.String({ description: 'the file' }),
      years: Type.Optional(Years),
    },
    strict,
  ),
  Type.Object(
    {
      country: Type.String({ description: 'two letters, ISO 3166' }),
      state: Type.Optional(Type.String()),
      region: Type.Optional(Type.String()),
      years: Years,
      language: Type.Optional(Type.Enum(['ru', 'en'])),
    },
    strict,
  ),
]);
export type CalendarSource = Static<typeof CalendarSource>;

const mostDays = 5000;

/** Holidays and other days from a file, or from the tables of public holidays. */
export const registerCalendarImport = (api: Api, { db }: AppOptions): void => {
  api.post<{ Params: { ref: string }; Body: CalendarSource }>(
    '/calendars/:ref/import',
    {
      schema: {
        tags: ['calendars'],
        body: CalendarSource,
        summary: 'Replaces the days of the years that the source speaks of',
      },
      config: { right: 'agreements.write' },
    },
    async (request) =>
      commit(db, async (tx) => {
        const id = await resolvePath(tx, 'calendars', request.params.ref);
        await lockForEdit(tx, request, 'calendars', id);
        const { taken, content } = await importInto(tx, id, request.body, principalOf(request).name);
        return { ...content, taken };
      }),
  );
};

/** Puts a source’s days into a calendar whose row is locked; throws 422 that names the line, and then takes nothing. */
export const importInto = async (tx: PoolClient, id: number, source: CalendarSource, actor: string) => {
  const calendar = await calendarById(tx, id);
  if (!calendar) throw notFound('such calendar');
  const imported = importedFrom(source, calendar.definition);
  if (imported.faults.length > 0) throw invalid(imported.faults);
  const { holidays, exceptions } = withImported(calendar.definition, imported);
  if (imported.holidays.length + imported.exceptions.length === 0)
    throw invalidField('file', 'holds no days of these years');
  if (holidays.length > mostDays || exceptions.length > mostDays)
    throw invalidField('file', `would leave the calendar with more than ${mostDays} days`);
  const body = {
    holidays: [...holidays],
    exceptions: exceptions.map((day) => ({ ...day, hours: day.hours.map((pair) => [...pair]) })),
  };
  const content = await changeOne(tx, calendarCollection, id, body, actor);
  return { content, taken: { holidays: imported.holidays.length, exceptions: imported.exceptions.length } };
};

const importedFrom = (source: CalendarSource, { week }: CalendarDefinition): Imported => {
  if ('country' in source) {
    const { country, state, region, years, language = 'ru' } = source;
    const place = { country: country.toUpperCase(), ...(state && { state }), ...(region && { region }) };
    return seedHolidays(place, years, language);
  }
  if (source.format === 'csv') return fromCsv(source.text, week, source.years);
  const now = new Date().getUTCFullYear();
  const years = source.years ?? [now, now + 2];
  return fromICalendar(source.text, Math.min(...years), Math.max(...years));
};
