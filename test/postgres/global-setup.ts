import { mkdtempSync } from 'node:fs';
import { cacheDirectory } from '../../platform/servers/paths';
import { startPostgres, type EmbeddedPostgres } from '../../platform/servers/postgres';
import { dataPrefix, sweepAbandoned } from '../abandoned-servers';
import { prepareTemporalServers } from '../temporal/prepare';

/** What the teardown has to end; jest runs both in one realm. */
declare global {
  var sagadeskTestPostgres: { readonly server: EmbeddedPostgres; readonly dataDir: string } | undefined;
}

/** Temporal's servers at hand, and one Postgres for the whole run; TEST_DATABASE_URL, when set, is used as it is. */
export default async function startTestPostgres(): Promise<void> {
  await prepareTemporalServers();
  if (process.env.TEST_DATABASE_URL) return;
  await sweepAbandoned('postgres');
  const dataDir = mkdtempSync(dataPrefix('postgres'));
  const log = { info: () => undefined, warn: (text: string) => console.warn(text) };
  const server = await startPostgres({ dataDir, cacheDir: cacheDirectory(), log, durable: false });
  globalThis.sagadeskTestPostgres = { server, dataDir };
  process.env.TEST_DATABASE_URL = server.url;
}
