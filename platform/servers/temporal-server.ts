import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startChild, type Child } from './child';
import { dynamicConfigNeeded } from './dynamic-config';
import type { Ending } from './end-process';
import { takeOver } from './orphan';
import { noteServer } from './pid-file';
import { keptPort } from './ports';
import type { ServerLog } from './server-log';
import { whenReady, type SearchAttributes } from './temporal-ready';

export interface TemporalFiles {
  readonly dataDir: string;
  readonly database: string;
  /** Made once the database has its schema: without it a database file is what a killed first start left. */
  readonly complete: string;
  readonly pid: string;
}

/** What the server keeps in this directory. */
export function filesIn(dataDir: string): TemporalFiles {
  const database = join(dataDir, 'temporal.sqlite');
  return { dataDir, database, complete: `${database}.complete`, pid: join(dataDir, 'temporal.pid') };
}

const ENDING: Ending = { signal: 'SIGTERM', graceMs: 8_000 };
/** What is only in memory need not be put away. */
const AT_ONCE: Ending = { signal: 'SIGKILL', graceMs: 8_000 };

/** Claims the data, ending a server that a killed predecessor left on it. Throws when it is in use. */
export async function claimFiles(
  files: TemporalFiles,
  { persistent, log }: { persistent: boolean; log: ServerLog },
): Promise<void> {
  const marker = persistent ? `--db-filename ${files.database} ` : 'start-dev';
  await takeOver(files.pid, { name: 'Temporal', marker, ending: ENDING, log });
  if (persistent) dropIncomplete(files);
}

/** The server makes its schema only where there is no file (devserver/server.go), so half a schema would stay so. */
function dropIncomplete({ database, complete }: TemporalFiles): void {
  if (existsSync(complete)) return;
  for (const suffix of ['', '-wal', '-shm', '-journal']) rmSync(`${database}${suffix}`, { force: true });
}

export interface TemporalServer {
  readonly child: Child;
  readonly port: number;
  readonly uiPort: number;
}

export interface ServerOptions {
  readonly executable: string;
  readonly files: TemporalFiles;
  readonly namespace: string;
  readonly searchAttributes: SearchAttributes;
  readonly ui: boolean;
  readonly persistent: boolean;
  readonly dynamicConfig?: Readonly<Record<string, string>>;
}

const READY_WITHIN_MS = 60_000;
/** A port can be taken between our probe and its use. */
const PORT_TAKEN = /can't set (frontend|UI) port|address already in use/;

/** Starts the server and waits until it answers. Throws its last words when it does not come up. */
export async function startServer(options: ServerOptions): Promise<TemporalServer> {
  const { files, namespace, persistent } = options;
  for (let attempt = 1; ; attempt++) {
    const port = await keptPort(join(files.dataDir, 'temporal.port'));
    const uiPort = await keptPort(join(files.dataDir, 'temporal-ui.port'), port);
    const child = await launch(options, { port, uiPort });
    noteServer(files.pid, child.pid);
    if (await whenReady(`127.0.0.1:${port}`, namespace, { child, timeoutMs: READY_WITHIN_MS })) {
      if (persistent) writeFileSync(files.complete, '');
      return { child, port, uiPort };
    }
    await child.stop();
    if (attempt >= 5 || !PORT_TAKEN.test(child.lastWords())) throw didNotStart(child, files);
  }
}

type Ports = Pick<TemporalServer, 'port' | 'uiPort'>;

function launch(
  { executable, files, persistent, ...wanted }: ServerOptions,
  { port, uiPort }: Ports,
): Promise<Child> {
  return startChild({
    name: 'Temporal',
    command: executable,
    args: [
      ...['server', 'start-dev', '--ip', '127.0.0.1', '--port', String(port)],
      ...(wanted.ui ? ['--ui-port', String(uiPort)] : ['--headless']),
      ...(persistent ? ['--db-filename', files.database, ...pairs('--sqlite-pragma', PRAGMAS)] : []),
      ...pairs('--search-attribute', wanted.searchAttributes),
      ...pairs('--dynamic-config-value', { ...dynamicConfigNeeded, ...wanted.dynamicConfig }),
      ...['--log-level', 'warn'],
    ],
    cwd: files.dataDir,
    env: withoutTemporalSettings(process.env),
    logFile: join(files.dataDir, 'temporal.log'),
    ending: persistent ? ENDING : AT_ONCE,
  });
}

function pairs(flag: string, values: Readonly<Record<string, string>>): string[] {
  return Object.entries(values).flatMap(([name, value]) => [flag, `${name}=${value}`]);
}

/**
 * No fsync per transaction: three times the workflow starts per second, as many as in memory. Our own death costs
 * nothing, a power failure the last moments, never the file.
 */
const PRAGMAS = { journal_mode: 'WAL', synchronous: 'NORMAL' };

/** TEMPORAL_* of the application means its own connection; the command line would read it as flags of its own. */
function withoutTemporalSettings(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('TEMPORAL_')));
}

function didNotStart(child: Child, { database }: TemporalFiles): Error {
  return new Error(
    `Temporal does not start; its last words:\n${child.lastWords()}\n` +
      `Mend what it names. If it is its database, move ${database} away: open tickets then get new workflows.`,
  );
}
