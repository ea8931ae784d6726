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
  readonly storedAt: Date;
  /** When it was decided what becomes of it; null: it is being read. */
  readonly settledAt: Date | null;
  /** Its sender takes no part in the ticket. */
  readonly thirdParty: boolean;
  /** The mail that it repeats. */
  readonly sameAs: number | null;
}

/** SQL: the ids of the ticket with this number, and of all that were merged into it. */
const withMerged = (number: string): string =>
  `(with recursive family as (
      select id from tickets where number = ${number}
      union select t.id from tickets t join family f on t.merged_into = f.id)
    select id from family)`;

const columns = `m.id, m.mailbox, m.message_id as "messageId", m.from_name as "fromName", m.from_address as "fromAddress",
  m.subject, m.received_at as "receivedAt", m.state, m.because, t.number as ticket, m.comment_id as "commentId", m.size, m.sha256,
  m.stored_at as "storedAt", m.settled_at as "settledAt", m.third_party as "thirdParty", m.same_as as "sameAs"`;
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
    /** Words of who sent it or of its subject, a Message-ID, or the number of a ticket; every word must be found. */
    readonly q?: string;
  },
  page: PageRequest,
): Promise<Page<MailView>> => {
  const result = await db.query<MailView>(
    `select ${columns} from ${from}
      where ($1::text[] is null or m.state = any($1)) and ($2::text is null or m.message_id = $2)
        and ($3::text is null or m.mailbox = $3) and ($4::text is null or m.ticket_id in ${withMerged('$4')})
        and ($5::bigint is null or m.id < $5)
        and not exists (select 1 from unnest($7::text[]) w where (
          m.from_address ilike '%' || w || '%' or m.from_name ilike '%' || w || '%' or m.subject ilike '%' || w || '%'
          or m.message_id ilike w or t.number ilike w) is not true)
        and (m.state <> 'open' or 'open' = any($1) or m.stored_at < now() - interval '5 seconds')
      order by m.id desc limit $6`,
    [
      filter.states ?? null,
      filter.messageId ?? null,
      filter.mailbox ?? null,
      filter.ticket ?? null,
      page.after ?? null,
      page.limit + 1,
      wordsOf(filter.q ?? ''),
    ],
  );
  return pageOf(result.rows, page.limit);
};

/** What stands between spaces, without the brackets of a Message-ID; what means anything to LIKE is a letter like others. */
const wordsOf = (q: string): readonly string[] =>
  q
    .split(/\s+/)
    .map((word) => word.replace(/^<|>$/g, '').replace(/[\\%_]/g, '\\$&'))
    .filter((word) => word !== '')
    .slice(0, 10);

/** How many mails wait for a person, by state. */
export const countMailsForPerson = async (
  db: Queryable,
): Promise<{ readonly held: number; readonly quarantined: number }> =>
  (
    await db.query<{ held: number; quarantined: number }>(
      `select (count(*) filter (where state = 'held'))::int as held, (count(*) filter (where state = 'quarantined'))::int as quarantined
         from mails where state in ('held', 'quarantined')`,
    )
  ).rows[0]!;

/** A delivery report: the mail that our mail, which came back, answered. */
export const mailThatWasAnswered = async (db: Queryable, id: number): Promise<number | undefined> =>
  first(
    await db.query<{ id: number }>(
      `select n.mail_id as id from mail_bounces b join notifications n on n.id = b.outbox_id
        where b.mail_id = $1 and n.mail_id is not null limit 1`,
      [id],
    ),
  )?.id;

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
