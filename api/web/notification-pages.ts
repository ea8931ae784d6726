import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { defaultTemplates } from '../../domain/notify/default-templates';
import { notifyEvents, type NotifyEvent } from '../../domain/notify/event';
import { fill, templateFaults } from '../../domain/notify/template';
import { ticketValues } from '../../domain/notify/values';
import type { Fault } from '../../domain/fault';
import { listCalendars } from '../../store/calendars';
import { ticketText } from '../../store/notify/message-facts';
import { digests, saveSettings, settingsOf, type NotificationSettings } from '../../store/notify/settings';
import { editedTemplates, saveTemplate } from '../../store/notify/templates';
import { readUnsubscribeToken, unsubscribe } from '../../store/notify/unsubscribe';
import { newestNumber, ticketByNumber } from '../../store/tickets';
import { commit } from '../commit';
import type { AppOptions } from '../options';
import { notFound } from '../problem';
import { NotificationSettingsPage } from './components/notification-settings-page';
import { TemplatePage, TemplatesPage } from './components/template-pages';
import { UnsubscribePage } from './components/unsubscribe-page';
import { ownFields } from './form-of';
import { personWhoMay } from './guard';
import { sendForm, sendPage } from './send-page';
import { visitorOf } from './visitor';

/** What a member of staff is told of, the texts of mails, and the way out of them. */
export const registerNotificationPages = (app: FastifyInstance, options: AppOptions): void => {
  app.get('/notifications', (request, reply) => showSettings(request, reply, options));
  app.post('/notifications', (request, reply) => changeSettings(request, reply, options));
  app.get('/notifications/templates', (request, reply) => showTemplates(request, reply, options));
  app.get('/notifications/templates/:event/:language', (request, reply) =>
    showTemplate(request, reply, options),
  );
  app.post('/notifications/templates/:event/:language', (request, reply) =>
    changeTemplate(request, reply, options),
  );
  registerUnsubscribe(app, options);
};

const showSettings = async (
  request: FastifyRequest,
  reply: FastifyReply,
  { db }: AppOptions,
): Promise<unknown> => {
  const person = await personWhoMay(request, reply, 'tickets.work');
  if (!person) return reply;
  return sendPage(
    reply,
    NotificationSettingsPage({
      visitor: visitorOf(request),
      settings: await settingsOf(db, { userId: Number(person.id) }),
      calendars: (await listCalendars(db, { limit: 100 })).items,
    }),
  );
};

const changeSettings = async (
  request: FastifyRequest,
  reply: FastifyReply,
  { db }: AppOptions,
): Promise<unknown> => {
  const person = await personWhoMay(request, reply, 'tickets.work');
  if (!person) return reply;
  const fields = ownFields(request);
  await commit(db, (tx) => saveSettings(tx, { userId: Number(person.id) }, settingsFrom(fields)));
  return reply.redirect('/notifications', 303);
};

const settingsFrom = (fields: Readonly<Record<string, string>>): NotificationSettings => {
  const choice = (event: NotifyEvent, way: 'email' | 'live') => {
    const wanted = fields[`${event}:${way}`];
    return wanted === 'yes' || wanted === 'no' ? { [way]: wanted === 'yes' } : {};
  };
  const choices = notifyEvents.map(
    (event) => [event, { ...choice(event, 'email'), ...choice(event, 'live') }] as const,
  );
  return {
    choices: Object.fromEntries(choices.filter(([, chosen]) => Object.keys(chosen).length > 0)),
    digest: digests.find((one) => one === fields.digest) ?? 'none',
    quietCalendarId: /^\d{1,15}$/.test(fields.quiet ?? '') ? Number(fields.quiet) : null,
  };
};

const showTemplates = async (
  request: FastifyRequest,
  reply: FastifyReply,
  { db }: AppOptions,
): Promise<unknown> => {
  const person = await personWhoMay(request, reply, 'agreements.write');
  if (!person) return reply;
  const edited = { ru: await editedTemplates(db, 'ru'), en: await editedTemplates(db, 'en') };
  return sendPage(reply, TemplatesPage({ visitor: visitorOf(request), edited }));
};

