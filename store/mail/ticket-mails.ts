import type { Queryable } from '../database';

/** A mail that can be read, as far as the page of its ticket tells of it. */
export interface TicketMail {
  readonly id: number;
  /** The comment that it became; null: the ticket itself. */
  readonly commentId: number | null;
  readonly detail: Readonly<Record<string, unknown>>;
}

/** The mails that made this ticket or these comments; a comment keeps its mail wherever it is moved to. */
export const mailsOfTicket = async (
  db: Queryable,
  ticketId: number,
  commentIds: readonly number[],
): Promise<readonly TicketMail[]> =>
  (
    await db.query<TicketMail>(
      `select m.id, case m.state when 'comment' then m.comment_id end as "commentId", c.detail
         from mails m join mail_contents c on c.mail_id = m.id
        where (m.ticket_id = $1 and m.state = 'ticket') or (m.comment_id = any($2) and m.state = 'comment')
        order by m.id`,
      [ticketId, commentIds],
    )
  ).rows;
