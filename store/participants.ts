import type { PoolClient } from 'pg';
import { reason } from '../domain/reason';
import { front } from '../domain/ticket';
import { first, type Queryable } from './database';
import type { FrontActor } from './front';
import { refuseIfMerged } from './front-edits';
import { appendLive } from './live';
import { lockTicket } from './tickets';
import { tell } from './timeline-write';

/** A contact who reads along besides the requester. */
export interface Participant {
  readonly id: number;
  readonly name: string;
  readonly email: string | null;
  /** He finds the ticket in the portal; else he only gets its mails. */
  readonly sees: boolean;
}

export const participantsOf = async (db: Queryable, ticketId: number): Promise<readonly Participant[]> =>
  (
    await db.query<Participant>(
      `select c.id, c.name, c.email, p.sees from ticket_participants p
         join contacts c on c.id = p.contact_id join tickets t on t.id = p.ticket_id
        where p.ticket_id = $1 and p.contact_id <> t.requester_id order by c.name, c.id`,
      [ticketId],
    )
  ).rows;

/**
 * Takes a contact out of a ticket: he gets none of its mails from now on, not those either that still wait to be sent, and finds it in
 * the portal no more. Tells no other system, for none knows our participants. False: he takes no part in it. Throws CommandRefused.
 */
export const removeParticipant = async (
  tx: PoolClient,
  ticketId: number,
  contactId: number,
  actor: FrontActor,
): Promise<boolean> => {
  const ticket = await lockTicket(tx, ticketId);
  refuseIfMerged(ticket);
  const gone = first(
    await tx.query<{ name: string }>(
      `delete from ticket_participants p using contacts c
        where c.id = p.contact_id and p.ticket_id = $1 and p.contact_id = $2 returning c.name`,
      [ticketId, contactId],
    ),
  );
  if (!gone) return false;
  await suppressWaiting(tx, ticketId, contactId);
  const what = 'participant-removed';
  await tell(tx, ticketId, {
    at: new Date(),
    origin: front,
    actor: actor.name,
    what,
    detail: { other: gone.name },
  });
  appendLive(tx, 'ticket', ticketId, { number: ticket.number, version: ticket.version });
  return true;
};

/** As of somebody who reads along; as the one who wrote it he may still be told. */
const suppressWaiting = async (tx: PoolClient, ticketId: number, contactId: number): Promise<void> => {
  await tx.query(
    `update notifications set state = 'suppressed', because = $3, settled_at = now()
      where ticket_id = $1 and contact_id = $2 and who = 'participants' and state = 'queued'`,
    [ticketId, contactId, reason('takesNoPart')],
  );
};
