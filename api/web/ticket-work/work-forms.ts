import type { FastifyInstance } from 'fastify';
import { relations } from '../../../domain/relation';
import { statuses } from '../../../domain/ticket';
import { relationsOf } from '../../../store/relations';
import { viewTicket } from '../../../store/ticket-view';
import { touches } from '../../audit/touched';
import type { AppOptions } from '../../options';
import { invalidField, notFound } from '../../problem';
import { idOf } from '../../reference';
import { changeStatus } from '../../tickets/change-status';
import { submitOnTicket } from '../ticket-forms';
import { visitorOf } from '../visitor';

/** Taking a ticket, its status with a reason, its links, and who reads along. */
export const registerWorkForms = (app: FastifyInstance, options: AppOptions): void => {
  app.post('/tickets/:number/assign', (request, reply) =>
    submitOnTicket(request, reply, options, 'tickets.work', (tx, ticket, _, person) =>
      options.commands.edit(tx, ticket.id, { assigneeId: visitorOf(request).userId }, person),
    ),
  );
  app.post('/tickets/:number/status', (request, reply) =>
    submitOnTicket(request, reply, options, 'tickets.work', (tx, ticket, { fields }, person) => {
      const status = statuses.find((one) => one === fields.status);
      if (!status) throw invalidField('status', `must be one of ${statuses.join(', ')}`);
      const visibility = fields.visibility === 'public' ? 'public' : 'internal';
      return changeStatus(tx, options, ticket, { status, reason: fields.reason ?? '', visibility }, person);
    }),
  );
  app.post('/tickets/:number/relations', (request, reply) =>
    submitOnTicket(request, reply, options, 'tickets.work', async (tx, ticket, { fields }, person) => {
      const relation = relations.find((one) => one === fields.relation);
      if (!relation) throw invalidField('relation', `must be one of ${relations.join(', ')}`);
      const other = await viewTicket(tx, numberIn(fields.other ?? ''), {});
      if (!other) throw invalidField('other', 'there is no such ticket');
      touches(request, other.number);
      await options.commands.relate(tx, ticket.id, other.id, relation, person);
    }),
  );
  app.post('/tickets/:number/relations/remove', (request, reply) =>
    submitOnTicket(request, reply, options, 'tickets.work', async (tx, ticket, { fields }, person) => {
      const id = idOf(fields.relation ?? '', 'link');
      const other = (await relationsOf(tx, ticket.id)).find((one) => one.id === id);
      if (!other || !(await options.commands.unrelate(tx, ticket.id, id, person)))
        throw notFound('such link');
      touches(request, other.number);
    }),
  );
  app.post('/tickets/:number/participants/remove', (request, reply) =>
    submitOnTicket(request, reply, options, 'tickets.work', async (tx, ticket, { fields }, person) => {
      const contact = idOf(fields.contact ?? '', 'participant');
      if (!(await options.commands.removeParticipant(tx, ticket.id, contact, person)))
        throw notFound('such participant');
    }),
  );
};

/** `1042` is as good as `SD-1042`. */
export const numberIn = (text: string): string => {
  const clean = text.trim().slice(0, 30);
  return /^\d+$/.test(clean) ? `SD-${clean}` : clean;
};
