import { createHash } from 'node:crypto';
import type { PoolClient } from 'pg';
import { storeBlob } from '../blobs';
import { transaction, type Database } from '../database';

/** Mails whose time is over lose their bytes and texts; that they came, and what became of them, stays. Answers how many. */
export const forgetRawMails = async (db: Database, days: number | null): Promise<number> => {
  if (days === null) return 0;
  const { rows } = await db.query<{ id: number }>(
    `select id from mails where removed_at is null and state not in ('open', 'held')
        and received_at < now() - make_interval(days => $1) order by id limit 2000`,
    [days],
  );
  for (const { id } of rows) await transaction(db, (tx) => removeMailContent(tx, id));
  return rows.length;
};

/**
 * Takes the bytes and texts of a mail away. A few words stand in their place, other ones for every mail: a mailbox knows a mail
 * by its bytes.
 */
export const removeMailContent = async (tx: PoolClient, id: number): Promise<void> => {
  const { rows } = await tx.query<{ sha256: Buffer }>(
    'select sha256 from mails where id = $1 and removed_at is null for update',
    [id],
  );
  const [mail] = rows;
  if (!mail) return;
  const bytes = Buffer.from(`The content of mail ${id} was removed.\r\n`);
  const sha256 = createHash('sha256').update(bytes).digest();
  await storeBlob(tx, bytes);
  await tx.query('update mails set sha256 = $2, size = $3, removed_at = now() where id = $1', [
    id,
    sha256,
    bytes.length,
  ]);
  await tx.query('delete from mail_contents where mail_id = $1', [id]);
  await removeUnusedBlob(tx, mail.sha256);
  await removePictures(tx, id);
};

/** Those of a mail that never came into a ticket; a ticket's stay with it. */
const removePictures = async (tx: PoolClient, id: number): Promise<void> => {
  const { rows } = await tx.query<{ sha256: Buffer }>(
    `update mail_files f set sha256 = null from mail_files before
      where f.mail_id = $1 and f.sha256 is not null and (before.mail_id, before.n) = (f.mail_id, f.n)
     returning before.sha256`,
    [id],
  );
  for (const { sha256 } of rows) await removeUnusedBlob(tx, sha256);
};

/** Bytes that nobody refers to any more go. */
export const removeUnusedBlob = async (tx: PoolClient, sha256: Buffer): Promise<void> => {
  const { rowCount } = await tx.query(
    `select 1 from blobs b where sha256 = $1
        and not exists (select 1 from mails where sha256 = b.sha256)
        and not exists (select 1 from attachments where sha256 = b.sha256)
        and not exists (select 1 from mail_files where sha256 = b.sha256) for update`,
    [sha256],
  );
  if (rowCount !== 1) return;
  await tx.query('delete from blob_chunks where sha256 = $1', [sha256]);
  await tx.query('delete from blobs where sha256 = $1', [sha256]);
};
