import { Type } from '@fastify/type-provider-typebox';
import { visibilities } from '../../domain/ticket';
import { listComments, viewComment } from '../../store/comment-list';
import { listTimeline, type TimelineEntry } from '../../store/timeline';
import { pageJson, pageQuery, pageRequest } from '../cursor';
import { once, sendAnswer } from '../once';
import type { AppOptions } from '../options';
import { principalOf, scopeOf } from '../principal';
import { addComment } from '../tickets/speak';
import type { Api } from './api';
import { strict } from './schemas';
import { commentJson } from './ticket-json';
import { ticketOf } from './ticket-of';

const NewComment = Type.Object(
  { body: Type.String(), visibility: Type.Optional(Type.Enum(visibilities)) },
  strict,
);
const PageQuery = Type.Object(pageQuery);

/** What was said about a ticket, and what happened to it. */
export const registerComments = (api: Api, options: AppOptions): void => {
  registerSpeaking(api, options);
  registerFeeds(api, options);
};

const registerSpeaking = (api: Api, options: AppOptions): void => {
  api.post(
    '/tickets/:number/comments',
    { schema: { tags: ['tickets'], body: NewComment }, config: { right: 'tickets.comment' } },
    async (request, reply) => {
      const principal = principalOf(request);
      const answer = await once(options, request, async (tx) => {
        const ticket = await ticketOf(tx, request);
        const id = await addComment(tx, options, ticket, request.body, principal);
        const comment = await viewComment(tx, id, scopeOf(principal));
        if (!comment) throw new Error(`comment ${id} was not kept`);
        return { body: commentJson(comment), after: () => options.wake(ticket.mergedInto ?? ticket.number) };
      });
      return sendAnswer(reply, answer);
    },
  );
};

const registerFeeds = (api: Api, options: AppOptions): void => {
  const schema = { tags: ['tickets'], querystring: PageQuery };
  const config = { right: 'tickets.read' } as const;
  api.get('/tickets/:number/comments', { schema, config }, async (request) => {
    const { id } = await ticketOf(options.db, request);
    const scope = scopeOf(principalOf(request));
    return pageJson(await listComments(options.db, id, scope, pageRequest(request.query)), commentJson);
  });
  api.get('/tickets/:number/timeline', { schema, config }, async (request) => {
    const { id } = await ticketOf(options.db, request);
    const scope = scopeOf(principalOf(request));
    return pageJson(await listTimeline(options.db, id, scope, pageRequest(request.query)), entryJson);
  });
};

const entryJson = (entry: TimelineEntry) => ({
  ...entry.detail,
  id: String(entry.id),
  at: entry.at.toISOString(),
  recordedAt: entry.recordedAt.toISOString(),
  origin: entry.origin,
  actor: entry.actor,
  what: entry.what,
});
