import { randomInt } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';
import { Connection } from '@temporalio/client';
import { dynamicConfigNeeded } from '../../platform/servers/dynamic-config';
import { startChild, type Child } from '../../platform/servers/child';
import { onPath } from '../../platform/servers/executable';
import { runTool } from '../../platform/servers/run-tool';
import type { ServerLog } from '../../platform/servers/server-log';
import { registerAttributes } from '../../platform/servers/temporal-ready';
import { waitUntil } from '../../platform/servers/wait-until';
import { searchAttributes } from '../../workers/search-attributes';

interface Place {
  readonly dir: string;
  readonly cacheDir: string;
  readonly log: ServerLog;
  /** The server in which Temporal gets two databases of its own. */
  readonly databaseUrl: string;
}

const version = 'v1.29.1';
const namespace = 'default';

/** A production server, all four services in one process, on the same Postgres server. Builds it with Go, once (3 minutes). */
export const startTemporalOnPostgres = async ({ dir, cacheDir, log, databaseUrl }: Place) => {
  const tools = await toolsIn(cacheDir, log);
  const { hostname, port, username, password } = new URL(databaseUrl);
  const postgres: Postgres = { host: hostname, port, user: username, password };
  for (const [database, schema] of databases) await prepare(tools.sql, postgres, database, schema, dir);
  const ports = await freePorts(8);
  await writeFile(path.join(dir, 'temporal.yaml'), configurationOf(postgres, ports, dir), { mode: 0o600 });
  const dynamic = Object.entries(dynamicConfigNeeded).map(([key, value]) => `${key}: [{value: ${value}}]\n`);
  await writeFile(path.join(dir, 'dynamic.yaml'), dynamic.join(''));
  const child = await startChild({
    name: 'Temporal',
    command: tools.server,
    args: ['--root', dir, '--config', '.', '--env', 'temporal', '--allow-no-auth', 'start'],
    cwd: dir,
    logFile: path.join(dir, 'temporal.log'),
    ending: { signal: 'SIGTERM', graceMs: 10_000 },
  });
  const address = `127.0.0.1:${ports[0]}`;
  await ready(address, child);
  return { address, namespace, stop: () => child.stop() };
};

const databases = [
  ['temporal', 'postgresql/v12/temporal'],
  ['temporal_visibility', 'postgresql/v12/visibility'],
] as const;

interface Tools {
  readonly server: string;
  readonly sql: string;
}

const placeIn = (cacheDir: string): string => path.join(cacheDir, `temporal-server-${version.slice(1)}`);

/** It was built before, or Go is there to build it. */
export const isServerAtHand = (cacheDir: string): boolean =>
  existsSync(placeIn(cacheDir)) || onPath('go', process.env) !== undefined;

const toolsIn = async (cacheDir: string, log: ServerLog): Promise<Tools> => {
  const bin = placeIn(cacheDir);
  if (!existsSync(bin)) await build(bin, log);
  return { server: path.join(bin, 'server'), sql: path.join(bin, 'sql') };
};

const build = async (bin: string, log: ServerLog): Promise<void> => {
  const go = onPath('go', process.env);
  if (!go)
    throw new Error(
      'Temporal on Postgres is built with Go, which is not here: install Go 1.25, or run with --temporal=dev',
    );
  log.info('Temporal: building the server with Go; this takes about 3 minutes, once');
  await mkdir(path.dirname(bin), { recursive: true });
  const scratch = await mkdtemp(`${bin}-`);
  const env = { ...process.env, GOBIN: scratch, GOWORK: 'off', GOFLAGS: '-mod=mod' };
  for (const part of ['cmd/server', 'cmd/tools/sql'])
    await runTool(go, ['install', `go.temporal.io/server/${part}@${version}`], {
      cwd: scratch,
      env,
      timeoutMs: 30 * 60_000,
    });
  await rename(scratch, bin);
};

interface Postgres {
  readonly host: string;
  readonly port: string;
  readonly user: string;
  readonly password: string;
}

