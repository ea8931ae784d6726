import { randomBytes } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Fault } from '../../../domain/fault';
import { viewComment, type CommentView } from '../../../store/comment-list';
import type { TicketView } from '../../../store/ticket-view';
import { touches } from '../../audit/touched';
import { answerOnce, hashOf } from '../../once';
import type { AppOptions } from '../../options';
import { notFound } from '../../problem';
import { idOf } from '../../reference';
import { split } from '../../tickets/split';
import { stringsOf } from '../fields';
import { formOf, type SentForm } from '../form-of';
import { personWhoMay } from '../guard';
import { sendForm } from '../send-page';
import { pageTicket } from '../ticket-pages';
import { visitorOf } from '../visitor';
import { SplitPage } from './split-page';
import { orShow } from '../or-show';

type Fields = Readonly<Record<string, string>>;

/** Making a ticket of a comment. */
export const registerSplitPages = (app: FastifyInstance, options: AppOptions): void => {
  app.get('/tickets/:number/split', async (request, reply) => {
    const person = await personWhoMay(request, reply, 'tickets.work');
    if (!person) return reply;
    const ticket = await pageTicket(request, options, person);
    const comment = await commentIn(options, ticket, stringsOf(request.query).comment ?? '');
    return showSplit(request, reply, ticket, comment, { values: beginning(comment) });
  });
  app.post('/tickets/:number/split', (request, reply) => submitSplit(request, reply, options));
};

/** The first line is the title. What was internal stands in no field that the requester sees. */
const beginning = ({ body, visibility }: CommentView): Fields =>
  visibility === 'internal'
    ? {}
    : { title: (body.trim().split('\n')[0] ?? '').slice(0, 200), description: body };

const commentIn = async ({ db }: AppOptions, ticket: TicketView, id: string): Promise<CommentView> => {
  const comment = await viewComment(db, idOf(id, 'comment'), {});
  if (!comment || comment.ticketId !== ticket.id || comment.hidden) throw notFound('such comment');
  return comment;
};

const showSplit = (
  request: FastifyRequest,
  reply: FastifyReply,
  ticket: TicketView,
  comment: CommentView,
  { values, faults = [] }: { readonly values: Fields; readonly faults?: readonly Fault[] },
): unknown => {
  const draft = { visitor: visitorOf(request), values, faults };
  const once = randomBytes(18).toString('base64url');
  const page = SplitPage({ draft, number: ticket.number, comment, once });
  return sendForm(reply, page, faults);
};

const submitSplit = async (
  request: FastifyRequest,
  reply: FastifyReply,
  options: AppOptions,
): Promise<unknown> => {
  const form = await formOf(request, reply, 'tickets.work');
  if (!form) return reply;
  const ticket = await pageTicket(request, options, form.person);
  const comment = await commentIn(options, ticket, form.fields.comment ?? '');
  return orShow(
    async () => {
      const number = await splitOnce(request, options, ticket, form, comment.id);
      options.wake(ticket.number);
      options.wake(number);
      touches(request, number);
      return reply.redirect(`/tickets/${number}`, 303);
    },
    (errors) => showSplit(request, reply, ticket, comment, { values: form.fields, faults: errors }),
  );
};

/** A form that is sent twice makes one ticket. */
const splitOnce = async (
  request: FastifyRequest,
  options: AppOptions,
  ticket: TicketView,
  { fields, person }: SentForm,
  commentId: number,
): Promise<string> => {
  const key = fields.once
    ? { owner: `user:${person.id}`, key: `form ${fields.once.slice(0, 100)}` }
    : undefined;
  const said = { title: fields.title ?? '', description: fields.description ?? '' };
  const { body } = await answerOnce(options.db, key, hashOf(request, fields), async (tx) => ({
    body: { number: (await split(tx, options, ticket, { commentId, ...said }, person)).number },
  }));
  return (JSON.parse(body) as { number: string }).number;
};
