import type { PoolClient } from 'pg';

/** Takes away lines older than so many days: the one way that there is. Null: none. Answers how many. */
export const forgetAudit = async (tx: PoolClient, days: number | null): Promise<number> => {
  if (days === null) return 0;
  await tx.query(`set local sagadesk.clearing = 'audit'`);
  const { rowCount } = await tx.query('delete from audit where at < now() - make_interval(days => $1)', [
    days,
  ]);
  return rowCount ?? 0;
};
