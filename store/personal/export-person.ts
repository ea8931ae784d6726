import type { Queryable } from '../database';

/** A file of the archive: where its bytes are kept, and what it is called there. */
export interface ArchiveFile {
  readonly name: string;
  readonly sha256: Buffer;
}

type Rows = (sql: string) => Promise<readonly unknown[]>;

/** Everything about a person that is his to see, as plain data. Internal notes of staff are not. */
export const personalData = async (db: Queryable, contactId: number) => {
  const rows: Rows = async (sql) =>
    (await db.query<{ row: unknown }>(`select to_jsonb(x) as row from (${sql}) x`, [contactId])).rows.map(
      ({ row }) => row,
    );
  return { ...(await himself(rows)), ...(await hisTickets(rows)), ...(await hisMessages(rows)) };
};

/** What is known of him, his accounts, and what he keeps in them. */
const himself = async (rows: Rows) => ({
  contact: await rows(
    `select c.id, c.name, c.email, c.phones, c.language, c.created_at, c.updated_at, o.name as organisation
         from contacts c left join organisations o on o.id = c.organisation_id where c.id = $1`,
  ),
  history: await rows(
    `select version, at, content from object_history where kind = 'contacts' and object_id = $1 order by version`,
  ),
  numbers: await rows('select number, learned_at from learned_numbers where contact_id = $1'),
  accounts: await rows(
    'select login, name, email, created_at, disabled_at from users where contact_id = $1 order by id',
  ),
  sessions: await rows(
    `select s.method, s.begun_at, s.seen_at, s.client, s.address from sessions s join users u on u.id = s.user_id
        where u.contact_id = $1 order by s.begun_at`,
  ),
  identities: await rows(
    `select i.issuer, i.subject, i.linked_at from identities i join users u on u.id = i.user_id
        where u.contact_id = $1 order by i.linked_at`,
  ),
  links: await rows(
    'select address, expires_at from sign_in_links where contact_id = $1 order by expires_at',
  ),
  views: await rows(
    `select v.place, v.name, v.query, v.shared, v.created_at from saved_views v join users u on u.id = v.user_id
        where u.contact_id = $1 order by v.id`,
  ),
  actions: await rows(
    `select j.created_at, j.finished_at, (select count(*) from bulk_items i where i.job_id = j.id) as tickets
         from bulk_jobs j join users u on u.id = j.user_id where u.contact_id = $1 order by j.id`,
  ),
  wishes: await rows('select choices, digest, updated_at from notification_settings where contact_id = $1'),
});

/** His tickets, and what he and others said in public there. */
const hisTickets = async (rows: Rows) => ({
  tickets: await rows(
    `select t.number, t.title, t.description, t.status, t.priority, t.channel, t.created_at, t.closed_at
         from tickets t where t.requester_id = $1 order by t.id`,
  ),
  answers: await rows(
    `select t.number as ticket, a.question, a.answer from ticket_answers a join tickets t on t.id = a.ticket_id
        where t.requester_id = $1 order by t.id, a.position`,
  ),
  ratings: await rows(
    `select t.number as ticket, r.score, r.words, r.at, r.changed_at
         from ticket_ratings r join tickets t on t.id = r.ticket_id where r.contact_id = $1 order by t.id`,
  ),
  comments: await rows(
    `select t.number as ticket, c.author_name, c.author_contact = $1 as own, c.body, c.at
         from comments c join tickets t on t.id = c.ticket_id
        where c.visibility = 'public' and not c.hidden and (t.requester_id = $1 or c.author_contact = $1)
        order by c.at, c.id`,
  ),
  participates: await rows(
    `select t.number as ticket, p.because, p.since from ticket_participants p join tickets t on t.id = p.ticket_id
        where p.contact_id = $1 order by p.since`,
  ),
});

/** What went between him and us. */
const hisMessages = async (rows: Rows) => ({
  mails: await rows(
    `select id, mailbox, from_name, from_address, subject, received_at, state, removed_at from mails
        where sender_id = $1 order by id`,
  ),
  calls: await rows(
    `select id, direction, caller, callee, caller_name, state, started_at, answered_at, ended_at from calls
        where contact_id = $1 order by id`,
  ),
  notifications: await rows(
    `select event, channel, recipient, subject, state, created_at, settled_at from notifications
        where contact_id = $1 order by id`,
  ),
});

/** The mails that he sent, as they came, and the files of his tickets that he may see: no file is more public than its comment. */
export const personalFiles = async (db: Queryable, contactId: number): Promise<readonly ArchiveFile[]> =>
  (
    await db.query<ArchiveFile>(
      `select 'mails/' || id || '.eml' as name, sha256 from mails where sender_id = $1 and removed_at is null
       union all
       select 'files/' || t.number || '/' || a.id || '-' || a.filename, a.sha256
         from attachments a join tickets t on t.id = a.ticket_id left join comments c on c.id = a.comment_id
        where t.requester_id = $1 and a.visibility = 'public' and not a.hidden
          and coalesce(c.visibility, 'public') = 'public' and not coalesce(c.hidden, false)
        order by 1`,
      [contactId],
    )
  ).rows;
