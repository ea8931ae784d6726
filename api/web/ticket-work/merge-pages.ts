import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Fault } from '../../../domain/fault';
import { openTicketsOf } from '../../../store/calls/caller';
import { listComments } from '../../../store/comment-list';
import { contactById } from '../../../store/contacts';
import type { Database } from '../../../store/database';
import { viewTicket, type TicketView } from '../../../store/ticket-view';
import { touches } from '../../audit/touched';
import { commit } from '../../commit';
import type { AppOptions } from '../../options';
import { invalidField } from '../../problem';
import { stringsOf } from '../fields';
import { formOf } from '../form-of';
import { personWhoMay } from '../guard';
import { sendPage } from '../send-page';
import { pageTicket } from '../ticket-pages';
import { visitorOf } from '../visitor';
import { MergePage, type Side } from './merge-page';
import { numberIn } from './work-forms';
import { orShow } from '../or-show';

/** Merging: shows both tickets, and does it once somebody has confirmed. */
export const registerMergePages = (app: FastifyInstance, options: AppOptions): void => {
  app.get('/tickets/:number/merge', (request, reply) => {
    const { into = '' } = stringsOf(request.query);
    return showMerge(request, reply, options, { into });
  });
  app.post('/tickets/:number/merge', async (request, reply) => {
    const form = await formOf(request, reply, 'tickets.work');
    if (!form) return reply;
    const { into = '' } = form.fields;
    const ticket = await pageTicket(request, options, form.person);
    return orShow(
      async () => {
        const target = await viewTicket(options.db, numberIn(into), {});
        if (!target) throw invalidField('into', 'there is no such ticket');
        touches(request, target.number);
        await commit(options.db, (tx) => options.commands.merge(tx, ticket.id, target.id, form.person));
        options.wake(ticket.number);
        options.wake(target.number);
        return reply.redirect(`/tickets/${target.number}`, 303);
      },
      (errors) => showMerge(request, reply, options, { into, faults: errors }),
    );
  });
};

interface Asked {
  readonly into: string;
  readonly faults?: readonly Fault[];
}

const showMerge = async (
  request: FastifyRequest,
  reply: FastifyReply,
  options: AppOptions,
  { into, faults = [] }: Asked,
): Promise<unknown> => {
  const person = await personWhoMay(request, reply, 'tickets.work');
  if (!person) return reply;
  const ticket = await pageTicket(request, options, person);
  const number = numberIn(into);
  const target =
    number === '' || number.includes('\0') ? undefined : await viewTicket(options.db, number, {});
  const unknown = into.trim() !== '' && !target;
  const missing = unknown ? [{ field: 'into', message: 'there is no such ticket' }] : [];
  const shown = faults.length > 0 ? faults : missing;
  const page = MergePage({
    visitor: visitorOf(request),
    from: await sideOf(options.db, ticket),
    into: target && target.id !== ticket.id ? await sideOf(options.db, target) : null,
    typed: into,
    alike: target ? [] : await alikeTo(options.db, ticket),
    faults: shown,
  });
  return sendPage(reply, page, shown.length > 0 ? 422 : 200);
};

const sideOf = async (db: Database, ticket: TicketView): Promise<Side> => ({
  ticket,
  comments: (await listComments(db, ticket.id, {}, { limit: 100 })).items,
});

const alikeTo = async (db: Database, ticket: TicketView) => {
  const person = await contactById(db, ticket.requester.id);
  const asked = { id: ticket.requester.id, organisationId: person?.organisation?.id ?? null };
  const typed = { text: ticket.title, serviceId: ticket.service?.id ?? null };
  return (await openTicketsOf(db, asked, typed, 9)).filter(({ number }) => number !== ticket.number);
};
