import { randomBytes } from 'node:crypto';
import type { Queryable } from '../database';

/** The keys that sign what comes back with replies, the newest first; made at the first use. The two newest hold. */
export const mailKeys = async (db: Queryable): Promise<readonly Buffer[]> => {
  await db.query('insert into mail_keys (key) select $1 where not exists (select 1 from mail_keys)', [
    randomBytes(32),
  ]);
  const { rows } = await db.query<{ key: Buffer }>('select key from mail_keys order by id desc limit 2');
  return rows.map(({ key }) => key);
};

/** A new key signs from now on; what the one before signed holds until the next. */
export const renewMailKey = async (db: Queryable): Promise<void> => {
  await db.query('insert into mail_keys (key) values ($1)', [randomBytes(32)]);
};
