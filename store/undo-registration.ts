import type { PoolClient } from 'pg';
import { reason } from '../domain/reason';
import { remarkIn } from '../domain/remark';
import type { SyncRules } from '../domain/rules';
import { editTicket } from './front-edits';
import { addComment } from './front-texts';
import { CommandRefused } from './command-refused';
import type { FrontActor } from './front';
import { leaveIfTouched } from './leave-if-touched';
import { linksOf } from './links';
import { takeBackUntold } from './notify/announce';
import { lockTicket, type TicketRow } from './tickets';

/**
 * Takes a registration back within its minute: the ticket is cancelled, and so is what was made of it in every system,
 * with a note. Nothing is deleted. A record that a person has touched meanwhile is left for a person.
 */
export const undoRegistration = async (
  tx: PoolClient,
  ticketId: number,
  actor: FrontActor,
  rules: SyncRules,
): Promise<void> => {
  const ticket = await lockTicket(tx, ticketId);
  await refuseIfTooLate(tx, ticket);
  await tx.query('update tickets set undone = true where id = $1', [ticketId]);
  await tx.query(
    `update links set state = 'unlinked' where ticket_id = $1 and state = 'creating'
    and not exists (select 1 from intents i where i.link_id = links.id)`,
    [ticketId],
  );
  for (const link of await linksOf(tx, ticketId))
    await leaveIfTouched(tx, ticket, link, rules, 'undo-touched');
  await tx.query(
    `update notifications set state = 'suppressed', because = '${reason('undone')}', settled_at = now()
      where ticket_id = $1 and state = 'queued'`,
    [ticketId],
  );
  const remark = { says: 'undone', of: { who: actor.name } } as const;
  const note = {
    body: remarkIn(remark, 'en'),
    remark,
    visibility: 'internal',
    commentAuthorIsRequester: false,
  } as const;
  await addComment(tx, ticketId, note, actor, rules);
  await editTicket(tx, ticketId, { status: 'cancelled' }, actor, rules);
  await takeBackUntold(tx, ticketId);
};

const refuseIfTooLate = async (tx: PoolClient, ticket: TicketRow): Promise<void> => {
  const found = await tx.query<{ open: boolean }>(
    'select undo_until > now() as open from tickets where id = $1',
    [ticket.id],
  );
  if (ticket.undone) throw new CommandRefused('number', `${ticket.number} was undone already.`);
  if (!found.rows[0]?.open)
    throw new CommandRefused('number', `The minute for undoing ${ticket.number} is over; cancel it instead.`);
};
