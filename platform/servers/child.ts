import { spawn } from 'node:child_process';
import { closeSync, fstatSync, openSync, readFileSync, renameSync, statSync } from 'node:fs';
import { endProcess, sendSignal, type Ending } from './end-process';
import { identify } from './process-identity';
import type { SystemUser } from './system-user';

export interface ChildOptions {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly logFile: string;
  readonly ending: Ending;
  readonly user?: SystemUser | undefined;
  readonly env?: NodeJS.ProcessEnv;
}

/** A server process of ours. */
export interface Child {
  readonly pid: number;
  /** Resolves, with a sentence about it, when the process ends for whatever reason. */
  readonly exited: Promise<string>;
  running(): boolean;
  /** Ends it in order, by force after its grace time. May be called twice. */
  stop(): Promise<void>;
  /** The last lines that it wrote since this start. */
  lastWords(): string;
}

const PLAIN_VARIABLES = /^(PATH|HOME|USER|LOGNAME|LANG|LANGUAGE|LC_.*|TZ|TMPDIR|LD_LIBRARY_PATH|PG.*)$/;

/** A server needs none of the keys and passwords that our own environment holds. */
const withoutSecrets = (env: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  Object.fromEntries(
    Object.entries(env).filter(([name]) => PLAIN_VARIABLES.test(name) && name !== 'PGPASSWORD'),
  );

const LOG_LIMIT_BYTES = 1024 * 1024;
const children = new Map<number, Ending>();

/**
 * Starts a server in a process group of its own, so that Ctrl-C in a terminal reaches only us and we end our
 * servers in order. It writes to a file, not to a pipe of ours, whose loss would end or block it.
 */
export async function startChild(options: ChildOptions): Promise<Child> {
  const { name, command, args, cwd, logFile, ending, user, env } = options;
  const output = openLog(logFile);
  const from = fstatSync(output).size;
  const started = spawn(command, args, {
    cwd,
    env: withoutSecrets(env ?? process.env),
    detached: true,
    stdio: ['ignore', output, output],
    ...(user ? { uid: user.uid, gid: user.gid } : {}),
  });
  closeSync(output);
  const pid = await new Promise<number>((resolve, reject) => {
    started.once('spawn', () => resolve(started.pid as number));
    started.once('error', (fault) =>
      reject(new Error(`${name}: ${command} cannot be run: ${fault.message}`)),
    );
  });
  watchOwnExit();
  children.set(pid, ending);
  const exited = new Promise<string>((resolve) => {
    started.once('exit', (code, signal) => {
      children.delete(pid);
      resolve(`${name} ended ${signal ? `by ${signal}` : `with code ${code}`}`);
    });
  });
  return { pid, exited, lastWords: () => tail(logFile, from), ...control(pid, ending, exited) };
}

function control(pid: number, ending: Ending, exited: Promise<string>): Pick<Child, 'running' | 'stop'> {
  const running = (): boolean => children.has(pid);
  const stop = async (): Promise<void> => {
    const identity = running() ? identify(pid) : undefined;
    if (identity) await endProcess(identity, ending);
    await exited;
  };
  return { running, stop };
}

let watching = false;

/** An uncaught fault or process.exit() leaves no time to wait; the servers still get their signal. */
function watchOwnExit(): void {
  if (watching) return;
  watching = true;
  process.once('exit', () => {
    for (const [pid, { signal }] of children) sendSignal(pid, signal);
  });
}

function openLog(file: string): number {
  if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > LOG_LIMIT_BYTES) renameSync(file, `${file}.1`);
  return openSync(file, 'a', 0o600);
}

function tail(file: string, from: number): string {
  return readFileSync(file).subarray(from).toString('utf8').trimEnd().split('\n').slice(-12).join('\n');
}
