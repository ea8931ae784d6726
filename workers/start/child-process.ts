import { fork, type ChildProcess } from 'node:child_process';
import { closeSync, fstatSync, openSync, readFileSync, renameSync, statSync } from 'node:fs';
import path from 'node:path';
import { endProcess, type Ending } from '../../platform/servers/end-process';
import { takeOver } from '../../platform/servers/orphan';
import { noteServer, removeClaim } from '../../platform/servers/pid-file';
import { identify } from '../../platform/servers/process-identity';
import type { ServerLog } from '../../platform/servers/server-log';
import type { Running } from './keep-running';

/** One of our own processes. */
export interface ProcessPlan {
  /** Also the name of its log and of its pid file. */
  readonly name: string;
  /** Its main file, from the project's root. */
  readonly script: string;
  readonly env: NodeJS.ProcessEnv;
  readonly dataDir: string;
  /** How long it may take to end what it has under way. */
  readonly graceMs: number;
  readonly log: ServerLog;
}

const readyWithinMs = 90_000;
const logLimitBytes = 10 * 1024 * 1024;
/** What an earlier, killed start left has noticed that already, and is ending. */
const orphanGraceMs = 5_000;
const root = path.join(__dirname, '..', '..');

export const pidFileOf = (dataDir: string, name: string): string => path.join(dataDir, `${name}.pid`);
export const logFileOf = (dataDir: string, name: string): string => path.join(dataDir, 'logs', `${name}.log`);

/** Stands in the command line of our processes, so that they are told from those of another installation. */
const markerOf = (dataDir: string) => `--data=${dataDir}`;

/** Ends what a killed predecessor left of this process. Throws when its data is in use by a running one. */
export const claimProcess = ({
  name,
  dataDir,
  log,
}: Pick<ProcessPlan, 'name' | 'dataDir' | 'log'>): Promise<void> => {
  const ending: Ending = { signal: 'SIGTERM', graceMs: orphanGraceMs };
  return takeOver(pidFileOf(dataDir, name), { name, marker: markerOf(dataDir), ending, log });
};

/**
 * Starts the process and waits until it says that it is ready; answers what it said. It leads a process group of its own,
 * so that Ctrl-C reaches only us, and writes to a file, not to a pipe of ours whose loss would end it. Throws its last words.
 */
export const startProcess = async <T>(plan: ProcessPlan): Promise<Running<T>> => {
  const { name, dataDir } = plan;
  await claimProcess(plan);
  const log = openLog(logFileOf(dataDir, name));
  const child = fork(path.join(root, plan.script), [markerOf(dataDir)], {
    cwd: root,
    env: plan.env,
    execArgv: ['--require', 'tsx/cjs'],
    detached: true,
    stdio: ['ignore', log.fd, log.fd, 'ipc'],
  });
  closeSync(log.fd);
  const exited = endOf(child, name);
  if (child.pid !== undefined) noteServer(pidFileOf(dataDir, name), child.pid);
  const stop = () => end(child, exited, plan);
  const value = await readiness<T>(child, exited).catch(async (fault: Error) => {
    await stop();
    throw new Error(`${fault.message}\n${log.lastWords()}`);
  });
  return { value, exited, stop };
};

const endOf = (child: ChildProcess, name: string): Promise<string> =>
  new Promise((resolve) => {
    child.once('error', (fault) => resolve(`${name} cannot be run: ${fault.message}`));
    child.once('exit', (code, signal) =>
      resolve(`${name} ended ${signal ? `by ${signal}` : `with code ${code}`}`),
    );
  });

const readiness = <T>(child: ChildProcess, exited: Promise<string>): Promise<T> =>
  new Promise((resolve, reject) => {
    const late = setTimeout(
      () => reject(new Error(`not ready within ${readyWithinMs / 1000} s`)),
      readyWithinMs,
    );
    child.on('message', (message: { readonly ready?: boolean } & T) => {
      if (!message.ready) return;
      clearTimeout(late);
      resolve(message);
    });
    void exited.then((sentence) => {
      clearTimeout(late);
      reject(new Error(sentence));
    });
  });

const end = async (
  child: ChildProcess,
  exited: Promise<string>,
  { name, dataDir, graceMs }: ProcessPlan,
): Promise<void> => {
  const running = child.exitCode === null && child.signalCode === null && child.pid !== undefined;
  const identity = running ? identify(child.pid!) : undefined;
  if (identity) await endProcess(identity, { signal: 'SIGTERM', graceMs });
  await exited;
  removeClaim(pidFileOf(dataDir, name));
};

const openLog = (file: string) => {
  if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > logLimitBytes) renameSync(file, `${file}.1`);
  const fd = openSync(file, 'a', 0o600);
  const from = fstatSync(fd).size;
  const lastWords = () =>
    readFileSync(file).subarray(from).toString('utf8').trimEnd().split('\n').slice(-12).join('\n');
  return { fd, lastWords };
};
