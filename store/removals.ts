import type { RemovedKind } from '../domain/keeping';
import type { Queryable } from './database';

/** Adds to today's figures. */
export const noteRemovals = async (
  db: Queryable,
  figures: { readonly [kind in RemovedKind]: number },
): Promise<void> => {
  for (const [kind, n] of Object.entries(figures).filter(([, n]) => n > 0))
    await db.query(
      `insert into removals (kind, n) values ($1, $2)
       on conflict (kind, day) do update set n = removals.n + excluded.n, last_at = now()`,
      [kind, n],
    );
};

export interface Removal {
  readonly kind: RemovedKind;
  readonly n: number;
  readonly lastAt: Date;
}

/** What went within the last 30 days, by kind. */
export const recentRemovals = async (db: Queryable): Promise<readonly Removal[]> =>
  (
    await db.query<Removal>(
      `select kind, sum(n)::bigint as n, max(last_at) as "lastAt" from removals
        where day > current_date - 30 group by kind order by kind`,
    )
  ).rows;
