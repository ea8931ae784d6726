import { randomBytes } from 'node:crypto';
import type { Queryable } from './database';

/** The random id of this installation, made at first start: it stands in our links back, so that a foreign one is known. */
export const installationId = async (db: Queryable): Promise<string> => {
  await db.query('insert into installation (id) values ($1) on conflict (only_one) do nothing', [
    randomBytes(10).toString('hex'),
  ]);
  return (await db.query<{ id: string }>('select id from installation')).rows[0]!.id;
};
