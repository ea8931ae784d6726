import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { rememberedCalendar } from '../../../domain/calendar/remembered';
import { countries } from '../../../domain/calendar/import/seed';
import { yearPicture } from '../../../domain/calendar/year-picture';
import { dayAt } from '../../../domain/calendar/wall-days';
import type { Fault } from '../../../domain/fault';
import { calendarById, listCalendars, type CalendarView } from '../../../store/calendars';
import { listContracts } from '../../../store/contracts';
import { versionsOf } from '../../../store/object-history';
import type { AppOptions } from '../../options';
import { notFound } from '../../problem';
import { idInPath } from '../../reference';
import { personWhoMay } from '../guard';
import { sendForm, sendPage } from '../send-page';
import { visitorOf } from '../visitor';
import { CalendarListPage } from './calendar-list-page';
import { CalendarPage } from './calendar-page';

/** The pages that show calendars. */
export const registerCalendarPages = (app: FastifyInstance, options: AppOptions): void => {
  app.get('/calendars', async (request, reply) => {
    const person = await personWhoMay(request, reply, 'agreements.read');
    if (!person) return reply;
    const { items } = await listCalendars(options.db, { limit: 1000 });
    return sendPage(reply, CalendarListPage({ visitor: visitorOf(request), calendars: items }));
  });
  app.get('/calendars/:id', async (request, reply) => {
    const person = await personWhoMay(request, reply, 'agreements.read');
    if (!person) return reply;
    return showCalendar(request, reply, options);
  });
};

/** The calendar that the address names; throws 404. */
export const calendarOfAddress = async (
  request: FastifyRequest,
  { db }: AppOptions,
): Promise<CalendarView> => {
  const calendar = await calendarById(db, idInPath(request, 'calendar'));
  if (!calendar) throw notFound('such calendar');
  return calendar;
};

/** The page of a calendar; what is wrong with an import stands there. */
export const showCalendar = async (
  request: FastifyRequest,
  reply: FastifyReply,
  options: AppOptions,
  { values = {}, faults = [] }: { values?: Readonly<Record<string, string>>; faults?: readonly Fault[] } = {},
): Promise<unknown> => {
  const { db } = options;
  const visitor = visitorOf(request);
  const calendar = await calendarOfAddress(request, options);
  const query = request.query as Readonly<Record<string, unknown>>;
  const page = CalendarPage({
    draft: { visitor, values, faults },
    calendar,
    picture: yearPicture(rememberedCalendar(calendar.definition), yearOf(query.year, calendar)),
    contracts: (await listContracts(db, { limit: 100 }, { calendarId: calendar.id })).items,
    versions: await versionsOf(db, 'calendars', calendar.id),
    countries: countryChoices(visitor.language),
    taken: takenOf(query.taken),
  });
  return sendForm(reply, page, faults);
};

/** This year in the calendar’s zone where the address says none. */
const yearOf = (text: unknown, { definition }: CalendarView): number =>
  typeof text === 'string' && /^(19|20|21)\d\d$/.test(text)
    ? Number(text)
    : Number(dayAt(definition.timeZone, Date.now()).slice(0, 4));

const takenOf = (text: unknown) => {
  const [, holidays, exceptions] = /^(\d{1,4})-(\d{1,4})$/.exec(typeof text === 'string' ? text : '') ?? [];
  return holidays === undefined ? null : { holidays: Number(holidays), exceptions: Number(exceptions) };
};

const countryChoices = (language: string) =>
  Object.entries(countries(language))
    .map(([value, label]) => ({ value, label }))
    .sort((a, b) => a.label.localeCompare(b.label, language));
