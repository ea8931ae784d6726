import { createHash } from 'node:crypto';
import { first, type Queryable } from './database';

export interface Session {
  readonly userId: number;
  /** Must come back with every form. */
  readonly csrf: string;
}

/** How long a session lives without use, in hours. */
const hours = 12;

/** Only the hash of the cookie's id is kept: a stolen table opens nothing. */
const hashOf = (id: string): Buffer => createHash('sha256').update(id).digest();

export const openSession = async (db: Queryable, id: string, session: Session): Promise<void> => {
  await db.query(
    `insert into sessions (id_hash, data, expires_at) values ($1, $2, now() + make_interval(hours => ${hours}))`,
    [hashOf(id), JSON.stringify(session)],
  );
};

/** The living session with this id. Its life is prolonged by use, written at most once an hour. */
export const findSession = async (db: Queryable, id: string): Promise<Session | undefined> => {
  const row = first(
    await db.query<{ data: Session; old: boolean }>(
      `select data, expires_at < now() + make_interval(hours => ${hours - 1}) as old from sessions
       where id_hash = $1 and expires_at > now()`,
      [hashOf(id)],
    ),
  );
  if (row?.old)
    await db.query(
      `update sessions set expires_at = now() + make_interval(hours => ${hours}) where id_hash = $1`,
      [hashOf(id)],
    );
  return row?.data;
};

export const closeSession = async (db: Queryable, id: string): Promise<void> => {
  await db.query('delete from sessions where id_hash = $1', [hashOf(id)]);
};
