import { mkdtemp, rm } from 'node:fs/promises';
import { createLogger } from '../../platform/log';
import { cacheDirectory } from '../../platform/servers/paths';
import { startPostgres } from '../../platform/servers/postgres';
import { startTemporal } from '../../platform/servers/temporal';
import { searchAttributes } from '../../workers/search-attributes';
import type { TemporalKind } from '../figure';
import { afterUs } from './leave-nothing';
import { startTemporalOnPostgres } from './temporal-on-postgres';

/** Postgres and Temporal for one figure, fresh and empty. */
export interface Servers {
  readonly databaseUrl: string;
  readonly temporal: { readonly address: string; readonly namespace: string };
  /** Directory that ends with them. */
  readonly dir: string;
  stop(): Promise<void>;
}

const log = createLogger({ level: process.env.BENCH_LOG ? 'info' : 'silent', pretty: false });

export const startServers = async (kind: TemporalKind): Promise<Servers> => {
  const dir = await mkdtemp('/var/tmp/sagadesk-bench-');
  afterUs(['rm', '-rf', dir]);
  const cacheDir = cacheDirectory();
  const postgres = await startPostgres({ dataDir: dir, cacheDir, log });
  const stopPostgres = async () => {
    await postgres.stop();
    await rm(dir, { recursive: true, force: true });
  };
  const starting =
    kind === 'postgres'
      ? startTemporalOnPostgres({ dir, cacheDir, log, databaseUrl: postgres.url })
      : startTemporal({
          ...{ dataDir: dir, cacheDir, log, searchAttributes },
          ...{ ui: false, persistent: kind === 'dev' },
        });
  const temporal = await starting.catch(async (fault: unknown) => {
    await stopPostgres();
    throw fault;
  });
  return {
    databaseUrl: postgres.url,
    temporal,
    dir,
    async stop() {
      await temporal.stop();
      await stopPostgres();
    },
  };
};
