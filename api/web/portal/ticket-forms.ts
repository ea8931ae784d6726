import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { PoolClient } from 'pg';
import type { Right } from '../../../domain/role';
import type { TicketView } from '../../../store/ticket-view';
import { commit } from '../../commit';
import type { Form } from '../../form';
import type { AppOptions } from '../../options';
import { demand } from '../../principal';
import { invalidField } from '../../problem';
import { problemOf } from '../../problem-of';
import { confirmSolution, rateTicket, rejectSolution } from '../../tickets/solution';
import { addComment } from '../../tickets/speak';
import { readOwnForm } from '../form-of';
import { addFiles, chosenOf, filesAllowed } from './portal-files';
import { portalPersonOf, portalTicket, type PortalPerson } from './portal-guard';
import { showPortalTicket } from './ticket-pages';

/** What a requester does on his ticket’s page. Each form commits, wakes the ticket and goes back; a fault is shown there. */
export const registerPortalTicketForms = (app: FastifyInstance, options: AppOptions): void => {
  const form = (path: string, right: Right, work: Work) =>
    app.post(`/portal/tickets/:number/${path}`, (request, reply) =>
      submit(request, reply, options, { right, work }),
    );
  form('comments', 'tickets.comment', answer);
  form('solution', 'tickets.judge', judge);
  form('rating', 'tickets.judge', rate);
};

interface Sent {
  readonly ticket: TicketView;
  readonly form: Form;
  readonly person: PortalPerson;
}

type Work = (tx: PoolClient, options: AppOptions, sent: Sent) => Promise<unknown>;

const submit = async (
  request: FastifyRequest,
  reply: FastifyReply,
  options: AppOptions,
  { right, work }: { readonly right: Right; readonly work: Work },
): Promise<unknown> => {
  const person = await portalPersonOf(request, reply);
  if (!person) return reply;
  const form = await readOwnForm(request, filesAllowed(options));
  demand(person, right);
  const ticket = await portalTicket(request, options, person);
  try {
    await commit(options.db, (tx) => work(tx, options, { ticket, form, person }));
  } catch (error) {
    const { errors } = problemOf(error);
    if (!errors) throw error;
    return showPortalTicket(request, reply, options, { draft: form.fields, faults: errors });
  }
  options.wake(ticket.mergedInto ?? ticket.number);
  return reply.redirect(`/portal/tickets/${ticket.number}`, 303);
};

const lines = (text: string | undefined): string => (text ?? '').replaceAll('\r\n', '\n');

/** A text with its files, or files alone. */
const answer: Work = async (tx, options, { ticket, form, person }) => {
  const files = chosenOf(form.files);
  const body = lines(form.fields.body);
  if (body.trim() === '' && files.length > 0) return addFiles(tx, options, ticket, files, { person });
  const comment = await addComment(tx, options, ticket, { body, visibility: 'public' }, person);
  return addFiles(tx, options, ticket, files, { person, comment });
};

const judge: Work = (tx, options, { ticket, form: { fields }, person }) => {
  if (fields.accepted === 'yes') return confirmSolution(tx, options, ticket, person);
  if (fields.accepted === 'no') return rejectSolution(tx, options, ticket, lines(fields.reason), person);
  throw invalidField('status', 'must be one of yes, no');
};

const rate: Work = (tx, _, { ticket, form: { fields }, person }) =>
  rateTicket(tx, ticket, { score: Number(fields.score), words: lines(fields.words) }, person);
