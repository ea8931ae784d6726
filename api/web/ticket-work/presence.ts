import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { endPresence, notePresence, othersPresent } from '../../../store/presence';
import type { TicketView } from '../../../store/ticket-view';
import type { AppOptions } from '../../options';
import { formOf } from '../form-of';
import { personWhoMay } from '../guard';
import { sendPage } from '../send-page';
import { pageTicket } from '../ticket-pages';
import { visitorOf } from '../visitor';
import { Presence } from './presence-line';

/** What a ticket's page tells of itself, and what it hears of others. */
export const registerPresence = (app: FastifyInstance, options: AppOptions): void => {
  app.get('/tickets/:number/presence', async (request, reply) => {
    const person = await personWhoMay(request, reply, 'tickets.work');
    if (!person) return reply;
    return sendOthers(request, reply, options, await pageTicket(request, options, person));
  });
  app.post('/tickets/:number/presence', async (request, reply) => {
    const form = await formOf(request, reply, 'tickets.work');
    if (!form) return reply;
    const ticket = await pageTicket(request, options, form.person);
    const userId = visitorOf(request).userId ?? 0;
    if (form.fields.state === 'gone') await endPresence(options.db, ticket, userId);
    else await notePresence(options.db, ticket, userId, form.fields.state === 'writing');
    return sendOthers(request, reply, options, ticket);
  });
};

const sendOthers = async (
  request: FastifyRequest,
  reply: FastifyReply,
  { db }: AppOptions,
  { id }: TicketView,
): Promise<unknown> => {
  const visitor = visitorOf(request);
  return sendPage(reply, Presence({ visitor, others: await othersPresent(db, id, visitor.userId ?? 0) }));
};
