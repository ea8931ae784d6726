import { Type, type Static } from '@fastify/type-provider-typebox';
import { channels, priorities, statuses } from '../../domain/ticket';
import { listTickets, type TicketFilter } from '../../store/ticket-list';
import { syncStates } from '../../store/ticket-view';
import { touches } from '../audit/touched';
import { commit } from '../commit';
import { pageJson, pageQuery, pageRequest } from '../cursor';
import { lockForEdit, sendVersioned } from '../if-match';
import { once, sendAnswer } from '../once';
import type { AppOptions } from '../options';
import { isPortal, principalOf, scopeOf } from '../principal';
import { resolve } from '../reference';
import { edit } from '../tickets/edit';
import { register } from '../tickets/register';
import type { Api } from './api';
import { choices } from './choices';
import { Reference, ReferenceOrNone, strict } from './schemas';
import { ticketJson } from './ticket-json';
import { ticketOf } from './ticket-of';

const Requester = Type.Object(
  {
    id: Type.Optional(Reference),
    name: Type.Optional(Type.String()),
    email: Type.Optional(Type.String()),
    phone: Type.Optional(Type.String()),
  },
  strict,
);

const NewTicket = Type.Object(
  {
    title: Type.String(),
    description: Type.String(),
    channel: Type.Enum(channels),
    requester: Type.Optional(Requester),
    service: Type.Optional(Reference),
    contract: Type.Optional(Reference),
    priority: Type.Optional(Type.Enum(priorities)),
    callId: Type.Optional(Type.String()),
    answers: Type.Optional(
      Type.Record(Type.String({ pattern: '^\\d{1,15}$' }), Type.String(), {
        description: 'to the questions of the service, by their ids; given: the required ones must be there',
      }),
    ),
  },
  strict,
);

const TicketChange = Type.Object(
  {
    title: Type.Optional(Type.String()),
    description: Type.Optional(Type.String()),
    status: Type.Optional(Type.Enum(statuses)),
    priority: Type.Optional(Type.Enum(priorities)),
    assignee: Type.Optional(ReferenceOrNone),
    service: Type.Optional(ReferenceOrNone),
    contract: Type.Optional(ReferenceOrNone),
    requester: Type.Optional(Requester),
  },
  strict,
);

const TicketQuery = Type.Object({
  ...pageQuery,
  status: Type.Optional(Type.Array(Type.String(), { description: statuses.join(', ') })),
  requester: Type.Optional(Type.String({ description: 'id, e-mail address or unique name' })),
  q: Type.Optional(Type.String({ maxLength: 500, description: 'words, every one of which must be found' })),
  sync: Type.Optional(Type.Array(Type.String(), { description: syncStates.join(', ') })),
});

/** Registering, finding, reading and editing tickets. */
export const registerTickets = (api: Api, options: AppOptions): void => {
  registerNew(api, options);
  registerReading(api, options);
  registerEditing(api, options);
};

const registerNew = (api: Api, options: AppOptions): void => {
  api.post(
    '/tickets',
    { schema: { tags: ['tickets'], body: NewTicket }, config: { right: 'tickets.register' } },
    async (request, reply) => {
      const answer = await once(options, request, async (tx) => {
        const { number } = await register(tx, options, request.body, principalOf(request));
        touches(request, number);
        const body = ticketJson(await ticketOf(tx, request, number), options);
        const after = () => {
          options.wake(number);
          request.log.info({ ticket: number }, 'registered');
        };
        return { body, after };
      });
      return sendAnswer(reply, answer);
    },
  );
};

const registerReading = (api: Api, options: AppOptions): void => {
  api.get(
    '/tickets',
    { schema: { tags: ['tickets'], querystring: TicketQuery }, config: { right: 'tickets.read' } },
    async (request) => {
      const filter = await filterOf(options, request.query, isPortal(principalOf(request)));
      const scope = scopeOf(principalOf(request));
      const page = await listTickets(options.db, filter, scope, pageRequest(request.query));
      return pageJson(page, (ticket) => ticketJson(ticket, options));
    },
  );
  api.get(
    '/tickets/:number',
    { schema: { tags: ['tickets'] }, config: { right: 'tickets.read' } },
    async (request, reply) => sendVersioned(reply, ticketJson(await ticketOf(options.db, request), options)),
  );
};

const filterOf = async (
  { db }: AppOptions,
  query: Static<typeof TicketQuery>,
  portal: boolean,
): Promise<TicketFilter> => {
  const status = choices('status', query.status, statuses);
  const sync = choices('sync', query.sync, syncStates);
  // A portal user sees his own only: naming another must not tell whether there is one.
  const requester =
    portal || !query.requester ? undefined : await resolve(db, 'contacts', query.requester, 'requester');
  return {
    ...(status ? { status } : {}),
    ...(sync ? { sync } : {}),
    ...(requester === undefined ? {} : { requesterId: requester }),
    ...(query.q ? { q: query.q } : {}),
  };
};

const registerEditing = (api: Api, options: AppOptions): void => {
  api.patch(
    '/tickets/:number',
    { schema: { tags: ['tickets'], body: TicketChange }, config: { right: 'tickets.work' } },
    async (request, reply) => {
      const body = await commit(options.db, async (tx) => {
        const ticket = await ticketOf(tx, request);
        await lockForEdit(tx, request, 'tickets', ticket.id);
        await edit(tx, options, ticket.id, request.body, principalOf(request));
        return ticketJson(await ticketOf(tx, request), options);
      });
      options.wake(body.number);
      return sendVersioned(reply, body);
    },
  );
};
