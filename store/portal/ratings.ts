import { first, type Queryable } from '../database';

export const scores = [1, 2, 3, 4, 5] as const;
export type Score = (typeof scores)[number];

/** What a requester thought of how his ticket was solved. */
export interface Rating {
  readonly score: Score;
  readonly words: string;
  readonly by: string;
  readonly at: Date;
  readonly changedAt: Date | null;
}

export const ratingOf = async (db: Queryable, ticketId: number): Promise<Rating | undefined> =>
  first(
    await db.query<Rating>(
      `select r.score, r.words, c.name as by, r.at, r.changed_at as "changedAt"
         from ticket_ratings r join contacts c on c.id = r.contact_id where r.ticket_id = $1`,
      [ticketId],
    ),
  );

/** One for a ticket: a later word takes the place of an earlier one. */
export const saveRating = async (
  tx: Queryable,
  ticketId: number,
  { score, words, contactId }: { readonly score: Score; readonly words: string; readonly contactId: number },
): Promise<void> => {
  await tx.query(
    `insert into ticket_ratings (ticket_id, contact_id, score, words) values ($1, $2, $3, $4)
     on conflict (ticket_id) do update set contact_id = $2, score = $3, words = $4, changed_at = now()`,
    [ticketId, contactId, score, words],
  );
};
