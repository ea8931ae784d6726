import type { Queryable } from '../database';

/** A mail that can be read, as far as the page of its ticket tells of it. */
export interface TicketMail {
  readonly id: number;
  /** The comment that it became; null: the ticket itself. */
  readonly commentId: number | null;
  readonly detail: Readonly<Record<string, unknown>>;
}

/**
 * The mails that made this ticket or these comments; a comment keeps its mail wherever it is moved to. What a merge copied here shows
 * the mail that said it there.
 */
export const mailsOfTicket = async (
  db: Queryable,
  ticketId: number,
  commentIds: readonly number[],
): Promise<readonly TicketMail[]> =>
  (
    await db.query<TicketMail>(
      `with shown as (
         select id as mail_id, null::bigint as comment_id from mails where ticket_id = $1 and state = 'ticket'
         union all
         select id, comment_id from mails where comment_id = any($2) and state = 'comment'
         union all
         select m.id, k.id from comments k join mails m on m.comment_id = k.copied_from and m.state = 'comment' where k.id = any($2)
         union all
         select m.id, k.id from comments k join mails m on m.ticket_id = k.text_of and m.state = 'ticket' where k.id = any($2))
       select s.mail_id as id, s.comment_id as "commentId", c.detail
         from shown s join mail_contents c on c.mail_id = s.mail_id order by s.mail_id`,
      [ticketId, commentIds],
    )
  ).rows;
