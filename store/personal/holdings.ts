import { first, type Queryable } from '../database';

/** How much is kept about a person, by kind. */
export interface Holdings {
  readonly tickets: number;
  readonly comments: number;
  readonly files: number;
  readonly mails: number;
  readonly calls: number;
  readonly notifications: number;
}

export const holdingsOf = async (db: Queryable, contactId: number): Promise<Holdings> =>
  first(
    await db.query<Holdings>(
      `select (select count(*)::int from tickets where requester_id = $1) as tickets,
              (select count(*)::int from comments where author_contact = $1) as comments,
              (select count(*)::int from attachments a join tickets t on t.id = a.ticket_id
                 left join comments c on c.id = a.comment_id
                where t.requester_id = $1 and a.visibility = 'public' and not a.hidden
                  and coalesce(c.visibility, 'public') = 'public' and not coalesce(c.hidden, false)) as files,
              (select count(*)::int from mails where sender_id = $1) as mails,
              (select count(*)::int from calls where contact_id = $1) as calls,
              (select count(*)::int from notifications where contact_id = $1) as notifications`,
      [contactId],
    ),
  )!;
