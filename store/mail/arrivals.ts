import type { PoolClient } from 'pg';
import type { Spooled } from '../../platform/spool';
import { first, type Queryable } from '../database';
import { storeSpooled } from './store-spooled';

/** Where a mail lies on its server. */
export interface Place {
  readonly mailbox: string;
  readonly uidValidity: string;
  readonly uid: number;
}

/** Which of these are known already: what is known is not fetched again. */
export const knownUids = async (
  db: Queryable,
  mailbox: string,
  uidValidity: string,
  uids: readonly number[],
): Promise<ReadonlySet<number>> => {
  const { rows } = await db.query<{ uid: number }>(
    'select uid from mail_arrivals where mailbox = $1 and uid_validity = $2 and uid = any($3::bigint[])',
    [mailbox, uidValidity, uids],
  );
  return new Set(rows.map(({ uid }) => uid));
};

/**
 * Keeps a mail as it came, before anything else happens to it. The same bytes in the same mailbox are the same mail, wherever
 * they lie: after a crash, and in a rebuilt mailbox.
 */
export const keepMail = async (
  tx: PoolClient,
  place: Place,
  raw: Spooled,
  receivedAt: Date,
): Promise<{ readonly id: number; readonly isNew: boolean }> => {
  const { sha256, size } = await storeSpooled(tx, raw);
  const made = first(
    await tx.query<{ id: number }>(
      `insert into mails (mailbox, sha256, size, received_at) values ($1, $2, $3, $4)
       on conflict (mailbox, sha256) do nothing returning id`,
      [place.mailbox, sha256, size, receivedAt],
    ),
  );
  const id = made?.id ?? (await idOf(tx, place.mailbox, sha256));
  await tx.query(
    'insert into mail_arrivals (mailbox, uid_validity, uid, mail_id) values ($1, $2, $3, $4) on conflict do nothing',
    [place.mailbox, place.uidValidity, place.uid, id],
  );
  return { id, isNew: made !== undefined };
};

const idOf = async (tx: Queryable, mailbox: string, sha256: Buffer): Promise<number> =>
  (
    await tx.query<{ id: number }>('select id from mails where mailbox = $1 and sha256 = $2', [
      mailbox,
      sha256,
    ])
  ).rows[0]!.id;

export interface Unmoved {
  readonly uid: number;
  readonly to: 'processed' | 'quarantine';
}

/** What is settled and still lies in the inbox. */
export const unmovedArrivals = async (
  db: Queryable,
  mailbox: string,
  uidValidity: string,
): Promise<Unmoved[]> =>
  (
    await db.query<Unmoved>(
      `select a.uid, case m.state when 'quarantined' then 'quarantine' else 'processed' end as to
         from mail_arrivals a join mails m on m.id = a.mail_id
        where a.mailbox = $1 and a.uid_validity = $2 and a.moved_at is null and m.state <> 'open'
        order by a.uid limit 500`,
      [mailbox, uidValidity],
    )
  ).rows;

export const markMoved = async (
  db: Queryable,
  mailbox: string,
  uidValidity: string,
  uids: readonly number[],
): Promise<void> => {
  await db.query(
    'update mail_arrivals set moved_at = now() where mailbox = $1 and uid_validity = $2 and uid = any($3::bigint[])',
    [mailbox, uidValidity, uids],
  );
};
