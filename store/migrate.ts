import path from 'node:path';
import { runner } from 'node-pg-migrate';

/** Brings the database to the newest schema. Forward only; waits for another process that is at it. */
export const migrate = async (databaseUrl: string, log: (line: string) => void = () => {}): Promise<void> => {
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
