import type { Queryable } from './database';

/** How many heads are kept, of all systems together. */
const keptHeads = 20;

/** `noSecret`: ours is not configured, so that nothing can be signed rightly. */
export type RefusedBecause = 'unsigned' | 'wrongSignature' | 'noSecret';

export interface RefusedHook {
  readonly system: string;
  readonly head: Readonly<Record<string, string>>;
  /** Null: kept by an older release. */
  readonly because: RefusedBecause | null;
  readonly at: Date;
}

/** Counts a delivery with a wrong or missing signature and keeps its head for a look; outside the accounting. */
export const countRefused = async (
  tx: Queryable,
  system: string,
  head: Readonly<Record<string, string>>,
  because: RefusedBecause,
): Promise<void> => {
  await tx.query(`select pg_advisory_xact_lock(hashtextextended('refused hooks', 0))`);
  await tx.query(
    `insert into hook_counters (system, refused) values ($1, 1)
     on conflict (system) do update set refused = hook_counters.refused + 1`,
    [system],
  );
  await tx.query('insert into refused_hooks (system, head, because) values ($1, $2, $3)', [
    system,
    JSON.stringify(head),
    because,
  ]);
  await tx.query(
    'delete from refused_hooks where id <= (select id from refused_hooks order by id desc offset $1 limit 1)',
    [keptHeads],
  );
};

export const refusedHooks = async (
  db: Queryable,
): Promise<{ readonly counts: Readonly<Record<string, number>>; readonly last: readonly RefusedHook[] }> => {
  const counts = await db.query<{ system: string; refused: number }>(
    'select system, refused from hook_counters',
  );
  const last = await db.query<RefusedHook>(
    'select system, head, because, at from refused_hooks order by id desc',
  );
  return { counts: Object.fromEntries(counts.rows.map((row) => [row.system, row.refused])), last: last.rows };
};
