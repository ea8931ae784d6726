import type { PoolClient } from 'pg';
import { asksReason } from '../../domain/status-reason';
import type { Status, Visibility } from '../../domain/ticket';
import type { TicketView } from '../../store/ticket-view';
import type { AppOptions } from '../options';
import type { Principal } from '../principal';
import { invalidField } from '../problem';
import { addComment } from './speak';

/** A new status, why, and who is to read why. */
export interface StatusChange {
  readonly status: Status;
  readonly reason: string;
  readonly visibility: Visibility;
}

/** Sets the status; the reason stands in the conversation before it. Throws 422 where one is missing that matters. */
export const changeStatus = async (
  tx: PoolClient,
  options: AppOptions,
  ticket: TicketView,
  { status, reason, visibility }: StatusChange,
  principal: Principal,
): Promise<void> => {
  const body = reason.replaceAll('\r\n', '\n').trim();
  if (body === '' && asksReason(ticket.status, status))
    throw invalidField('reason', 'say why: this status needs a reason');
  if (body !== '') await addComment(tx, options, ticket, { body, visibility }, principal);
  await options.commands.edit(tx, ticket.id, { status }, principal);
};
