import { randomBytes } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Fault } from '../../domain/fault';
import { callsUnderWay } from '../../store/calls/call-list';
import { callById, type CallView } from '../../store/calls/call-view';
import { callerOf, grantOf, openTicketsOf, type CallerView } from '../../store/calls/caller';
import { draftOf } from '../../store/calls/draft';
import { listCannedAnswers } from '../../store/canned-answers';
import { contactById, listContacts } from '../../store/contacts';
import type { Database } from '../../store/database';
import { priorityMatrix } from '../../store/priority-matrix';
import { listServices } from '../../store/services';
import { userById } from '../../store/users';
import type { AppOptions } from '../options';
import { demand } from '../principal';
import { notFound } from '../problem';
import { idInPath } from '../reference';
import { shareReads } from '../share-reads';
import { questionsFor } from '../tickets/answers';
import { goesTo } from '../tickets/goes-to';
import { priorityOf } from '../tickets/priority-of';
import type { Beside } from './components/call-beside';
import { CallTicketPage } from './components/call-ticket-page';
import { PhonePage, PhoneScreen } from './components/phone-page';
import { stringsOf } from './fields';
import { personWhoMay } from './guard';
import { lookAtCalls, phoneState, type Look } from './phone/phone-state';
import { atTelephoneOf, signOf } from './phone/who-sees';
import { sendForm, sendPage } from './send-page';
import { visitorOf } from './visitor';

type Fields = Readonly<Record<string, string>>;

/** A draft that somebody else wrote so lately is being written, in milliseconds. */
const writingMs = 60_000;

/** The operator's pages: calls as they come, and the ticket of a call. */
export const registerCallPages = (app: FastifyInstance, options: AppOptions): void => {
  // At a call every operator's page looks at the same moment, and most of what they see is the same.
  const look = shareReads(() => lookAtCalls(options.db));
  app.get('/phone', (request, reply) => showPhone(request, reply, options, { look, render: PhonePage }));
  app.get('/phone/screen', (request, reply) =>
    showPhone(request, reply, options, { look, render: PhoneScreen }),
  );
  app.get('/phone/calls/:id/ticket', (request, reply) => showCallTicket(request, reply, options));
};

/** The call that the address names; throws 404. */
export const pageCall = async (request: FastifyRequest, { db }: AppOptions): Promise<CallView> => {
  const call = await callById(db, idInPath(request, 'call'));
  if (!call) throw notFound('such call');
  return call;
};

interface Shown {
  readonly look: () => Promise<Look>;
  readonly render: typeof PhonePage | typeof PhoneScreen;
}

const showPhone = async (
  request: FastifyRequest,
  reply: FastifyReply,
  { db }: AppOptions,
  { look, render }: Shown,
): Promise<unknown> => {
  const person = await personWhoMay(request, reply, 'calls');
  if (!person) return reply;
  const visitor = visitorOf(request);
  return sendPage(reply, render({ visitor, state: await phoneState(db, visitor.userId ?? 0, look) }));
};

/** The form, with what was typed so far, whoever typed it, and what is wrong with it. */
export const showCallTicket = async (
  request: FastifyRequest,
  reply: FastifyReply,
  options: AppOptions,
  { typed, faults = [] }: { readonly typed?: Fields; readonly faults?: readonly Fault[] } = {},
): Promise<unknown> => {
  const person = await personWhoMay(request, reply, 'calls');
  if (!person) return reply;
  demand(person, 'tickets.register');
  const { db } = options;
  const visitor = visitorOf(request);
  const call = await pageCall(request, options);
  const { who = '' } = stringsOf(request.query);
  const [kept, caller, services, found] = await Promise.all([
    draftOf(db, call.id),
    call.contact === null ? undefined : callerOf(db, call.contact, Date.now()),
    listServices(db, { limit: 100 }),
    who.trim() === '' ? [] : listContacts(db, { q: who }, { limit: 8 }).then(({ items }) => items),
  ]);
  const draft = typed ?? kept?.fields ?? {};
  const somebodyElse =
    kept?.by && kept.by.id !== visitor.userId && Date.now() - kept.at.getTime() < writingMs;
  const beside = await besideOf(options, withUsual(draft, caller), call, visitor.userId);
  const page = CallTicketPage({
    visitor,
    call,
    caller: caller ?? null,
    draft,
    writer: somebodyElse ? kept.by!.name : null,
    services: services.items,
    answers: await listCannedAnswers(db, visitor.language),
    found,
    who,
    beside,
    faults,
    once: randomBytes(18).toString('base64url'),
  });
  return sendForm(reply, page, faults);
};

/** What the form itself chooses before anybody does. */
const withUsual = (draft: Fields, caller: CallerView | undefined): Fields => ({
  ...(caller ? { service: String(caller.usualServiceId ?? ''), contact: String(caller.contact.id) } : {}),
  ...draft,
});

/** What the contract grants, which tickets are alike, where it would go: for the form as it stands. */
export const besideOf = async (
  options: AppOptions,
  fields: Fields,
  call: CallView,
  userId: number | null,
): Promise<Beside> => {
  const { db } = options;
  const { title = '', description = '', service = '', contact } = fields;
  const requesterId = idIn(contact) ?? (contact === undefined ? call.contact : null);
  const serviceId = idIn(service) ?? null;
  const person = requesterId === null ? undefined : await contactById(db, requesterId);
  const chosen =
    serviceId === null
      ? undefined
      : (await listServices(db, { limit: 100 })).items.find(({ id }) => id === serviceId);
  const text = `${title} ${description.slice(0, 500)}`;
  const priority = priorityOf(fields, await priorityMatrix(db));
  const calls = await callsOf(db, userId);
  return {
    priority,
    others: calls.filter(({ id }) => id !== call.id),
    telephone: signOf(calls),
    grant: person ? await grantOf(db, { requesterId: person.id, serviceId, priority, at: Date.now() }) : null,
    similar: person
      ? await openTicketsOf(
          db,
          { id: person.id, organisationId: person.organisation?.id ?? null },
          { text, serviceId },
          6,
        )
      : [],
    goesTo: goesTo(options, chosen?.name ?? null),
    serviceId: service,
    questions: await questionsFor(db, service),
    values: fields,
  };
};

/** Those that this person talks, and those that ring at his telephone. */
const callsOf = async (db: Database, userId: number | null): Promise<readonly CallView[]> => {
  const user = userId === null ? undefined : await userById(db, userId);
  return user ? atTelephoneOf(await callsUnderWay(db), { userId: user.id, login: user.login }) : [];
};

const idIn = (text: string | undefined): number | undefined =>
  text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : undefined;
