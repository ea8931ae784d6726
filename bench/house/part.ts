import { fork, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import { machineEnvironment } from '../../workers/start/environment';

const root = path.join(__dirname, '../..');

/** A process of the product, of a stand-in or of a baseline. */
export interface Part<T> {
  readonly said: T;
  readonly child: ChildProcess;
  stop(): Promise<void>;
}

/**
 * Starts one of our main files and waits until it says that it is ready, with what it says. It ends when we are gone. With
 * BENCH_PROFILE=<directory> each leaves a profile of its CPU there.
 */
export const startPart = async <T>(script: string, env: NodeJS.ProcessEnv): Promise<Part<T>> => {
  const child = fork(path.join(root, script), [], {
    cwd: root,
    env: { ...machineEnvironment(process.env), ...env },
    execArgv: ['--require', 'tsx/cjs', ...profiling()],
    stdio: ['ignore', process.env.BENCH_LOG ? 'inherit' : 'ignore', 'inherit', 'ipc'],
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const said = await new Promise<T>((resolve, reject) => {
    child.on('message', (message: { readonly ready?: boolean } & T) => message.ready && resolve(message));
    void ended.then(() => reject(new Error(`${script} ended before it was ready`)));
  });
  const stop = async () => {
    child.kill('SIGTERM');
    await ended;
  };
  return { said, child, stop };
};

const profiling = (): readonly string[] =>
  process.env.BENCH_PROFILE ? ['--cpu-prof', `--cpu-prof-dir=${process.env.BENCH_PROFILE}`] : [];
