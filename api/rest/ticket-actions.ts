import { Type } from '@fastify/type-provider-typebox';
import { viewTicket } from '../../store/ticket-view';
import { viewLink } from '../../store/link-view';
import { touches } from '../audit/touched';
import { commit } from '../commit';
import { sendVersioned } from '../if-match';
import { once, sendAnswer } from '../once';
import type { AppOptions } from '../options';
import { principalOf } from '../principal';
import { invalidField } from '../problem';
import type { Api } from './api';
import { strict } from './schemas';
import { linkJson, ticketJson } from './ticket-json';
import { ticketOf } from './ticket-of';

/** What is done to a ticket as a whole: undoing, merging, further tasks. */
export const registerTicketActions = (api: Api, options: AppOptions): void => {
  registerUndo(api, options);
  registerMerge(api, options);
  registerTasks(api, options);
};

const registerUndo = (api: Api, options: AppOptions): void => {
  api.post(
    '/tickets/:number/undo',
    { schema: { tags: ['tickets'] }, config: { right: 'tickets.work' } },
    async (request, reply) => {
      const body = await commit(options.db, async (tx) => {
        const ticket = await ticketOf(tx, request);
        await options.commands.undo(tx, ticket.id, principalOf(request));
        return ticketJson(await ticketOf(tx, request), options);
      });
      options.wake(body.number);
      return sendVersioned(reply, body);
    },
  );
};

const registerMerge = (api: Api, options: AppOptions): void => {
  api.post(
    '/tickets/:number/merge',
    {
      schema: { tags: ['tickets'], body: Type.Object({ into: Type.String() }, strict) },
      config: { right: 'tickets.work' },
    },
    async (request, reply) => {
      const { from, body } = await commit(options.db, async (tx) => {
        const ticket = await ticketOf(tx, request);
        const target = await viewTicket(tx, request.body.into.trim(), {});
        if (!target) throw invalidField('into', `there is no ticket “${request.body.into.slice(0, 40)}”`);
        touches(request, target.number);
        await options.commands.merge(tx, ticket.id, target.id, principalOf(request));
        return { from: ticket.number, body: ticketJson(await ticketOf(tx, request, target.number), options) };
      });
      options.wake(from);
      options.wake(body.number);
      return sendVersioned(reply, body);
    },
  );
};

const registerTasks = (api: Api, options: AppOptions): void => {
  api.post(
    '/tickets/:number/tasks',
    {
      schema: { tags: ['tickets'], body: Type.Object({ system: Type.String() }, strict) },
      config: { right: 'tickets.work' },
    },
    async (request, reply) => {
      const answer = await once(options, request, async (tx) => {
        const ticket = await ticketOf(tx, request);
        const { linkId } = await options.commands.addTask(
          tx,
          ticket.id,
          request.body.system,
          principalOf(request),
        );
        const link = await viewLink(tx, linkId);
        if (!link) throw new Error(`link ${linkId} was not kept`);
        return { body: linkJson(link, options), after: () => options.wake(ticket.number) };
      });
      return sendAnswer(reply, answer);
    },
  );
};
