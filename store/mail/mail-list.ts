import { first, type Queryable } from '../database';
import { pageOf, type Page, type PageRequest } from '../page';
import type { MailState } from './mails';

export interface MailView {
  readonly id: number;
  readonly mailbox: string;
  /** Without brackets. */
  readonly messageId: string | null;
  readonly fromName: string;
  readonly fromAddress: string | null;
  readonly subject: string;
  readonly receivedAt: Date;
  readonly state: MailState;
  readonly because: string | null;
  /** Number of the ticket; of a held one, of that which it claims to belong to. */
  readonly ticket: string | null;
  readonly commentId: number | null;
  /** Bytes. */
  readonly size: number;
  readonly sha256: Buffer;
}

/** SQL: the ids of the ticket with this number, and of all that were merged into it. */
const withMerged = (number: string): string =>
  `(with recursive family as (
      select id from tickets where number = ${number}
      union select t.id from tickets t join family f on t.merged_into = f.id)
    select id from family)`;

const columns = `m.id, m.mailbox, m.message_id as "messageId", m.from_name as "fromName", m.from_address as "fromAddress",
  m.subject, m.received_at as "receivedAt", m.state, m.because, t.number as ticket, m.comment_id as "commentId", m.size, m.sha256`;
const from = 'mails m left join tickets t on t.id = m.ticket_id';

/**
 * Mails, the newest first. One that has only just come and is still being read is not shown for its first seconds, unless
 * `open` ones are asked for.
 */
export const listMails = async (
  db: Queryable,
  filter: {
    readonly states?: readonly MailState[];
    readonly messageId?: string;
    readonly mailbox?: string;
    readonly ticket?: string;
  },
  page: PageRequest,
): Promise<Page<MailView>> => {
  const result = await db.query<MailView>(
    `select ${columns} from ${from}
      where ($1::text[] is null or m.state = any($1)) and ($2::text is null or m.message_id = $2)
        and ($3::text is null or m.mailbox = $3) and ($4::text is null or m.ticket_id in ${withMerged('$4')})
        and ($5::bigint is null or m.id < $5)
        and (m.state <> 'open' or 'open' = any($1) or m.stored_at < now() - interval '5 seconds')
      order by m.id desc limit $6`,
    [
      filter.states ?? null,
      filter.messageId ?? null,
      filter.mailbox ?? null,
      filter.ticket ?? null,
      page.after ?? null,
      page.limit + 1,
    ],
  );
  return pageOf(result.rows, page.limit);
};

export const mailById = async (db: Queryable, id: number): Promise<MailView | undefined> =>
  first(await db.query<MailView>(`select ${columns} from ${from} where m.id = $1`, [id]));

export interface MailContentView {
  readonly text: string;
  readonly reply: string;
  readonly html: string | null;
  readonly detail: Readonly<Record<string, unknown>>;
}

/** Undefined: it is not read, or cannot be read. */
export const mailContent = async (db: Queryable, id: number): Promise<MailContentView | undefined> =>
  first(
    await db.query<MailContentView>(
      'select text, reply, html, detail from mail_contents where mail_id = $1',
      [id],
    ),
  );

export interface MailFileView {
  /** Its place in the mail, from 0. */
  readonly n: number;
  readonly attachmentId: number | null;
  readonly filename: string;
  readonly mediaType: string;
  readonly size: number;
  readonly cid: string | null;
  /** Of its bytes; null: they are in the raw mail only. */
  readonly sha256: Buffer | null;
}

export const mailFiles = async (db: Queryable, id: number): Promise<readonly MailFileView[]> =>
  (
    await db.query<MailFileView>(
      `select f.n, f.attachment_id as "attachmentId", f.filename, f.media_type as "mediaType", f.size, f.cid,
          coalesce(a.sha256, f.sha256) as sha256
         from mail_files f left join attachments a on a.id = f.attachment_id where f.mail_id = $1 order by f.n`,
      [id],
    )
  ).rows;