/** The schemas are in the tool itself. The password goes by the environment: command lines are seen by everybody. */
const prepare = async (
  sql: string,
  { host, port, user, password }: Postgres,
  database: string,
  schema: string,
  cwd: string,
) => {
  const to = ['--plugin', 'postgres12_pgx', '--ep', host, '-p', port, '-u', user, '--db', database];
  const env = { ...process.env, SQL_PASSWORD: password };
  const run = (...args: string[]) => runTool(sql, [...to, ...args], { cwd, env, timeoutMs: 60_000 });
  await run('create-database');
  await run('setup-schema', '-v', '0.0');
  await run('update-schema', '--schema-name', schema);
};

/** Temporal's Postgres schema keeps a port as a signed 16-bit number: none above 32767 will do. */
const lowestPort = 20_000;
const highestPort = 32_000;

const freePorts = async (count: number): Promise<readonly number[]> => {
  const ports = new Set<number>();
  while (ports.size < count) {
    const port = randomInt(lowestPort, highestPort);
    if (await isFree(port)) ports.add(port);
  }
  return [...ports];
};

const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });

/** Four history shards, as the server's own example for Postgres; JSON is YAML too. */
const configurationOf = (
  { host, port, user, password }: Postgres,
  ports: readonly number[],
  dir: string,
): string => {
  const store = (databaseName: string, maxConns: number) => ({
    sql: {
      ...{
        pluginName: 'postgres12_pgx',
        databaseName,
        connectAddr: `${host}:${port}`,
        connectProtocol: 'tcp',
      },
      ...{ user, password, maxConns, maxIdleConns: maxConns, maxConnLifetime: '1h' },
    },
  });
  const service = (n: number) => ({
    rpc: { grpcPort: ports[n], membershipPort: ports[n + 4], bindOnLocalHost: true },
  });
  return JSON.stringify({
    log: { stdout: true, level: 'warn' },
    persistence: {
      ...{ defaultStore: 'default', visibilityStore: 'visibility', numHistoryShards: 4 },
      datastores: { default: store('temporal', 20), visibility: store('temporal_visibility', 5) },
    },
    global: { membership: { maxJoinDuration: '30s', broadcastAddress: '127.0.0.1' } },
    services: { frontend: service(0), matching: service(1), history: service(2), worker: service(3) },
    clusterMetadata: {
      ...{
        enableGlobalNamespace: false,
        failoverVersionIncrement: 10,
        masterClusterName: 'active',
        currentClusterName: 'active',
      },
      clusterInformation: {
        active: {
          enabled: true,
          initialFailoverVersion: 1,
          rpcName: 'frontend',
          rpcAddress: `127.0.0.1:${ports[0]}`,
        },
      },
    },
    dcRedirectionPolicy: { policy: 'noop' },
    dynamicConfigClient: { filepath: path.join(dir, 'dynamic.yaml'), pollInterval: '60s' },
  });
};

/** The server answers, has its namespace, and the namespace its attributes: each takes some seconds on a new database. */
const ready = async (address: string, child: Child): Promise<void> => {
  const connection = Connection.lazy({ address });
  const { workflowService } = connection;
  const make = () =>
    workflowService.registerNamespace({
      namespace,
      workflowExecutionRetentionPeriod: { seconds: (7 * 24 * 3600) as never },
    });
  const steps = [
    make,
    () => workflowService.describeNamespace({ namespace }),
    () => registerAttributes(address, namespace, searchAttributes),
  ];
  for (const step of steps) {
    let last: unknown;
    const done = async () =>
      step().then(
        () => true,
        (error: unknown) => ((last = error), /already/i.test(String(error)) || !child.running()),
      );
    if ((await waitUntil(done, { timeoutMs: 60_000, everyMs: 300 })) && child.running()) continue;
    throw new Error(
      `Temporal does not start (${String(last)}); its last words:\n${child.lastWords().slice(-1500)}`,
    );
  }
  await connection.close();
};
