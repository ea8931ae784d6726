import type { Difference } from '../domain/drift';
import { transaction, first, type Database, type Queryable } from './database';
import { pageOf, type Page, type PageRequest } from './page';

/** A difference that was found, told for people and for outside checks. */
export interface Drift extends Difference {
  /** Number of the ticket, or of the contract. */
  readonly ticket: string;
  readonly system: string;
  /** The record's own id. */
  readonly record: string;
  /** It was stored as a change, or is being pushed. */
  readonly repaired: boolean;
}

export interface Reconciliation {
  readonly id: number;
  /** Null: every system. */
  readonly system: string | null;
  readonly repair: boolean;
  readonly state: 'running' | 'done' | 'stopped' | 'failed';
  readonly checked: number;
  readonly total: number | null;
  readonly drift: readonly Drift[];
  readonly repaired: number;
  /** What it waits for, or why it failed. */
  readonly because: string | null;
  readonly startedAt: Date;
  readonly endedAt: Date | null;
}

/** More than anybody reads; what is repaired is repaired and counted all the same. */
const mostTold = 10_000;

/** Asks for a reconciliation; somebody has to start it after the commit. */
export const createReconciliation = async (
  tx: Queryable,
  wanted: { readonly system?: string; readonly repair: boolean },
): Promise<number> =>
  (
    await tx.query<{ id: number }>(
      'insert into reconciliations (system, repair) values ($1, $2) returning id',
      [wanted.system ?? null, wanted.repair],
    )
  ).rows[0]!.id;

export const reconciliationById = async (db: Queryable, id: number): Promise<Reconciliation | undefined> =>
  first(
    await db.query<Reconciliation>(
      `select id, system, repair, state, checked, total, repaired, because, started_at as "startedAt", ended_at as "endedAt",
         drift || coalesce((select jsonb_agg(f.finding order by f.id) from reconciliation_findings f
                             where f.reconciliation_id = r.id), '[]') as drift
       from reconciliations r where id = $1`,
      [id],
    ),
  );

/** A reconciliation without the list of what it found. */
export type ReconciliationSummary = Omit<Reconciliation, 'drift'> & {
  /** How many differences it tells of. */
  readonly differences: number;
};

/** The newest first. */
export const latestReconciliations = async (
  db: Queryable,
  page: PageRequest,
): Promise<Page<ReconciliationSummary>> =>
  pageOf(
    (
      await db.query<ReconciliationSummary>(
        `select id, system, repair, state, checked, total, 
           jsonb_array_length(drift) + least(found, ${mostTold}) as differences, repaired, because,
           started_at as "startedAt", ended_at as "endedAt"
         from reconciliations where $1::bigint is null or id < $1 order by id desc limit $2`,
        [page.after ?? null, page.limit + 1],
      )
    ).rows,
    page.limit,
  );

/** What is under way, and the last link that it has seen. */
export interface RunningReconciliation {
  readonly id: number;
  readonly system: string | null;
  readonly repair: boolean;
  readonly cursor: number;
}

/** Undefined once it has ended, in whatever way. */
export const runningReconciliation = async (
  db: Queryable,
  id: number,
): Promise<RunningReconciliation | undefined> =>
  first(
    await db.query<RunningReconciliation>(
      `select id, system, repair, coalesce(cursor, '0')::bigint as cursor from reconciliations
        where id = $1 and state = 'running'`,
      [id],
    ),
  );

/** Those that were asked for so many seconds ago, or longer, and have not ended: somebody may have forgotten to start them. */
export const unendedReconciliations = async (db: Queryable, olderThanSeconds: number): Promise<number[]> =>
  (
    await db.query<{ id: number }>(
      `select id from reconciliations where state = 'running' and started_at < now() - make_interval(secs => $1) order by id`,
      [olderThanSeconds],
    )
  ).rows.map((row) => row.id);

/** The nightly one: over every system, with repair. Asked again within the hour it is the same one. */
export const nightlyReconciliation = (db: Database): Promise<number> =>
  transaction(db, async (tx) => {
    await tx.query(`select pg_advisory_xact_lock(hashtextextended('nightly reconciliation', 0))`);
    const begun = first(
      await tx.query<{ id: number }>(
        `select id from reconciliations where state = 'running' and system is null and repair
            and started_at > now() - interval '1 hour' order by id limit 1`,
      ),
    );
    return begun?.id ?? createReconciliation(tx, { repair: true });
  });

export const setTotal = async (db: Queryable, id: number, total: number): Promise<void> => {
  await db.query(`update reconciliations set total = $2 where id = $1 and total is null`, [id, total]);
};

/** So many more records were looked at, up to this link; counted once, though an old attempt may still be at it. */
export const saveProgress = async (
  db: Queryable,
  run: RunningReconciliation,
  done: { readonly checked: number; readonly cursor: number },
): Promise<void> => {
  await db.query(
    `update reconciliations set checked = checked + $3, cursor = $4, because = null
      where id = $1 and state = 'running' and coalesce(cursor, '0') = $2`,
    [run.id, String(run.cursor), done.checked, String(done.cursor)],
  );
};

/** Why it does not get on; forgotten as soon as it does. */
export const noteStanding = async (db: Queryable, id: number, because: string): Promise<void> => {
  await db.query(`update reconciliations set because = $2 where id = $1 and state = 'running'`, [
    id,
    because.slice(0, 500),
  ]);
};

/** Tells of differences; each is a row, so that the thousandth costs as much as the first. */
export const reportDrift = async (
  db: Queryable,
  id: number,
  drift: readonly Drift[],
  most = mostTold,
): Promise<void> => {
  await db.query(
    `with run as (
       update reconciliations set repaired = repaired + $3, found = found + $4 where id = $1 returning found - $4 as before)
     insert into reconciliation_findings (reconciliation_id, finding)
     select $1, finding from run, jsonb_array_elements($2::jsonb) with ordinality as told (finding, n)
      where run.before + n <= $5 order by n`,
    [id, JSON.stringify(drift), drift.filter(({ repaired }) => repaired).length, drift.length, most],
  );
};

/** Ends it; one that has ended stays as it ended. True when it was running. */
export const endReconciliation = async (
  db: Queryable,
  id: number,
  state: 'done' | 'stopped' | 'failed',
): Promise<boolean> =>
  (
    await db.query(
      `update reconciliations set state = $2, ended_at = now(), because = case when $2 = 'failed' then because end
        where id = $1 and state = 'running'`,
      [id, state],
    )
  ).rowCount === 1;
