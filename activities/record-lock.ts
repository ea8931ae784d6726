import type { Database } from '../store/database';

/** Two numbers that name one writer's place: the lock's family and the link. */
const family = 7401;

export class RecordBusy extends Error {
  override readonly name = 'RecordBusy';
}

/**
 * One writer per record, even while an old attempt still hangs: an advisory lock of a connection of its own, let go by
 * Postgres itself when this process dies. Throws RecordBusy when another attempt holds it.
 */
export const withRecordLock = async <T>(db: Database, linkId: number, work: () => Promise<T>): Promise<T> => {
  const client = await db.connect();
  let broken: Error | undefined;
  try {
    const { rows } = await client.query<{ ok: boolean }>('select pg_try_advisory_lock($1, $2) as ok', [
      family,
      linkId,
    ]);
    if (!rows[0]?.ok) throw new RecordBusy(`Link ${linkId} is being written by another attempt.`);
    try {
      return await work();
    } finally {
      await client
        .query('select pg_advisory_unlock($1, $2)', [family, linkId])
        .catch((e: Error) => (broken = e));
    }
  } finally {
    client.release(broken);
  }
};