interface Draft {
  readonly body?: string;
  readonly ticket?: string;
  readonly faults?: readonly Fault[];
}

const showTemplate = async (
  request: FastifyRequest,
  reply: FastifyReply,
  { db }: AppOptions,
  { body: typed, ticket = '', faults = [] }: Draft = {},
): Promise<unknown> => {
  const person = await personWhoMay(request, reply, 'agreements.write');
  if (!person) return reply;
  const { event, language } = namedIn(request);
  const saved = (await editedTemplates(db, language)).get(event);
  const body = typed ?? saved ?? defaultTemplates[language][event];
  const found = ticket === '' ? undefined : await ticketByNumber(db, ticket.toUpperCase());
  const text = found && (await ticketText(db, found.id));
  const preview =
    text && faults.length === 0
      ? fill(body, { ...samples, ...ticketValues(text, samples, language) })
      : undefined;
  const page = TemplatePage({
    visitor: visitorOf(request),
    event,
    language,
    body,
    ticket,
    faults: ticket !== '' && !found ? [...faults, { field: 'ticket', message: ticket }] : faults,
    isEdited: saved !== undefined,
    ...(preview === undefined ? {} : { preview }),
  });
  return sendForm(reply, page, faults);
};

/** Where the ticket itself has no such thing to show. */
const samples = {
  author: 'Olga',
  text: '…',
  level: '75%',
  clock: 'resolution',
  due: '2026-01-01T09:00',
  into: 'SD-1001',
  contract: 'C-1',
  days: '30',
};

const changeTemplate = async (
  request: FastifyRequest,
  reply: FastifyReply,
  options: AppOptions,
): Promise<unknown> => {
  const person = await personWhoMay(request, reply, 'agreements.write');
  if (!person) return reply;
  const { event, language } = namedIn(request);
  const { action, body: typed = '', ticket = '' } = ownFields(request);
  const body = typed.replace(/\r\n/g, '\n').trim();
  const faults = action === 'reset' ? [] : templateFaults(body).map((message) => ({ field: event, message }));
  if (action === 'preview' || faults.length > 0) {
    const shown = ticket.trim() || ((await newestNumber(options.db)) ?? '');
    return showTemplate(request, reply, options, { body, ticket: shown, faults });
  }
  await commit(options.db, (tx) =>
    saveTemplate(tx, event, language, action === 'reset' ? undefined : body, person.name),
  );
  return reply.redirect('/notifications/templates', 303);
};

const namedIn = (
  request: FastifyRequest,
): { readonly event: NotifyEvent; readonly language: 'ru' | 'en' } => {
  const { event: given, language } = request.params as { event: string; language: string };
  const event = notifyEvents.find((one) => one === given);
  if (!event || (language !== 'ru' && language !== 'en')) throw notFound('such template');
  return { event, language };
};

/** Whoever holds the link is who he must be; mail programs send the form themselves (RFC 8058). */
const registerUnsubscribe = (app: FastifyInstance, { db }: AppOptions): void => {
  const tokenOf = (request: FastifyRequest) => (request.params as { token: string }).token;
  app.get('/unsubscribe/:token', async (request, reply) => {
    const id = await readUnsubscribeToken(db, tokenOf(request));
    const state = id === undefined ? 'broken' : 'asked';
    return sendPage(
      reply,
      UnsubscribePage({ visitor: visitorOf(request), state, token: tokenOf(request) }),
      id === undefined ? 404 : 200,
    );
  });
  app.post('/unsubscribe/:token', async (request, reply) => {
    const id = await readUnsubscribeToken(db, tokenOf(request));
    const done = id !== undefined && (await commit(db, (tx) => unsubscribe(tx, id)));
    const state = done ? 'done' : 'broken';
    return sendPage(
      reply,
      UnsubscribePage({ visitor: visitorOf(request), state, token: '' }),
      done ? 200 : 404,
    );
  });
};
