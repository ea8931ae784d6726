import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Desk } from '../desk';
import { rtDate } from '../hook';
import { keyField } from '../model';
import type { Attachment, Ticket, Transaction } from '../model';
import { parseQuery } from '../ticket-sql';
import { limitsOf, pageOf } from './page';
import type { As } from './signed-in';
import { notFound } from './tickets';
import { attachmentJson, queueFullJson, ticketJson, transactionJson, userJson } from './wire';
import type { Query } from './wire';

/** What is looked up by its id. */
export const restOfRecords = (app: FastifyInstance, desk: Desk, as: As): void => {
  app.get(
    '/REST/2.0/rt',
    as(() => ({ Version: 'demo' })),
  );
  app.get(
    '/REST/2.0/user/:id',
    as((_, request, reply) => {
      const user = desk.user(idIn(request));
      return user ? userJson(user) : notFound(reply);
    }),
  );
  // Nobody has AdminUsers here: RT says no with 200.
  app.put(
    '/REST/2.0/user/:id',
    as((_, request, reply) => {
      const user = desk.user(idIn(request));
      return user ? [`User ${user.name}: Permission Denied`] : notFound(reply);
    }),
  );
  app.get(
    '/REST/2.0/queue/:id',
    as((_, request, reply) => {
      const queue = desk.queues.find(({ id }) => String(id) === idIn(request));
      return queue ? queueFullJson(queue) : notFound(reply);
    }),
  );
  app.get(
    '/REST/2.0/attachment/:id',
    as((_, request, reply) => {
      const one = desk.tables.attachments.find(({ id }) => String(id) === idIn(request));
      // So does RT.
      if (!one) return reply.code(500).send({ message: 'Internal Server Error' });
      return { ...attachmentJson(desk, one, {}), Content: desk.keeper.bytesOf(one.id).toString('base64') };
    }),
  );
};

/** Everything that is searched. */
export const restOfCollections = (app: FastifyInstance, desk: Desk, as: As): void => {
  const { tables } = desk;
  const searched = (path: string, search: (query: Query, request: FastifyRequest) => object) =>
    app.get(
      `/REST/2.0/${path}`,
      as((_, request) => search(request.query as Query, request)),
    );
  searched('queues', (query) => {
    const read = (queue: Desk['queues'][number], field: string) => (field === 'Name' ? queue.name : queue.id);
    return pageOf(desk.queues.filter(limitsOf(query.query, read)), query, queueFullJson);
  });
  searched('tickets', (query) => {
    const found = tables.tickets.filter(
      parseQuery<Ticket>(withStatuses(desk, query.query ?? ''), ticketField),
    );
    const present = found.filter(
      ({ status, mergedInto }) => status !== 'deleted' && mergedInto === undefined,
    );
    return pageOf(present, query, (ticket) => ticketJson(desk, ticket, query));
  });
  searched('transactions', (query) => {
    const found = tables.transactions.filter(
      parseQuery<Transaction>(query.query ?? '', transactionField(desk)),
    );
    return pageOf(found, query, (one) => transactionJson(desk, one, query));
  });
  searched('ticket/:id/history', (query, request) => {
    const found = desk.history(Number(idIn(request))).filter(limitsOf(query.query, transactionField(desk)));
    return pageOf(found, query, (one) => transactionJson(desk, one, query));
  });
  searched('transaction/:id/attachments', (query, request) => {
    const found = tables.attachments.filter(({ transaction }) => String(transaction) === idIn(request));
    return pageOf(found, query, (one) => attachmentJson(desk, one, query));
  });
  searched('attachments', (query) => {
    const found = tables.attachments.filter(limitsOf(query.query, attachmentField));
    return pageOf(found, query, (one) => attachmentJson(desk, one, query));
  });
};

const idIn = (request: FastifyRequest): string => (request.params as { id: string }).id;

/** `2026-11-23 06:49:50`, as dates are compared in a search. */
const searchDate = (at: number) => rtDate(at).slice(0, 19).replace('T', ' ');

/** `__Active__` stands for every status that is not finished, initial ones included. */
const withStatuses = (desk: Desk, query: string): string => {
  const open = desk.statuses
    .filter((status) => status.class !== 'inactive')
    .map(({ name }) => `Status = '${name}'`);
  return query.replace(/\bStatus\s*=\s*'__Active__'/gi, `(${open.join(' OR ')})`);
};

const ticketField = (ticket: Ticket, field: string): string | number | undefined => {
  const name = /^CF\.\{(.*)\}$/i.exec(field)?.[1]?.toLowerCase();
  if (name !== undefined)
    return name === keyField.name.toLowerCase() || name === String(keyField.id) ? ticket.key : '';
  const values: Readonly<Record<string, string | number>> = {
    id: ticket.id,
    queue: ticket.queue,
    subject: ticket.subject,
    status: ticket.status,
    created: searchDate(ticket.created),
    lastupdated: searchDate(ticket.lastUpdated),
    priority: ticket.priority,
  };
  return values[field.toLowerCase()];
};

const transactionField =
  (desk: Desk) =>
  (one: Transaction, field: string): string | number | undefined => {
    const values: Readonly<Record<string, string | number>> = {
      id: one.id,
      objectid: one.ticket,
      objecttype: 'RT::Ticket',
      tickettype: 'ticket',
      ticketqueue: desk.ticket(one.ticket)?.queue ?? '',
      type: one.type,
      field: one.field,
      created: searchDate(one.created),
    };
    return values[field.toLowerCase()];
  };

const attachmentField = (one: Attachment, field: string): string | number | undefined =>
  field === 'TransactionId' ? one.transaction : one.id;
