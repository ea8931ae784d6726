import type { PoolClient } from 'pg';
import type { SyncRules } from '../../domain/rules';
import { applyChanges } from '../apply-changes';
import { insertChange } from '../changes';
import { first } from '../database';
import type { FrontActor } from '../front';
import { frontChange } from '../front-edits';
import { lockTicket } from '../tickets';
import { addParticipants, contactOf } from './sender';

interface Row {
  readonly ticketId: number | null;
  readonly senderId: number | null;
  readonly forwarded: { readonly name: string; readonly address: string } | null;
}

/**
 * Makes the author of a forwarded mail the requester of the ticket that it became; who forwarded it takes part. Undefined: the
 * mail made no ticket, or forwards nothing.
 */
export const makeOriginalSenderRequester = async (
  tx: PoolClient,
  mailId: number,
  actor: FrontActor,
  rules: SyncRules,
): Promise<{ readonly ticket: string } | undefined> => {
  const row = first(
    await tx.query<Row>(
      `select m.ticket_id as "ticketId", m.sender_id as "senderId", c.detail->'forwarded' as forwarded
         from mails m join mail_contents c on c.mail_id = m.id where m.id = $1 and m.state = 'ticket'`,
      [mailId],
    ),
  );
  if (!row?.forwarded || row.ticketId === null) return undefined;
  const { name, address } = row.forwarded;
  const contactId = await contactOf(tx, { name: name || address, address, language: 'ru' });
  const ticket = await lockTicket(tx, row.ticketId);
  await insertChange(tx, {
    ...frontChange(ticket.id, ticket.number, 'field', actor),
    field: 'requester',
    entry: String(ticket.version + 1),
    old: String(ticket.requesterId),
    new: String(contactId),
  });
  await applyChanges(tx, ticket.id, rules);
  if (row.senderId !== null) await addParticipants(tx, ticket.id, [row.senderId], 'forwarded the first mail');
  return { ticket: ticket.number };
};
