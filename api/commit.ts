import type { PoolClient } from 'pg';
import { transaction, type Database } from '../store/database';

const tries = 3;

/**
 * Runs the work in one transaction that waits for locks a few seconds at most, and again when the database broke a deadlock
 * by stopping it (40P01): then nothing of it was kept.
 */
export const commit = async <T>(db: Database, work: (tx: PoolClient) => Promise<T>): Promise<T> => {
  for (let attempt = 1; ; attempt++)
    try {
      return await transaction(db, work, { lockTimeout: 10 });
    } catch (error) {
      if ((error as { code?: string }).code !== '40P01' || attempt === tries) throw error;
    }
};
