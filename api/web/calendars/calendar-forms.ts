import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Fault } from '../../../domain/fault';
import type { CalendarView } from '../../../store/calendars';
import { lockVersion } from '../../../store/versions';
import { commit } from '../../commit';
import type { Form } from '../../form';
import type { AppOptions } from '../../options';
import { invalidField } from '../../problem';
import { importInto, type CalendarSource } from '../../rest/calendar-import';
import { calendarCollection } from '../../rest/calendars';
import { saveObject } from '../agreements/save-object';
import { formOf } from '../form-of';
import { personWhoMay } from '../guard';
import { sendForm } from '../send-page';
import { visitorOf } from '../visitor';
import { calendarBody, calendarFields, newCalendarFields } from './calendar-form';
import { CalendarFormPage } from './calendar-form-page';
import { calendarOfAddress, showCalendar } from './calendar-pages';
import { orShow } from '../or-show';

type Fields = Readonly<Record<string, string>>;

/** New calendars, edited ones, and imports into them. */
export const registerCalendarForms = (app: FastifyInstance, options: AppOptions): void => {
  app.get('/calendars/new', async (request, reply) => {
    const person = await personWhoMay(request, reply, 'agreements.write');
    if (!person) return reply;
    return showForm(request, reply, newCalendarFields);
  });
  app.get('/calendars/:id/edit', async (request, reply) => {
    const person = await personWhoMay(request, reply, 'agreements.write');
    if (!person) return reply;
    const calendar = await calendarOfAddress(request, options);
    return showForm(request, reply, calendarFields(calendar), calendar);
  });
  app.post('/calendars', (request, reply) => submit(request, reply, options));
  app.post('/calendars/:id', (request, reply) => submit(request, reply, options));
  app.post('/calendars/:id/import', (request, reply) => submitImport(request, reply, options));
};

const showForm = (
  request: FastifyRequest,
  reply: FastifyReply,
  values: Fields,
  calendar?: CalendarView,
  faults: readonly Fault[] = [],
): unknown => {
  const draft = { visitor: visitorOf(request), values, faults };
  const page = CalendarFormPage({ draft, calendar: calendar ?? null });
  return sendForm(reply, page, faults);
};

const submit = async (
  request: FastifyRequest,
  reply: FastifyReply,
  options: AppOptions,
): Promise<unknown> => {
  const form = await formOf(request, reply, 'agreements.write');
  if (!form) return reply;
  const { fields: values, person } = form;
  const isNew = !(request.params as { id?: string }).id;
  const calendar = isNew ? undefined : await calendarOfAddress(request, options);
  const subject = { ...(calendar && { id: calendar.id }), version: values.version ?? '' };
  return orShow(
    async () => {
      const id = await saveObject(options.db, calendarCollection, subject, calendarBody(values), person.name);
      return reply.redirect(`/calendars/${id}`, 303);
    },
    (errors) => showForm(request, reply, values, calendar, errors),
  );
};

const submitImport = async (
  request: FastifyRequest,
  reply: FastifyReply,
  options: AppOptions,
): Promise<unknown> => {
  const form = await formOf(request, reply, 'agreements.write');
  if (!form) return reply;
  const { id } = await calendarOfAddress(request, options);
  return orShow(
    async () => {
      const source = sourceOf(form, visitorOf(request).language);
      const { taken } = await commit(options.db, async (tx) => {
        await lockVersion(tx, 'calendars', id);
        return importInto(tx, id, source, form.person.name);
      });
      const year = 'years' in source && source.years ? `&year=${source.years[0]}` : '';
      return reply.redirect(`/calendars/${id}?taken=${taken.holidays}-${taken.exceptions}${year}`, 303);
    },
    (errors) => showCalendar(request, reply, options, { values: form.fields, faults: errors }),
  );
};

/** Throws 422 when it says neither a file nor a country. */
const sourceOf = ({ fields, file }: Form, language: 'ru' | 'en'): CalendarSource => {
  const years = yearsOf(fields.years ?? '');
  if (fields.do === 'seed') {
    if (!fields.country) throw invalidField('country', 'is required');
    const now = new Date().getUTCFullYear();
    return { country: fields.country, years: years ?? [now, now + 1], language };
  }
  if (!file || file.bytes.length === 0) throw invalidField('file', 'is required');
  const text = textOf(file.bytes);
  const format = /^\uFEFF?\s*BEGIN:VCALENDAR/i.test(text) ? 'icalendar' : 'csv';
  return { format, text, ...(years && { years }) };
};

/** The production calendar is published in the Windows encoding too. */
const textOf = (bytes: Buffer): string => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1251').decode(bytes);
  }
};

/** `2026`, `2026-2028`, `2026, 2028`; undefined: none are named. */
const yearsOf = (text: string): number[] | undefined => {
  const clean = text.trim();
  if (clean === '') return undefined;
  const [, first, last] = /^(\d{4})\s*[-–]\s*(\d{4})$/.exec(clean) ?? [];
  const years = first
    ? Array.from({ length: Math.min(20, Number(last) - Number(first) + 1) }, (_, i) => Number(first) + i)
    : clean.split(/[\s,;]+/).map(Number);
  if (years.length === 0 || !years.every((year) => year >= 1900 && year <= 2200))
    throw invalidField('years', `“${clean.slice(0, 40)}” are not years; expected e.g. 2026-2027`);
  return years;
};
