import { spawn, type ChildProcess } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** `npm start` without npm: the one process that starts all the others. */
export interface SagadeskProcess {
  readonly front: string;
  readonly desk: string;
  readonly tracker: string;
  /** Everything that it printed so far. */
  printed(): string;
  /** Sends the signal; answers with the exit code and how long the end took. */
  end(signal: NodeJS.Signals): Promise<{ readonly code: number | null; readonly ms: number }>;
}

const root = path.join(__dirname, '..', '..');

/** Starts it over a data directory, on any free port, and waits until it says that it is ready. */
export const startSagadesk = async (
  dataDir: string,
  more: NodeJS.ProcessEnv = {},
): Promise<SagadeskProcess> => {
  const started = launch({ SAGADESK_DATA: dataDir, PORT: '0', ...more });
  await started.prints(/Three things to try/);
  const address = (name: string) =>
    new RegExp(`^ +${name} +(http\\S+)`, 'm').exec(started.printed())?.[1] ?? '';
  return {
    front: address('Front'),
    desk: address('Demo service desk'),
    tracker: address('Demo task tracker'),
    printed: started.printed,
    end: started.end,
  };
};

/** Starts it and waits for its end: for starts that must fail. */
export const failToStart = async (env: NodeJS.ProcessEnv): Promise<{ code: number | null; text: string }> => {
  const { child, printed } = launch(env);
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, text: printed() };
};

const launch = (env: NodeJS.ProcessEnv) => {
  const { PATH, HOME } = process.env;
  const child = spawn(process.execPath, ['--require', 'tsx/cjs', 'workers/start.ts'], {
    cwd: root,
    env: { PATH, HOME, LANG: 'C.UTF-8', ...env },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'], // it ends when we are gone
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr])
    stream!.on('data', (chunk: Buffer) => void (text += chunk.toString()));
  const printed = () => text;
  return { child, printed, prints: (what: RegExp) => prints(child, printed, what), end: ending(child) };
};

const prints = (child: ChildProcess, printed: () => string, what: RegExp): Promise<void> =>
  new Promise((resolve, reject) => {
    const look = () => what.test(printed()) && resolve();
    child.stdout?.on('data', look);
    child.once('close', (code) => reject(new Error(`it ended with code ${code}:\n${printed()}`)));
  });

const ending = (child: ChildProcess) => async (signal: NodeJS.Signals) => {
  const began = Date.now();
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  if (child.exitCode !== null || child.signalCode !== null) return { code: child.exitCode, ms: 0 };
  child.kill(signal);
  return { code: await ended, ms: Date.now() - began };
};

/** The command lines of all processes in which the text occurs. */
export const processesWith = (text: string): string[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .map(commandLine)
    .filter((line) => line.includes(text));

const commandLine = (pid: string): string => {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    return ''; // it has ended
  }
};
