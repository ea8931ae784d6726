import type { PoolClient } from 'pg';
import { first, type Queryable } from '../database';

export const mailStates = ['open', 'ticket', 'comment', 'quarantined', 'ignored', 'held'] as const;
export type MailState = (typeof mailStates)[number];

/** What a person decided about a mail that was held. */
export interface StoredDecision {
  /** release: as the rules say, without the limits. */
  readonly as: 'ticket' | 'comment' | 'ignore' | 'release';
  readonly ticketId?: number;
  readonly by: string;
}

export interface MailRow {
  readonly id: number;
  readonly mailbox: string;
  readonly sha256: Buffer;
  readonly size: number;
  readonly receivedAt: Date;
  readonly state: MailState;
  readonly attempts: number;
  readonly decision: StoredDecision | null;
}

const columns = `id, mailbox, sha256, size, received_at as "receivedAt", state, attempts, decision`;

/** Mails of a mailbox that wait to be read, oldest first. `atLeast`, `below`: by size in bytes. */
export const openMails = async (
  db: Queryable,
  mailbox: string,
  size: { readonly atLeast: number; readonly below: number },
  limit: number,
): Promise<readonly MailRow[]> =>
  (
    await db.query<MailRow>(
      `select ${columns} from mails where mailbox = $1 and state = 'open' and next_at <= now() and size >= $2 and size < $3
        order by received_at, id limit $4`,
      [mailbox, size.atLeast, size.below, limit],
    )
  ).rows;

/** Counts an attempt before it is made: what ends the process each time is given up in the end. Answers the attempts. */
export const beginAttempt = async (db: Queryable, id: number): Promise<number> =>
  first(
    await db.query<{ attempts: number }>(
      `update mails set attempts = attempts + 1, next_at = now() + least(interval '10 minutes', interval '1 second' * power(2, attempts))
        where id = $1 and state = 'open' returning attempts`,
      [id],
    ),
  )?.attempts ?? 0;

/** The mail, locked; undefined when it is settled already. */
export const lockOpenMail = async (tx: Queryable, id: number): Promise<MailRow | undefined> =>
  first(
    await tx.query<MailRow>(`select ${columns} from mails where id = $1 and state = 'open' for update`, [id]),
  );

export interface Envelope {
  readonly messageId: string | null;
  readonly contentHash: string;
  readonly fromName: string;
  readonly fromAddress: string | null;
  readonly subject: string;
  readonly recipients: readonly string[];
}

/** What its head says, for those who look for it. */
export const saveEnvelope = async (tx: Queryable, id: number, envelope: Envelope): Promise<void> => {
  await tx.query(
    `update mails set message_id = $2, content_hash = decode($3, 'hex'), from_name = $4, from_address = $5, subject = $6,
       recipients = $7 where id = $1`,
    [
      id,
      envelope.messageId,
      envelope.contentHash,
      envelope.fromName,
      envelope.fromAddress,
      envelope.subject,
      envelope.recipients,
    ],
  );
};

export interface Settlement {
  readonly state: Exclude<MailState, 'open'>;
  readonly because?: string;
  readonly ticketId?: number;
  readonly commentId?: number;
  readonly senderId?: number;
  readonly answerable?: boolean;
  readonly thirdParty?: boolean;
  readonly sameAs?: number;
}

/** Says what became of it. */
export const settleMail = async (tx: Queryable, id: number, how: Settlement): Promise<void> => {
  await tx.query(
    `update mails set state = $2, because = $3, ticket_id = $4, comment_id = $5, sender_id = $6, answerable = $7,
       third_party = $8, same_as = $9, settled_at = now() where id = $1`,
    [
      id,
      how.state,
      how.because ?? null,
      how.ticketId ?? null,
      how.commentId ?? null,
      how.senderId ?? null,
      how.answerable ?? false,
      how.thirdParty ?? false,
      how.sameAs ?? null,
    ],
  );
};

/** Nobody else decides about the same Message-ID, or about mails of the same sender, until the transaction ends. */
export const lockSameMail = async (tx: PoolClient, messageId: string): Promise<void> => {
  await tx.query(`select pg_advisory_xact_lock(hashtextextended('mail ' || $1, 0))`, [messageId]);
};

/** An earlier mail with this Message-ID that was taken in, and whether it says the same. */
export const sameMail = async (
  tx: Queryable,
  messageId: string,
  contentHash: string,
  otherThan: number,
): Promise<
  | {
      readonly id: number;
      readonly mailbox: string;
      readonly ticketId: number | null;
      readonly sameContent: boolean;
    }
  | undefined
> =>
  first(
    await tx.query(
      `select id, mailbox, ticket_id as "ticketId", content_hash = decode($2, 'hex') as "sameContent" from mails
        where message_id = $1 and id <> $3 and state in ('ticket', 'comment', 'held') order by 4 desc, id limit 1`,
      [messageId, contentHash, otherThan],
    ),
  );
