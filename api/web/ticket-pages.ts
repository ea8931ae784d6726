import { randomBytes } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Fault } from '../../domain/fault';
import { may } from '../../domain/role';
import { listCannedAnswers } from '../../store/canned-answers';
import { listComments, type CommentView } from '../../store/comment-list';
import { listConflicts } from '../../store/conflict-list';
import type { Database } from '../../store/database';
import { mailsOfTicket } from '../../store/mail/ticket-mails';
import { listNotifications } from '../../store/notify/notification-list';
import { ratingOf } from '../../store/portal/ratings';
import { listProblems } from '../../store/problem-list';
import { slaAccountOf } from '../../store/sla/account';
import { participantsOf } from '../../store/participants';
import { othersPresent } from '../../store/presence';
import { relationsOf } from '../../store/relations';
import { priorityMatrix } from '../../store/priority-matrix';
import { viewsFor } from '../../store/saved-views';
import { listServices } from '../../store/services';
import { listTickets } from '../../store/ticket-list';
import { storyOf } from '../../store/ticket-story';
import { viewTicket, type TicketView } from '../../store/ticket-view';
import { turnOf, waitsOf } from '../../store/ticket-waits';
import { listTimeline } from '../../store/timeline';
import { listStaff } from '../../store/users';
import { pageJson, pageRequest } from '../cursor';
import type { AppOptions } from '../options';
import { demand, scopeOf, type Principal } from '../principal';
import { notFound } from '../problem';
import { questionsFor } from '../tickets/answers';
import { goesTo } from '../tickets/goes-to';
import { priorityOf } from '../tickets/priority-of';
import { RegisterPage, type RegisterDraft } from './components/register-page';
import { TicketListPage } from './components/ticket-list-page';
import { TicketPage, type TicketStanding } from './components/ticket-page';
import { personOf, staffPersonOf } from './guard';
import { portalPageOf } from './portal/portal-guard';
import { filterOf, listAddress, listQuery } from './list-query';
import { sendForm, sendPage } from './send-page';
import { dueIfRegistered } from './sla/due-if-registered';
import { visitorOf, type Visitor } from './visitor';

/** The pages that show tickets. */
export const registerTicketPages = (app: FastifyInstance, options: AppOptions): void => {
  app.get('/', (_, reply) => reply.redirect('/tickets', 303));
  const page = (path: string, inPortal: string, show: typeof showList) =>
    app.get(
      path,
      (request, reply) => leadToPortal(request, reply, inPortal) ?? show(request, reply, options),
    );
  page('/tickets', '', showList);
  page('/tickets/new', '/new', showRegister);
  page('/tickets/:number', '/tickets/', showTicket);
};

/** Requesters have pages of their own. */
const leadToPortal = (
  request: FastifyRequest,
  reply: FastifyReply,
  inPortal: string,
): FastifyReply | undefined => {
  const { principal } = visitorOf(request);
  const { number = '' } = request.params as { number?: string };
  const page = principal && portalPageOf(principal, `${inPortal}${encodeURIComponent(number)}`);
  return page ? reply.redirect(page, 303) : undefined;
};

const showList = async (
  request: FastifyRequest,
  reply: FastifyReply,
  { db }: AppOptions,
): Promise<unknown> => {
  const person = await personOf(request, reply);
  if (!person) return reply;
  const query = listQuery(request.query as Record<string, unknown>);
  const page = await listTickets(
    db,
    filterOf(query),
    scopeOf(person),
    pageRequest({ limit: 25, cursor: query.cursor }),
  );
  const { next } = pageJson(page, () => null);
  const visitor = visitorOf(request);
  const work = may(person.role, 'tickets.work')
    ? { staff: await listStaff(db), views: await viewsFor(db, visitor.userId ?? 0, 'tickets') }
    : null;
  return sendPage(
    reply,
    TicketListPage({
      visitor,
      work,
      query,
      page,
      here: listAddress(query),
      next: next === null ? null : listAddress({ ...query, cursor: next }),
    }),
  );
};

