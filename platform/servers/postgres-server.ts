import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { startChild, type Child } from './child';
import type { Ending } from './end-process';
import { endIfOurs, takeOver } from './orphan';
import { noteServer } from './pid-file';
import { keptPort } from './ports';
import { identify } from './process-identity';
import type { ServerLog } from './server-log';
import type { SystemUser } from './system-user';
import { waitUntil } from './wait-until';

export interface PostgresServer {
  readonly child: Child;
  readonly port: number;
}

export interface ServerOptions {
  readonly dataDir: string;
  readonly executable: string;
  readonly cluster: string;
  readonly user: SystemUser | undefined;
  readonly durable: boolean;
}

/** SIGINT is Postgres' "fast" shutdown: clients are cut off, data is written (postgres(1)). */
const ENDING: Ending = { signal: 'SIGINT', graceMs: 10_000 };
/** Recovery after a kill -9 replays at most a few hundred MB of log. */
const READY_WITHIN_MS = 60_000;

/** Where it is noted who works with the data. */
export const pidFile = (dataDir: string): string => join(dataDir, 'postgres.pid');

/**
 * Claims the data, ending a server left on it: by our own note, and by Postgres' own in case we were killed between
 * starting it and noting it.
 */
export async function claimCluster(dataDir: string, cluster: string, log: ServerLog): Promise<void> {
  const orphan = { name: 'Postgres', marker: `-D ${cluster} `, ending: ENDING, log };
  await takeOver(pidFile(dataDir), orphan);
  const left = postmasterPid(cluster)[0];
  if (left) await endIfOurs(identify(Number(left)), orphan);
  // Postgres takes any living process of its user for its predecessor; that it is none was just made sure.
  rmSync(join(cluster, 'postmaster.pid'), { force: true });
}

/** A port can be taken between our probe and its use, and workers of a killed server hold its memory for a moment. */
const PASSING = /Address already in use|could not bind|shared memory block .* is still in use/;

/** Starts the server and waits until it takes connections. Throws its last words when it does not come up. */
export async function startServer(options: ServerOptions): Promise<PostgresServer> {
  for (let attempt = 1; ; attempt++) {
    const port = await keptPort(join(options.dataDir, 'postgres.port'));
    const child = await launch(options, port);
    noteServer(pidFile(options.dataDir), child.pid);
    if (await becomesReady(child, options.cluster)) return { child, port };
    await child.stop();
    if (attempt >= 20 || !PASSING.test(child.lastWords())) throw didNotStart(child, options.cluster);
    await pause(250);
  }
}

function launch(
  { dataDir, executable, cluster, user, durable }: ServerOptions,
  port: number,
): Promise<Child> {
  const settings = [
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    `port=${port}`,
    'max_connections=200',
    'log_min_messages=warning',
    ...(durable ? [] : ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off']),
  ];
  return startChild({
    name: 'Postgres',
    command: executable,
    args: ['-D', cluster, ...settings.flatMap((setting) => ['-c', setting])],
    cwd: cluster,
    logFile: join(dataDir, 'postgres.log'),
    ending: ENDING,
    user,
  });
}

/** The eighth line of postmaster.pid tells the state (pidfile.h, LOCK_FILE_LINE_PM_STATUS). */
async function becomesReady(child: Child, cluster: string): Promise<boolean> {
  const ready = (): boolean => {
    const lines = postmasterPid(cluster);
    return lines[0] === String(child.pid) && lines[7]?.trim() === 'ready';
  };
  await waitUntil(() => ready() || !child.running(), { timeoutMs: READY_WITHIN_MS, everyMs: 10 });
  return child.running() && ready();
}

function postmasterPid(cluster: string): string[] {
  try {
    return readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n');
  } catch {
    return [];
  }
}

function didNotStart(child: Child, cluster: string): Error {
  return new Error(
    `Postgres does not start over ${cluster}; its last words:\n${child.lastWords()}\n` +
      'Mend what it names, or move that directory away to start with an empty database.',
  );
}
