import type { SessionLimits } from '../../domain/access';
import type { Queryable } from '../database';
import { usualSessionLimits, type SignInMethod } from '../sessions';

/** A session as its owner, or an administrator, recognises it. */
export interface SessionView {
  readonly id: number;
  readonly method: SignInMethod;
  readonly begunAt: Date;
  readonly seenAt: Date;
  /** As the browser calls itself. */
  readonly client: string;
  readonly address: string;
}

/** The living sessions of a person, the last seen first. */
export const sessionsOf = async (
  db: Queryable,
  userId: number,
  limits: SessionLimits = usualSessionLimits,
): Promise<readonly SessionView[]> =>
  (
    await db.query<SessionView>(
      `select id, method, begun_at as "begunAt", seen_at as "seenAt", client, address from sessions
        where user_id = $1 and awaits is null and expires_at > now()
          and begun_at > now() - make_interval(secs => $2) and seen_at > now() - make_interval(secs => $3)
        order by seen_at desc, id desc`,
      [userId, limits.absoluteHours * 3600, limits.idleHours * 3600],
    )
  ).rows;

/** Ends one of his; false when he has no such session. */
export const endSession = async (db: Queryable, userId: number, id: number): Promise<boolean> =>
  (await db.query('delete from sessions where user_id = $1 and id = $2', [userId, id])).rowCount === 1;

/** Ends all of his but that one, where one is to stay; answers how many. */
export const endSessions = async (db: Queryable, userId: number, but?: number): Promise<number> =>
  (
    await db.query('delete from sessions where user_id = $1 and ($2::bigint is null or id <> $2)', [
      userId,
      but ?? null,
    ])
  ).rowCount ?? 0;

/** Whether this one still lives: what is served for hours asks from time to time. */
export const sessionLives = async (db: Queryable, id: number): Promise<boolean> =>
  (
    await db.query(
      `select 1 from sessions s join users u on u.id = s.user_id
        where s.id = $1 and u.disabled_at is null and s.expires_at > now()`,
      [id],
    )
  ).rowCount === 1;
