import type { Remark } from '../../domain/remark';
import type { Priority, Status } from '../../domain/ticket';
import { first, type Queryable } from '../database';

/** What mails say about a ticket. */
export interface TicketText {
  readonly id: number;
  readonly number: string;
  readonly title: string;
  readonly status: Status;
  readonly priority: Priority;
  readonly service: string | null;
  readonly requester: string;
  readonly assignee: string | null;
  /** The mailbox that its first mail came into. */
  readonly mailbox: string | null;
}

export const ticketText = async (db: Queryable, id: number): Promise<TicketText | undefined> =>
  first(
    await db.query<TicketText>(
      `select t.id, t.number, t.title, t.status, t.priority, s.name as service, c.name as requester, u.name as assignee,
         (select m.mailbox from mails m where m.ticket_id = t.id and m.state in ('ticket', 'comment') order by m.id limit 1) as mailbox
         from tickets t join contacts c on c.id = t.requester_id left join services s on s.id = t.service_id
         left join users u on u.id = t.assignee_id where t.id = $1`,
      [id],
    ),
  );

export interface CommentText {
  readonly author: string;
  readonly body: string;
  /** Words of our own, of which `body` is the English. */
  readonly remark: Remark | null;
  /** Everybody may still read it. */
  readonly isPublic: boolean;
  readonly hidden: boolean;
}

/** A comment as it is now: it may have been taken back since the message was planned. */
export const commentText = async (db: Queryable, id: number): Promise<CommentText | undefined> =>
  first(
    await db.query<CommentText>(
      `select author_name as author, body, remark, visibility = 'public' as "isPublic", hidden from comments where id = $1`,
      [id],
    ),
  );

export interface FileToSend {
  readonly filename: string;
  readonly mediaType: string;
  readonly size: number;
  readonly sha256: Buffer;
}

/** One file that came by itself. */
export const fileById = async (
  db: Queryable,
  id: number,
  publicOnly: boolean,
): Promise<readonly FileToSend[]> =>
  (
    await db.query<FileToSend>(
      `select filename, media_type as "mediaType", size, sha256 from attachments
        where id = $1 and not hidden and (visibility = 'public' or not $2)`,
      [id, publicOnly],
    )
  ).rows;

/** Files of a comment; `publicOnly` for everybody on the requester's side. */
export const filesOfComment = async (
  db: Queryable,
  commentId: number,
  publicOnly: boolean,
): Promise<readonly FileToSend[]> =>
  (
    await db.query<FileToSend>(
      `select filename, media_type as "mediaType", size, sha256 from attachments
        where comment_id = $1 and not hidden and (visibility = 'public' or not $2) order by id`,
      [commentId, publicOnly],
    )
  ).rows;

export interface Thread {
  /** The newest mail of this person in the ticket, without brackets. */
  readonly his: string | null;
  /** What that mail, or the first of ours to him, was called. */
  readonly subject: string | null;
  /** Message-IDs of the thread so far, the oldest first, without brackets. */
  readonly references: readonly string[];
}

/** What a mail to this person about this ticket (null: about none) answers: his mails there, and ours to him. */
export const threadOf = async (
  db: Queryable,
  ticketId: number | null,
  recipient: string,
  answers: number | null,
): Promise<Thread> => {
  const { rows } = await db.query<{ id: string; his: boolean; subject: string | null }>(
    `select message_id as id, true as his, subject, settled_at as at from mails where message_id is not null
        and (id = $3 or (ticket_id = $1::bigint and from_address = $2 and state in ('ticket', 'comment')))
     union all
     select distinct on (message_id) message_id, false, subject, created_at from notifications
      where ticket_id = $1 and recipient = $2 and message_id is not null and state in ('sent', 'bounced') and bundle like 'ticket:%'
     order by at, his desc`,
    [ticketId, recipient, answers],
  );
  const ours = rows.find(({ his }) => !his);
  const first = rows.find(({ his }) => his);
  return {
    his: rows.findLast(({ his }) => his)?.id ?? null,
    subject: ours?.subject ?? first?.subject ?? null,
    references: [...new Set([...rows.slice(0, 1), ...rows.slice(-9)].map(({ id }) => id))],
  };
};
