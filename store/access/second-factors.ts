import { first, type Queryable } from '../database';

/** Somebody's TOTP key, sealed. */
export interface SecondFactor {
  readonly key: Buffer;
  readonly confirmed: boolean;
}

/** How it stands with somebody's second factor. */
export interface FactorStanding {
  readonly since: Date;
  readonly codesLeft: number;
}

export const hasSecondFactor = async (db: Queryable, userId: number): Promise<boolean> =>
  (await db.query('select 1 from second_factors where user_id = $1 and confirmed_at is not null', [userId]))
    .rowCount === 1;

export const secondFactorOf = async (db: Queryable, userId: number): Promise<SecondFactor | undefined> =>
  first(
    await db.query<SecondFactor>(
      'select key, confirmed_at is not null as confirmed from second_factors where user_id = $1',
      [userId],
    ),
  );

export const factorStanding = async (db: Queryable, userId: number): Promise<FactorStanding | undefined> =>
  first(
    await db.query<FactorStanding>(
      `select confirmed_at as since,
              (select count(*)::int from recovery_codes r where r.user_id = f.user_id and used_at is null) as "codesLeft"
         from second_factors f where user_id = $1 and confirmed_at is not null`,
      [userId],
    ),
  );

/** Begins, or begins anew, what was not confirmed yet; one that holds stays as it is. */
export const beginSecondFactor = async (db: Queryable, userId: number, key: Buffer): Promise<void> => {
  await db.query(
    `insert into second_factors (user_id, key) values ($1, $2)
     on conflict (user_id) do update set key = excluded.key, last_step = 0, begun_at = now()
       where second_factors.confirmed_at is null`,
    [userId, key],
  );
};

/** Uses up a step of the clock; false when it, or a later one, was used: a code that somebody read along opens nothing. */
export const useStep = async (db: Queryable, userId: number, step: number): Promise<boolean> =>
  (
    await db.query('update second_factors set last_step = $2 where user_id = $1 and last_step < $2', [
      userId,
      step,
    ])
  ).rowCount === 1;

/** From now on it is asked for. The codes are all that there are: earlier ones hold no more. */
export const confirmSecondFactor = async (
  tx: Queryable,
  userId: number,
  codeHashes: readonly Buffer[],
): Promise<void> => {
  await tx.query(
    'update second_factors set confirmed_at = coalesce(confirmed_at, now()) where user_id = $1',
    [userId],
  );
  await tx.query('delete from recovery_codes where user_id = $1', [userId]);
  await tx.query('insert into recovery_codes (user_id, code_hash) select $1, unnest($2::bytea[])', [
    userId,
    codeHashes,
  ]);
};

/** Uses up a recovery code; false when there is none such, or it was used. */
export const useRecoveryCode = async (db: Queryable, userId: number, hash: Buffer): Promise<boolean> =>
  (
    await db.query(
      'update recovery_codes set used_at = now() where user_id = $1 and code_hash = $2 and used_at is null',
      [userId, hash],
    )
  ).rowCount === 1;

/** Takes it away; true when there was one. */
export const removeSecondFactor = async (tx: Queryable, userId: number): Promise<boolean> => {
  await tx.query('delete from recovery_codes where user_id = $1', [userId]);
  return (await tx.query('delete from second_factors where user_id = $1', [userId])).rowCount === 1;
};
