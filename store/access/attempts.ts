import { createHash } from 'node:crypto';
import { first, type Queryable } from '../database';

/** Guesses are counted within a quarter of an hour. Seconds. */
const windowSeconds = 15 * 60;

/** Something whose guesses are counted, and how many may be within the window. */
export interface Suspect {
  readonly name: string;
  readonly allowed: number;
}

/** Names hold addresses and logins of people: only their hash is kept. */
const hashOf = (name: string): string => createHash('sha256').update(name).digest('base64');

/**
 * Counts one more guess of each suspect before it is tried, so that a hundred at once are counted as well. Answers the seconds to
 * wait when one of them had all its guesses; 0: try. Counted in Postgres: a restart or another process changes nothing.
 */
export const countAttempt = async (db: Queryable, suspects: readonly Suspect[]): Promise<number> => {
  const waits: number[] = [];
  for (const suspect of [...suspects].sort((a, b) => (a.name < b.name ? -1 : 1)))
    waits.push(await countOne(db, suspect));
  return Math.max(0, ...waits);
};

const countOne = async (db: Queryable, { name, allowed }: Suspect): Promise<number> => {
  const row = first(
    await db.query<{ n: number; left: number }>(
      `insert into attempts (name, n) values ($1, 1)
       on conflict (name) do update set
         n = case when attempts.since < now() - make_interval(secs => $2) then 1 else attempts.n + 1 end,
         since = case when attempts.since < now() - make_interval(secs => $2) then now() else attempts.since end
       returning n, extract(epoch from since - now())::float8 + $2::float8 as left`,
      [hashOf(name), windowSeconds],
    ),
  );
  return row && row.n > allowed ? Math.max(1, Math.ceil(row.left)) : 0;
};

/** It was no guess: these are forgiven. */
export const forgiveAttempts = async (db: Queryable, suspects: readonly Suspect[]): Promise<void> => {
  await db.query('delete from attempts where name = any($1)', [suspects.map(({ name }) => hashOf(name))]);
};

/** One of many who share it got in: his try is taken back, the others' stay. */
export const uncountAttempt = async (db: Queryable, suspects: readonly Suspect[]): Promise<void> => {
  await db.query('update attempts set n = greatest(0, n - 1) where name = any($1)', [
    suspects.map(({ name }) => hashOf(name)),
  ]);
};

/** Removes what no longer counts. */
export const forgetAttempts = async (db: Queryable): Promise<number> =>
  (await db.query(`delete from attempts where since < now() - make_interval(secs => $1)`, [windowSeconds]))
    .rowCount ?? 0;
