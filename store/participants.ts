import type { Queryable } from './database';

/** Names of those who read along besides the requester. */
export const participantsOf = async (db: Queryable, ticketId: number): Promise<readonly string[]> =>
  (
    await db.query<{ name: string }>(
      `select c.name from ticket_participants p join contacts c on c.id = p.contact_id join tickets t on t.id = p.ticket_id
        where p.ticket_id = $1 and p.contact_id <> t.requester_id order by c.name`,
      [ticketId],
    )
  ).rows.map(({ name }) => name);
