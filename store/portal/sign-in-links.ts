import { createHash, randomBytes } from 'node:crypto';
import type { PoolClient } from 'pg';
import { first, type Queryable } from '../database';
import { wakeOutbox } from '../notify/insert';

/** Minutes that a link opens the door, and that somebody waits for its mail. */
export const linkMinutes = 15;
/** Mails with a link that one address gets in that time. */
export const mostLinks = 3;

/** Rows of the outbox under this name are links; what stands in the link is made when the mail is, and kept nowhere. */
export const signInBundle = 'sign-in';

/** Only the hash is kept. */
const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest();

export interface LinkRequest {
  readonly address: string;
  /** A page of the portal. */
  readonly back?: string;
}

/**
 * Asks the outbox for a mail with a link. Nothing tells whether there is such a contact: not the answer, and hardly the time.
 * Nobody gets more than a few, however often they are asked for. `own`: addresses of ours, which are no persons.
 */
export const askForLink = async (
  tx: PoolClient,
  { address, back }: LinkRequest,
  own: readonly string[],
): Promise<void> => {
  const recipient = address.toLowerCase();
  await tx.query(`select pg_advisory_xact_lock(hashtextextended('sign-in ' || $1, 0))`, [recipient]);
  await tx.query(
    `insert into notifications (event, who, contact_id, recipient, name, language, channel, outside, visibility, detail, bundle)
     select 'sign-in', 'requester', c.id, $1, c.name, c.language, 'email', true, 'public', $2, '${signInBundle}'
       from contacts c
      where lower(c.email) = $1 and $1 <> all($3::text[])
        and (select count(*) from notifications n where n.recipient = $1 and n.bundle = '${signInBundle}'
              and n.created_at > now() - interval '${linkMinutes} minutes') < ${mostLinks}`,
    [recipient, JSON.stringify(back === undefined ? {} : { back }), own],
  );
  wakeOutbox(tx);
};

/** A new link for a contact, as long as the address is still his; undefined: it is not. */
export const makeLink = async (
  db: Queryable,
  { contactId, address, back }: LinkRequest & { readonly contactId: number },
): Promise<string | undefined> => {
  const token = randomBytes(32).toString('base64url');
  const made = await db.query(
    `insert into sign_in_links (hash, contact_id, address, back, expires_at)
     select $1, c.id, $3, $4, now() + interval '${linkMinutes} minutes' from contacts c
      where c.id = $2 and lower(c.email) = $3`,
    [hashOf(token), contactId, address.toLowerCase(), back ?? null],
  );
  return made.rowCount === 1 ? token : undefined;
};

/** Uses a link up, and every other one of that contact; undefined: it opens nothing (any more). */
export const useLink = async (
  tx: PoolClient,
  token: string,
): Promise<{ readonly contactId: number; readonly back: string | null } | undefined> => {
  const used = first(
    await tx.query<{ contactId: number; back: string | null }>(
      `delete from sign_in_links l using contacts c
        where l.hash = $1 and l.expires_at > now() and c.id = l.contact_id and lower(c.email) = l.address
       returning l.contact_id as "contactId", l.back`,
      [hashOf(token)],
    ),
  );
  if (used) await tx.query('delete from sign_in_links where contact_id = $1', [used.contactId]);
  return used;
};

/** Days that the outbox remembers a mail with a link, should somebody ask what became of it. */
const letterDays = 30;

/** Removes links that open nothing any more, and the outbox's rows of their mails after a while. */
export const forgetSignIns = async (db: Queryable): Promise<void> => {
  await db.query('delete from sign_in_links where expires_at < now()');
  await db.query(
    `delete from notifications where bundle = '${signInBundle}' and created_at < now() - make_interval(days => ${letterDays})`,
  );
};
