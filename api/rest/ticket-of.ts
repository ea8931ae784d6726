import type { FastifyRequest } from 'fastify';
import type { Queryable } from '../../store/database';
import { viewTicket, type TicketView } from '../../store/ticket-view';
import { principalOf, scopeOf } from '../principal';
import { notFound } from '../problem';

/** The ticket that the address names; 404 when there is none, or it is not for this caller. */
export const ticketOf = async (
  db: Queryable,
  request: FastifyRequest,
  number = (request.params as { number: string }).number,
): Promise<TicketView> => {
  const ticket = await viewTicket(db, number, scopeOf(principalOf(request)));
  if (!ticket) throw notFound(`ticket ${number.slice(0, 40)}`);
  return ticket;
};
