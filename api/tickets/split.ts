import type { PoolClient } from 'pg';
import type { TicketView } from '../../store/ticket-view';
import type { AppOptions } from '../options';
import type { Principal } from '../principal';
import { line } from './words';

/** Makes a linked ticket of one comment; throws 422 with the field at fault. */
export const split = (
  tx: PoolClient,
  { commands }: AppOptions,
  ticket: TicketView,
  input: { readonly commentId: number; readonly title: string; readonly description: string },
  principal: Principal,
): Promise<{ readonly id: number; readonly number: string }> => {
  const title = line('title', input.title);
  const description = input.description.replaceAll('\r\n', '\n');
  return commands.split(
    tx,
    { ticketId: ticket.id, commentId: input.commentId, title, description },
    principal,
  );
};
