import { Type } from '@fastify/type-provider-typebox';
import { ratingOf, type Rating } from '../../store/portal/ratings';
import { commit } from '../commit';
import type { AppOptions } from '../options';
import { plain } from '../plain';
import { principalOf } from '../principal';
import { invalidField, notFound } from '../problem';
import { confirmSolution, rateTicket, rejectSolution } from '../tickets/solution';
import type { Api } from './api';
import { strict } from './schemas';
import { ticketJson } from './ticket-json';
import { ticketOf } from './ticket-of';

const Solution = Type.Object({ accepted: Type.Boolean(), reason: Type.Optional(Type.String()) }, strict);
const NewRating = Type.Object(
  { score: Type.Integer({ minimum: 1, maximum: 5 }), words: Type.Optional(Type.String()) },
  strict,
);
const tags = ['tickets'];

/** What the requester thinks of the solution: with a key of the role `portal` for his contact. */
export const registerSolution = (api: Api, options: AppOptions): void => {
  api.post(
    '/tickets/:number/solution',
    { schema: { tags, body: Solution }, config: { right: 'tickets.judge' } },
    async (request) => {
      const { accepted, reason } = request.body;
      if (!accepted && reason === undefined)
        throw invalidField('reason', 'is required where the solution is not accepted');
      const body = await commit(options.db, async (tx) => {
        const ticket = await ticketOf(tx, request);
        const principal = principalOf(request);
        await (accepted
          ? confirmSolution(tx, options, ticket, principal)
          : rejectSolution(tx, options, ticket, reason ?? '', principal));
        return ticketJson(await ticketOf(tx, request), options);
      });
      options.wake(body.number);
      return body;
    },
  );
  registerRating(api, options);
};

const registerRating = (api: Api, options: AppOptions): void => {
  api.put(
    '/tickets/:number/rating',
    { schema: { tags, body: NewRating }, config: { right: 'tickets.judge' } },
    async (request) => {
      const { score, words = '' } = request.body;
      const rating = await commit(options.db, async (tx) => {
        const ticket = await ticketOf(tx, request);
        await rateTicket(tx, ticket, { score, words }, principalOf(request));
        return ratingOf(tx, ticket.id);
      });
      return ratingJson(rating!);
    },
  );
  api.get(
    '/tickets/:number/rating',
    { schema: { tags }, config: { right: 'tickets.read' } },
    async (request) => {
      const { id, number } = await ticketOf(options.db, request);
      const rating = await ratingOf(options.db, id);
      if (!rating) throw notFound(`rating of ${number}`);
      return ratingJson(rating);
    },
  );
};

const ratingJson = ({ score, words, by, at, changedAt }: Rating) =>
  plain({ score, words, by, at: at.toISOString(), changedAt: changedAt?.toISOString() });
