import type { PoolClient } from 'pg';
import { mayConfirm, mayRate, mayReject } from '../../domain/solution';
import { front } from '../../domain/ticket';
import { appendLive } from '../../store/live';
import { saveRating, scores, type Score } from '../../store/portal/ratings';
import type { TicketView } from '../../store/ticket-view';
import { lockTicket, type TicketRow } from '../../store/tickets';
import { tell } from '../../store/timeline-write';
import type { AppOptions } from '../options';
import type { Principal } from '../principal';
import { forbidden, invalidField } from '../problem';
import { addComment } from './speak';
import { text } from './words';

const longestWords = 2_000;

/** The requester says that it helped: the ticket is closed. Throws 403, and 422 when it is not resolved. */
export const confirmSolution = async (
  tx: PoolClient,
  { commands }: AppOptions,
  ticket: TicketView,
  principal: Principal,
): Promise<void> => {
  const now = await lockOwn(tx, ticket, principal);
  if (!mayConfirm(now)) throw invalidField('status', 'is not “resolved” any more');
  await commands.edit(tx, ticket.id, { status: 'closed' }, principal);
};

/** The requester says what is wrong with the solution: the ticket is opened again, everywhere. Throws 403 and 422. */
export const rejectSolution = async (
  tx: PoolClient,
  options: AppOptions,
  ticket: TicketView,
  reason: string,
  principal: Principal,
): Promise<void> => {
  const now = await lockOwn(tx, ticket, principal);
  if (!mayReject(now, Date.now())) throw invalidField('status', 'cannot be opened again');
  await addComment(tx, options, ticket, { body: text('reason', reason) }, principal);
  await options.commands.edit(tx, ticket.id, { status: 'in_progress' }, principal);
};

/** The requester says how it went, or changes his mind about it. Throws 403 and 422. */
export const rateTicket = async (
  tx: PoolClient,
  ticket: TicketView,
  given: { readonly score: number; readonly words: string },
  principal: Principal,
): Promise<void> => {
  const { id, number, version, ...now } = await lockOwn(tx, ticket, principal);
  if (!mayRate(now)) throw invalidField('status', 'is neither “resolved” nor “closed”');
  const score = scoreOf(given.score);
  const words = given.words.trim();
  if (words.length > longestWords)
    throw invalidField('words', `must not have more than ${longestWords} characters`);
  await saveRating(tx, id, { score, words, contactId: principal.contactId! });
  const entry = { at: new Date(), origin: front, actor: principal.name, what: 'rated' };
  await tell(tx, id, { ...entry, detail: { score: String(score) } });
  appendLive(tx, 'ticket', id, { number, version });
};

const scoreOf = (given: number): Score => {
  const score = scores.find((one) => one === given);
  if (score === undefined) throw invalidField('score', `must be one of ${scores.join(', ')}`);
  return score;
};

/** Only who asked for something can say whether he got it: no colleague, no staff. */
const lockOwn = async (tx: PoolClient, ticket: TicketView, principal: Principal): Promise<TicketRow> => {
  if (principal.contactId === undefined || principal.contactId !== ticket.requester.id)
    throw forbidden('Only the requester judges the solution of his ticket.');
  return lockTicket(tx, ticket.id);
};
