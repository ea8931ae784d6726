import type { PoolClient } from 'pg';
import type { Priority, Status, Visibility } from '../domain/ticket';
import { first, type Database, type Queryable } from './database';

/** What is done to each of many tickets. */
export interface BulkAction {
  readonly status?: Status;
  readonly priority?: Priority;
  /** Null: nobody. */
  readonly assigneeId?: number | null;
  readonly comment: string;
  readonly visibility: Visibility;
}

export interface BulkItem {
  readonly number: string;
  readonly title: string | null;
  readonly state: 'waiting' | 'done' | 'failed';
  readonly because: string | null;
}

export interface BulkJob {
  readonly id: number;
  readonly userId: number;
  readonly by: string;
  readonly action: BulkAction;
  readonly createdAt: Date;
  readonly finishedAt: Date | null;
  readonly items: readonly BulkItem[];
}

/** Keeps what is to be done; whoever runs jobs finds it. Returns its id. */
export const addBulkJob = async (
  tx: Queryable,
  userId: number,
  action: BulkAction,
  numbers: readonly string[],
): Promise<number> => {
  const { rows } = await tx.query<{ id: number }>(
    'insert into bulk_jobs (user_id, action) values ($1, $2) returning id',
    [userId, JSON.stringify(action)],
  );
  const { id } = rows[0]!;
  await tx.query(
    `insert into bulk_items (job_id, position, number) select $1, n, number from unnest($2::text[]) with ordinality u (number, n)`,
    [id, numbers],
  );
  return id;
};

export const bulkJob = async (db: Queryable, id: number): Promise<BulkJob | undefined> => {
  const job = first(
    await db.query<Omit<BulkJob, 'items'>>(
      `select j.id, j.user_id as "userId", u.name as by, j.action, j.created_at as "createdAt", j.finished_at as "finishedAt"
         from bulk_jobs j join users u on u.id = j.user_id where j.id = $1`,
      [id],
    ),
  );
  if (!job) return undefined;
  const { rows } = await db.query<BulkItem>(
    `select i.number, t.title, i.state, i.because from bulk_items i left join tickets t on t.number = i.number
      where i.job_id = $1 order by i.position`,
    [id],
  );
  return { ...job, items: rows };
};

/** The next ticket of some job that nobody else runs, both locked until the transaction ends. */
export interface BulkTurn {
  readonly jobId: number;
  readonly position: number;
  readonly number: string;
  readonly userId: number;
  readonly action: BulkAction;
  /** How often it broke off in a way that nobody foresaw. */
  readonly tries: number;
}

/** Jobs take turns, so that a short one does not wait for a long one. */
export const takeTurn = async (tx: PoolClient): Promise<BulkTurn | undefined> =>
  first(
    await tx.query<BulkTurn>(
      `select i.job_id as "jobId", i.position, i.number, j.user_id as "userId", j.action, i.tries
         from bulk_items i join bulk_jobs j on j.id = i.job_id
        where i.state = 'waiting' order by i.tries, i.position, i.job_id limit 1 for update of j, i skip locked`,
    ),
  );

/** What became of it; the last of a job ends the job. */
export const settleTurn = async (
  tx: Queryable,
  { jobId, position }: BulkTurn,
  because: string | null,
): Promise<void> => {
  await tx.query(
    `update bulk_items set state = $3, because = $4, settled_at = now() where job_id = $1 and position = $2`,
    [jobId, position, because === null ? 'done' : 'failed', because],
  );
  await tx.query(
    `update bulk_jobs set finished_at = now() where id = $1
       and not exists (select 1 from bulk_items where job_id = $1 and state = 'waiting')`,
    [jobId],
  );
};

export const countTry = async (db: Database, { jobId, position }: BulkTurn): Promise<void> => {
  await db.query('update bulk_items set tries = tries + 1 where job_id = $1 and position = $2', [
    jobId,
    position,
  ]);
};

/** Days after which an action that was carried out is of no use to anybody: what it did stands in its tickets. */
const finishedDays = 90;

/** Removes actions on many tickets that were carried out long ago; answers how many. */
export const forgetBulkJobs = async (tx: PoolClient): Promise<number> => {
  const old = `select id from bulk_jobs where finished_at < now() - make_interval(days => ${finishedDays})`;
  await tx.query(`delete from bulk_items where job_id in (${old})`);
  return (await tx.query(`delete from bulk_jobs where id in (${old})`)).rowCount ?? 0;
};
