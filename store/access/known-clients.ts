import { createHash } from 'node:crypto';
import type { Queryable } from '../database';

/** A browser is remembered for so long after its last sign-in. Days. */
export const knownClientDays = 90;

const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest();

/** Whether this browser's token was given to this person. */
export const isKnownClient = async (db: Queryable, token: string, login: string): Promise<boolean> =>
  (
    await db.query(
      `select 1 from known_clients k join users u on u.id = k.user_id
        where k.token_hash = $1 and lower(u.login) = lower($2) and k.seen_at > now() - make_interval(days => $3)`,
      [hashOf(token), login, knownClientDays],
    )
  ).rowCount === 1;

export const rememberClient = async (db: Queryable, token: string, userId: number): Promise<void> => {
  await db.query(
    `insert into known_clients (token_hash, user_id) values ($1, $2)
     on conflict (token_hash, user_id) do update set seen_at = now()`,
    [hashOf(token), userId],
  );
};

export const forgetClients = async (db: Queryable): Promise<number> =>
  (
    await db.query('delete from known_clients where seen_at < now() - make_interval(days => $1)', [
      knownClientDays,
    ])
  ).rowCount ?? 0;
