import { faultText } from '../platform/fault-text';
import { processSettings } from '../platform/settings';
import { migrate } from './migrate';

/** Brings the database of DATABASE_URL to the newest schema, says what it did, and ends. For deployments and upgrades. */
const main = async (): Promise<void> => {
  const { databaseUrl } = processSettings(process.env);
  if (databaseUrl === undefined)
    throw new Error('DATABASE_URL is not set: name the database that is to be migrated.');
  await migrate(databaseUrl, (line) => process.stdout.write(`${line}\n`));
};

main().catch((error: unknown) => {
  process.stderr.write(`${faultText(error)}\n`);
  process.exitCode = 1;
});
