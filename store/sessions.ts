import { createHash } from 'node:crypto';
import { usualAccess, type SessionLimits } from '../domain/access';
import { first, type Queryable } from './database';

/** How somebody proved who he is. */
export type SignInMethod = 'password' | 'oidc' | 'link';

export interface Session {
  readonly userId: number;
  /** Must come back with every form. */
  readonly csrf: string;
}

/** One that is found by its cookie. */
export interface LivingSession extends Session {
  readonly id: number;
  readonly method: SignInMethod;
  /** What is still to be given before anybody has signed in; null: nothing. */
  readonly awaits: 'code' | null;
}

/** Who opened it, as far as a person recognises it by. */
export interface SessionOrigin {
  readonly method?: SignInMethod;
  readonly awaits?: 'code';
  readonly client?: string;
  readonly address?: string;
}

export const usualSessionLimits = usualAccess.sessions;

/** Minutes in which a second factor has to be given. */
const codeMinutes = 10;

/** Only the hash of the cookie's id is kept: a stolen table opens nothing. */
const hashOf = (id: string): Buffer => createHash('sha256').update(id).digest();

export const openSession = async (
  db: Queryable,
  id: string,
  { userId, csrf }: Session,
  { method = 'password', awaits, client = '', address = '' }: SessionOrigin = {},
  { idleHours, absoluteHours }: SessionLimits = usualSessionLimits,
): Promise<void> => {
  const minutes = awaits ? codeMinutes : Math.min(idleHours, absoluteHours) * 60;
  await db.query(
    `insert into sessions (id_hash, data, user_id, method, awaits, client, address, expires_at)
     values ($1, $2, $3, $4, $5, $6, $7, now() + make_interval(secs => $8))`,
    [
      hashOf(id),
      JSON.stringify({ userId, csrf }),
      userId,
      method,
      awaits ?? null,
      client.slice(0, 300),
      address.slice(0, 100),
      minutes * 60,
    ],
  );
};

/**
 * The living session with this id. Its life is prolonged by use, never beyond the longest; that it was seen is written at most
 * once a minute.
 */
export const findSession = async (
  db: Queryable,
  id: string,
  limits: SessionLimits = usualSessionLimits,
  address?: string,
): Promise<LivingSession | undefined> => {
  const row = first(
    await db.query<LivingSession & { readonly stale: boolean }>(
      `select id, user_id as "userId", data ->> 'csrf' as csrf, method, awaits, seen_at < now() - interval '1 minute' as stale
         from sessions
        where id_hash = $1 and expires_at > now() and begun_at > now() - make_interval(secs => $2)
          and (awaits is not null or seen_at > now() - make_interval(secs => $3))`,
      [hashOf(id), limits.absoluteHours * 3600, limits.idleHours * 3600],
    ),
  );
  if (!row) return undefined;
  const { stale, ...session } = row;
  if (stale && session.awaits === null) await touch(db, id, limits, address);
  return session;
};

const touch = async (
  db: Queryable,
  id: string,
  { idleHours, absoluteHours }: SessionLimits,
  address: string | undefined,
): Promise<void> => {
  await db.query(
    `update sessions set seen_at = now(), address = coalesce($4, address),
       expires_at = least(now() + make_interval(secs => $2), begun_at + make_interval(secs => $3)) where id_hash = $1`,
    [hashOf(id), idleHours * 3600, absoluteHours * 3600, address ?? null],
  );
};

export const closeSession = async (db: Queryable, id: string): Promise<void> => {
  await db.query('delete from sessions where id_hash = $1', [hashOf(id)]);
};