/** The form for a new ticket, with what was typed so far and what is wrong with it. */
export const showRegister = async (
  request: FastifyRequest,
  reply: FastifyReply,
  options: AppOptions,
  { draft = {}, faults = [] }: { readonly draft?: RegisterDraft; readonly faults?: readonly Fault[] } = {},
): Promise<unknown> => {
  const person = await staffPersonOf(request, reply);
  if (!person) return reply;
  demand(person, 'tickets.register');
  const { db, country } = options;
  const services = (await listServices(db, { limit: 100 })).items;
  const serviceId = /^\d{1,15}$/.test(draft.service ?? '') ? Number(draft.service) : null;
  const questions = await questionsFor(db, draft.service);
  const priority = priorityOf(draft, await priorityMatrix(db));
  const chosen = services.find(({ id }) => id === serviceId)?.name ?? null;
  const goes = { systems: goesTo(options, chosen), priority };
  const due = await dueIfRegistered(db, { ...draft, priority }, country, Date.now());
  const once = randomBytes(18).toString('base64url');
  const page = RegisterPage({
    visitor: visitorOf(request),
    services,
    draft,
    faults,
    questions,
    goes,
    due,
    once,
  });
  return sendForm(reply, page, faults);
};

/** The ticket that the address names; 404 when there is none, or it is not for this person. */
export const pageTicket = async (
  request: FastifyRequest,
  { db }: AppOptions,
  person: Principal,
): Promise<TicketView> => {
  const { number } = request.params as { number: string };
  const ticket = number.includes('\0') ? undefined : await viewTicket(db, number, scopeOf(person));
  if (!ticket) throw notFound('such ticket');
  return ticket;
};

/** The ticket's page, with what was typed so far and what is wrong with it. */
export const showTicket = async (
  request: FastifyRequest,
  reply: FastifyReply,
  options: AppOptions,
  { typed = {}, faults = [] }: { readonly typed?: RegisterDraft; readonly faults?: readonly Fault[] } = {},
): Promise<unknown> => {
  const person = await personOf(request, reply);
  if (!person) return reply;
  const ticket = await pageTicket(request, options, person);
  const visitor = visitorOf(request);
  const parts = await partsOf(request, options, ticket, person);
  const page = TicketPage({ visitor, ticket, options, faults, typed, ...parts });
  return sendForm(reply, page, faults);
};

const partsOf = async (
  request: FastifyRequest,
  { db }: AppOptions,
  ticket: TicketView,
  person: Principal,
) => {
  const { comments: cursor } = request.query as { comments?: unknown };
  const at = typeof cursor === 'string' ? { cursor } : {};
  const comments = await listComments(db, ticket.id, scopeOf(person), pageRequest({ limit: 100, ...at }));
  const { next } = pageJson(comments, () => null);
  return {
    comments,
    moreComments: next === null ? null : `/tickets/${ticket.number}?comments=${next}`,
    timeline: await listTimeline(db, ticket.id, scopeOf(person), { limit: 100 }),
    standing: may(person.role, 'tickets.work')
      ? {
          ...(await standingOf(db, ticket, person, visitorOf(request))),
          mails: await mailsOf(db, ticket, comments.items, person),
        }
      : null,
    choices: may(person.role, 'tickets.work')
      ? { staff: await listStaff(db), services: (await listServices(db, { limit: 100 })).items }
      : { staff: [], services: [] },
  };
};

const mailsOf = async (
  db: Database,
  { id }: TicketView,
  comments: readonly CommentView[],
  { role }: Principal,
) =>
  may(role, 'mail')
    ? mailsOfTicket(
        db,
        id,
        comments.map((comment) => comment.id),
      )
    : [];

const standingOf = async (
  db: Database,
  { id, number }: TicketView,
  { role }: Principal,
  { language, userId }: Visitor,
): Promise<Omit<TicketStanding, 'mails'>> => ({
  others: await othersPresent(db, id, userId ?? 0),
  relations: await relationsOf(db, id),
  answers: await listCannedAnswers(db, language),
  participants: await participantsOf(db, id),
  turn: await turnOf(db, id),
  waits: await waitsOf(db, id),
  notifications: (await listNotifications(db, { ticket: number }, { limit: 20 })).items,
  sla: await slaAccountOf(db, id, Date.now()),
  rating: await ratingOf(db, id),
  engineer: may(role, 'sync')
    ? {
        problems: (await listProblems(db, { all: false, ticketId: id }, { limit: 20 })).items,
        conflicts: (await listConflicts(db, { all: false, ticketId: id }, { limit: 20 })).items,
        story: await storyOf(db, id),
      }
    : null,
});
