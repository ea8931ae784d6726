import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '../../..');

export interface PartOptions {
  readonly script: 'api/main.ts' | 'workers/main.ts';
  readonly env: NodeJS.ProcessEnv;
  readonly logFile: string;
}

/** One process of ours, as a deployment runs it: started again at once whenever it ends. */
export class Part {
  /** How often it was started. */
  starts = 0;
  private child: ChildProcess | undefined;
  private wanted = true;
  private isReady: Promise<void>;

  constructor(private readonly options: PartOptions) {
    this.isReady = this.launch();
  }

  /** Resolves when the process that runs now is ready. */
  get ready(): Promise<void> {
    return this.isReady;
  }

  get pid(): number | undefined {
    return this.child?.pid;
  }

  /** kill -9, at whatever it is doing. */
  kill(): void {
    this.child?.kill('SIGKILL');
  }

  /** Ends it in good order, for ever. Answers its exit code; null when it had to be killed. */
  async stop(): Promise<number | null> {
    this.wanted = false;
    const { child } = this;
    if (!child || child.exitCode !== null || child.signalCode !== null) return child?.exitCode ?? null;
    const exited = new Promise<number | null>((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    const late = setTimeout(() => child.kill('SIGKILL'), 20_000);
    const code = await exited;
    clearTimeout(late);
    return code;
  }

  private async launch(): Promise<void> {
    const log = openSync(this.options.logFile, 'a');
    const child = spawn(process.execPath, ['--require', 'tsx/cjs', this.options.script], {
      cwd: root,
      env: this.options.env,
      stdio: ['ignore', log, log, 'ipc'], // it ends when we are gone
    });
    closeSync(log);
    this.child = child;
    this.starts += 1;
    child.once('exit', () => {
      if (this.wanted) this.isReady = this.launch();
    });
    await new Promise<void>((resolve) => {
      child.on('message', () => resolve());
      child.once('exit', () => resolve());
    });
  }
}
