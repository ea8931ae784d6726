import type { NotifyEvent } from '../../domain/notify/event';
import type { Visibility } from '../../domain/ticket';
import { first, type Database, type Queryable } from '../database';
import { liveChannel } from '../live';

/** A row of the outbox that is to be sent now. */
export interface Outgoing {
  readonly id: number;
  readonly ticketId: number | null;
  readonly event: NotifyEvent;
  readonly who: string;
  readonly contactId: number | null;
  readonly userId: number | null;
  readonly recipient: string;
  readonly name: string;
  readonly language: 'ru' | 'en';
  readonly channel: 'email' | 'webhook';
  readonly outside: boolean;
  readonly visibility: Visibility;
  readonly detail: Readonly<Record<string, string>>;
  readonly commentId: number | null;
  readonly mailId: number | null;
  readonly bundle: string;
  readonly messageId: string | null;
  readonly subject: string | null;
  readonly attempts: number;
  readonly createdAt: Date;
}

const columns = `n.id, n.ticket_id as "ticketId", n.event, n.who, n.contact_id as "contactId", n.user_id as "userId", n.recipient,
  n.name, n.language, n.channel, n.outside, n.visibility, n.detail, n.comment_id as "commentId", n.mail_id as "mailId", n.bundle,
  n.message_id as "messageId", n.subject, n.attempts, n.created_at as "createdAt"`;

/** Who took a bundle has so long to send it; then somebody else tries, with the same Message-ID. Seconds. */
const claimSeconds = 120;
/** However much joins it, a bundle goes after so long. Seconds. */
const longestWait = { clocks: 180, others: 20 };

const isDue = `n.state = 'queued' and n.next_at <= now()`;
const isReady = `max(n.ready_at) <= now()
  or min(n.created_at) < now() - make_interval(secs => case when n.bundle = 'clocks' then ${longestWait.clocks} else ${longestWait.others} end)`;

/**
 * Takes the next bundle that is due: everything that goes to one person in one message, oldest first. Empty: nothing is
 * due. Two senders never take the same. Without `mails` only what goes by other ways is taken.
 */
export const claimBundle = async (db: Database, mails = true): Promise<readonly Outgoing[]> => {
  const { rows } = await db.query<Outgoing>(
    `with head as (
       select n.recipient, n.channel, n.bundle from notifications n where ${isDue} and ($1 or n.channel <> 'email')
        group by n.recipient, n.channel, n.bundle having ${isReady} order by min(n.id) limit 1),
     taken as (
       select n.id from notifications n join head h on (h.recipient, h.channel, h.bundle) = (n.recipient, n.channel, n.bundle)
        where ${isDue} order by n.id for update of n skip locked)
     update notifications n set attempts = n.attempts + 1, next_at = now() + make_interval(secs => ${claimSeconds})
       from taken where taken.id = n.id returning ${columns}`,
    [mails],
  );
  return rows.sort((a, b) => a.id - b.id);
};

/** How long until something may be due, at most `most`; no mail before `mailsIn`. Milliseconds. */
export const untilDue = async (db: Queryable, most: number, mailsIn = 0): Promise<number> => {
  const found = first(
    await db.query<{ ms: number | null }>(
      `select extract(epoch from (min(greatest(ready_at, next_at,
                case when channel = 'email' then now() + make_interval(secs => $1::float8 / 1000) end)) - now()))::float8 * 1000 as ms
         from notifications where state = 'queued' and next_at < now() + interval '1 minute'`,
      [mailsIn],
    ),
  );
  return Math.max(20, Math.min(most, found?.ms ?? most));
};

/** Fixed before the first attempt: a repeated mail is known by it. */
export const fixMessage = async (
  db: Queryable,
  ids: readonly number[],
  messageId: string,
  subject: string,
): Promise<void> => {
  await db.query(
    'update notifications set message_id = $2, subject = $3, tried_at = now() where id = any($1::bigint[])',
    [ids, messageId, subject],
  );
};

/** Pages of these tickets look again (see api/live/sync-moved). */
const tellPages = `select pg_notify('${liveChannel}', 'sync ' || t.number)
  from (select distinct ticket_id from settled) s join tickets t on t.id = s.ticket_id`;

export const settleNotifications = async (
  db: Queryable,
  ids: readonly number[],
  state: 'sent' | 'refused' | 'suppressed',
  because?: string,
): Promise<void> => {
  await db.query(
    `with settled as (update notifications set state = $2, because = $3, settled_at = now()
       where id = any($1::bigint[]) and state = 'queued' returning ticket_id) ${tellPages}`,
    [ids, state, because ?? null],
  );
};

/** Tried again after so many seconds. `counts`: it was a try of this message, and not of a server that is away. */
export const postpone = async (
  db: Queryable,
  ids: readonly number[],
  seconds: number,
  because: string | null,
  counts: boolean,
): Promise<void> => {
  await db.query(
    `update notifications set next_at = now() + make_interval(secs => $2), because = $3,
       attempts = attempts - case when $4 then 0 else 1 end
      where id = any($1::bigint[]) and state = 'queued'`,
    [ids, seconds, because, counts],
  );
};

/** A mail of ours came back for good: by its number in the outbox, or by its Message-ID. */
export const markBounced = async (
  tx: Queryable,
  about: { readonly outboxId?: number; readonly messageId?: string },
  because: string,
): Promise<void> => {
  await tx.query(
    `with settled as (update notifications n set state = 'bounced', because = $3
       where state in ('sent', 'queued') and channel = 'email'
         and (id = $1 or message_id = $2 or message_id = (select message_id from notifications where id = $1))
       returning ticket_id) ${tellPages}`,
    [about.outboxId ?? null, about.messageId ?? null, because],
  );
};

/** The address that a mail of ours went to; undefined: there is none of that number. */
export const recipientOf = async (tx: Queryable, outboxId: number): Promise<string | undefined> =>
  first(
    await tx.query<{ recipient: string }>(
      `select recipient from notifications where id = $1 and channel = 'email'`,
      [outboxId],
    ),
  )?.recipient;

/** To whom a mail of ours went that was about no ticket, and the mail that it answered; undefined: there is none of that number. */
export const bouncedMail = async (
  tx: Queryable,
  outboxId: number,
): Promise<{ readonly recipient: string; readonly answers: number | null } | undefined> =>
  first(
    await tx.query(
      `select recipient, mail_id as answers from notifications where id = $1 and ticket_id is null and channel = 'email'`,
      [outboxId],
    ),
  );

/** The messages about a comment wait still: what is added to it goes along. */
export const isStillToLeave = async (tx: Queryable, commentId: number): Promise<boolean> =>
  (
    await tx.query(
      `select 1 from notifications where comment_id = $1 and state = 'queued' and message_id is null limit 1`,
      [commentId],
    )
  ).rowCount === 1;
