import { createHash, randomBytes } from 'node:crypto';
import type { Database } from '../../store/database';

/** An administrator's key of this stack. */
export const addKey = async (db: Database, role = 'administrator'): Promise<string> => {
  const key = randomBytes(24).toString('hex');
  await db.query('insert into api_keys (key_hash, name, role) values ($1, $2, $3)', [
    createHash('sha256').update(key).digest(),
    'Ирина Оператор',
    role,
  ]);
  return key;
};
