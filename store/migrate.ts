import path from 'node:path';
import { runner } from 'node-pg-migrate';
import { reachDatabase } from './reach-database';

/**
 * Brings the database to the newest schema. Forward only; waits for another process that is at it. Throws a fault for people when
 * there is no such database.
 */
export const migrate = async (databaseUrl: string, log: (line: string) => void = () => {}): Promise<void> => {
  await reachDatabase(databaseUrl);
  await runner({
    databaseUrl,
    dir: path.join(__dirname, 'migrations'),
    direction: 'up',
    migrationsTable: 'migrations',
    checkOrder: true,
    advisoryLockMode: 'wait',
    log,
  } as Parameters<typeof runner>[0]);
};
