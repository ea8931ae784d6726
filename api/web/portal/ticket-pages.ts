import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Fault } from '../../../domain/fault';
import { listComments } from '../../../store/comment-list';
import { ratingOf } from '../../../store/portal/ratings';
import { viewTicket } from '../../../store/ticket-view';
import { pageJson, pageRequest } from '../../cursor';
import type { AppOptions } from '../../options';
import { scopeOf } from '../../principal';
import { sendForm } from '../send-page';
import { visitorOf } from '../visitor';
import { portalPersonOf, portalTicket } from './portal-guard';
import { PortalTicketPage } from './ticket-page';

/** A requester’s page of a ticket. */
export const registerPortalTicket = (app: FastifyInstance, options: AppOptions): void => {
  app.get('/portal/tickets/:number', (request, reply) => showPortalTicket(request, reply, options));
};

export interface Typed {
  readonly draft?: Readonly<Record<string, string>>;
  readonly faults?: readonly Fault[];
}

/** The page, with what was typed so far and what is wrong with it. Every part of it is read within his scope. */
export const showPortalTicket = async (
  request: FastifyRequest,
  reply: FastifyReply,
  options: AppOptions,
  { draft = {}, faults = [] }: Typed = {},
): Promise<unknown> => {
  const person = await portalPersonOf(request, reply);
  if (!person) return reply;
  const ticket = await portalTicket(request, options, person);
  const { db } = options;
  const { comments: cursor } = request.query as { comments?: unknown };
  const at = typeof cursor === 'string' ? { cursor } : {};
  const comments = await listComments(db, ticket.id, scopeOf(person), pageRequest({ limit: 100, ...at }));
  const { next } = pageJson(comments, () => null);
  const into =
    ticket.mergedInto === null ? undefined : await viewTicket(db, ticket.mergedInto, scopeOf(person));
  const page = PortalTicketPage({
    visitor: visitorOf(request),
    ticket,
    me: person.contactId,
    comments: comments.items,
    moreComments: next === null ? null : `/portal/tickets/${ticket.number}?comments=${next}`,
    rating: await ratingOf(db, ticket.id),
    mergedInto: into?.number,
    faults,
    draft,
  });
  return sendForm(reply, page, faults);
};
