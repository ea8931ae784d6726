import { Type } from '@fastify/type-provider-typebox';
import { relations } from '../../domain/relation';
import { relationsOf, type RelationView } from '../../store/relations';
import { viewTicket } from '../../store/ticket-view';
import { touches } from '../audit/touched';
import { commit } from '../commit';
import { once, sendAnswer } from '../once';
import type { AppOptions } from '../options';
import { principalOf } from '../principal';
import { invalidField, notFound } from '../problem';
import { idOf } from '../reference';
import { split } from '../tickets/split';
import type { Api } from './api';
import { Reference, strict } from './schemas';
import { ticketJson } from './ticket-json';
import { ticketOf } from './ticket-of';

const NewRelation = Type.Object({ relation: Type.Enum(relations), ticket: Type.String() }, strict);
const Split = Type.Object(
  { comment: Reference, title: Type.String(), description: Type.Optional(Type.String()) },
  strict,
);
const config = { right: 'tickets.work' } as const;
const tags = ['tickets'];

/** How tickets hang together, and making one of another's comment. */
export const registerTicketRelations = (api: Api, options: AppOptions): void => {
  api.get('/tickets/:number/relations', { schema: { tags }, config }, async (request) => {
    const { id } = await ticketOf(options.db, request);
    return { items: (await relationsOf(options.db, id)).map(relationJson), next: null };
  });
  api.post(
    '/tickets/:number/relations',
    { schema: { tags, body: NewRelation }, config },
    async (request, reply) => {
      const answer = await once(options, request, async (tx) => {
        const ticket = await ticketOf(tx, request);
        const other = await viewTicket(tx, request.body.ticket.trim(), {});
        if (!other) throw invalidField('ticket', 'there is no such ticket');
        touches(request, other.number);
        await options.commands.relate(tx, ticket.id, other.id, request.body.relation, principalOf(request));
        return { body: { items: (await relationsOf(tx, ticket.id)).map(relationJson), next: null } };
      });
      return sendAnswer(reply, answer);
    },
  );
  api.delete('/tickets/:number/relations/:id', { schema: { tags }, config }, async (request, reply) => {
    const id = idOf((request.params as { id: string }).id, 'link');
    await commit(options.db, async (tx) => {
      const ticket = await ticketOf(tx, request);
      const other = (await relationsOf(tx, ticket.id)).find((one) => one.id === id);
      if (!other || !(await options.commands.unrelate(tx, ticket.id, id, principalOf(request))))
        throw notFound('such link');
      touches(request, other.number);
    });
    return reply.code(204).send();
  });
  registerSplit(api, options);
};

const registerSplit = (api: Api, options: AppOptions): void => {
  api.post('/tickets/:number/split', { schema: { tags, body: Split }, config }, async (request, reply) => {
    const answer = await once(options, request, async (tx) => {
      const ticket = await ticketOf(tx, request);
      const { comment, title, description = '' } = request.body;
      const commentId = idOf(String(comment).replace(/^C-/i, ''), 'comment');
      const made = await split(tx, options, ticket, { commentId, title, description }, principalOf(request));
      touches(request, made.number);
      const after = () => {
        options.wake(ticket.number);
        options.wake(made.number);
      };
      return { body: ticketJson(await ticketOf(tx, request, made.number), options), after };
    });
    return sendAnswer(reply, answer);
  });
};

const relationJson = ({ id, relation, number, title, status }: RelationView) => ({
  id: String(id),
  relation,
  ticket: number,
  title,
  status,
});
