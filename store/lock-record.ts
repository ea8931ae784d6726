import type { Queryable } from './database';

/** One decision at a time per record: hook and poll at once make one ticket. Held until the transaction ends. */
export const lockRecord = async (tx: Queryable, system: string, recordId: string): Promise<void> => {
  await tx.query(`select pg_advisory_xact_lock(hashtextextended('record ' || $1 || ' ' || $2, 0))`, [
    system,
    recordId,
  ]);
};
