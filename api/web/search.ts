import type { FastifyInstance } from 'fastify';
import { searchWords } from '../../store/ticket-search';
import { viewTicket } from '../../store/ticket-view';
import type { AppOptions } from '../options';
import { scopeOf } from '../principal';
import { personOf } from './guard';
import { portalPageOf } from './portal/portal-guard';
import { listAddress, listQuery } from './list-query';

/** The search box of every page: a ticket's number leads straight to it, anything else to the list of what is found. */
export const registerSearch = (app: FastifyInstance, { db }: AppOptions): void => {
  app.get('/find', async (request, reply) => {
    const person = await personOf(request, reply);
    if (!person) return reply;
    const { q } = listQuery(request.query as Record<string, unknown>);
    const words = searchWords(q);
    const number = words.length === 1 ? words[0]!.number : null;
    const ticket = number === null ? undefined : await viewTicket(db, number, scopeOf(person));
    const portal = portalPageOf(
      person,
      ticket ? `/tickets/${ticket.number}` : `?${new URLSearchParams({ q })}`,
    );
    const found = portal ?? (ticket ? `/tickets/${ticket.number}` : listAddress({ ...listQuery({}), q }));
    return reply.redirect(found, 303);
  });
};
