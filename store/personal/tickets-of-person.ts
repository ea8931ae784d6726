import type { Queryable } from '../database';

export interface PersonTicket {
  readonly id: number;
  readonly number: string;
  readonly title: string;
  readonly description: string;
  /** Merged into another one: it is not edited any more. */
  readonly merged: boolean;
}

/** Tickets that he asked for, takes part in, or has written in. */
export const ticketsOfPerson = async (db: Queryable, contactId: number): Promise<readonly PersonTicket[]> =>
  (
    await db.query<PersonTicket>(
      `select id, number, title, description, merged_into is not null as merged from tickets t
        where requester_id = $1
           or exists (select 1 from ticket_participants p where p.ticket_id = t.id and p.contact_id = $1)
           or exists (select 1 from comments c where c.ticket_id = t.id and c.author_contact = $1)
        order by id`,
      [contactId],
    )
  ).rows;
