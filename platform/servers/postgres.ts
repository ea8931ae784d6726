import { join } from 'node:path';
import { Client } from 'pg';
import { makeReachable } from './directories';
import { removeClaim } from './pid-file';
import { postgresBinaries } from './postgres-binaries';
import { preparedCluster, SUPERUSER } from './postgres-cluster';
import { claimCluster, pidFile, startServer, type PostgresServer } from './postgres-server';
import type { ServerLog } from './server-log';
import { databaseUser, type SystemUser } from './system-user';

export interface PostgresOptions {
  /** Made when missing; holds the cluster, its password and its port. */
  readonly dataDir: string;
  /** Where the binaries are copied to when they cannot be run where npm put them. */
  readonly cacheDir: string;
  readonly log: ServerLog;
  /** False: fast, and lost when the machine fails. For tests. */
  readonly durable?: boolean;
}

export interface EmbeddedPostgres {
  /** Address of the database, with its password: not for logs. */
  readonly url: string;
  /** Resolves, with a sentence about it, when the server ends for whatever reason. */
  readonly exited: Promise<string>;
  stop(): Promise<void>;
}

const DATABASE = 'sagadesk';

/**
 * Starts the embedded Postgres over whatever the last run left, on a loopback port.
 * Throws when the data is in use by a running Sagadesk, or the server does not come up.
 */
export async function startPostgres(options: PostgresOptions): Promise<EmbeddedPostgres> {
  const { dataDir, log } = options;
  const user = databaseUser(log);
  if (!makeReachable(dataDir, user)) throw unreachable(dataDir, user);
  const cluster = join(dataDir, 'postgres');
  await claimCluster(dataDir, cluster, log);
  try {
    return await startOver(cluster, user, options);
  } catch (fault) {
    removeClaim(pidFile(dataDir));
    throw fault;
  }
}

async function startOver(
  cluster: string,
  user: SystemUser | undefined,
  { dataDir, cacheDir, log, durable = true }: PostgresOptions,
): Promise<EmbeddedPostgres> {
  const binaries = postgresBinaries({ cacheDir, user, log });
  const password = preparedCluster(cluster, { dataDir, binaries, user, durable, log });
  const server = await startServer({ dataDir, executable: binaries.postgres, cluster, user, durable });
  log.info(`Postgres ${binaries.version} runs on 127.0.0.1:${server.port}, data in ${cluster}`);
  return serving(server, password, dataDir);
}

async function serving(
  { child, port }: PostgresServer,
  password: string,
  dataDir: string,
): Promise<EmbeddedPostgres> {
  const url = (database: string): string =>
    `postgres://${SUPERUSER}:${password}@127.0.0.1:${port}/${database}`;
  const stop = async (): Promise<void> => {
    await child.stop();
    removeClaim(pidFile(dataDir));
  };
  try {
    await ensureDatabase(url('postgres'));
  } catch (fault) {
    await stop();
    throw fault;
  }
  return { url: url(DATABASE), exited: child.exited, stop };
}

async function ensureDatabase(url: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [DATABASE]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${DATABASE}`);
  } finally {
    await client.end();
  }
}

function unreachable(dataDir: string, user: SystemUser | undefined): Error {
  return new Error(
    `The data directory ${dataDir} cannot be entered by the system user "${user?.name}", under which Postgres runs. ` +
      'Set SAGADESK_DATA to a directory whose parents every user may enter, or set DATABASE_URL.',
  );
}
