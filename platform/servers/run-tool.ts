import { spawn } from 'node:child_process';
import { sendSignal } from './end-process';

export interface ToolRun {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  readonly timeoutMs: number;
  /** Ends it before its time. */
  readonly signal?: AbortSignal;
  /** Called about every 15 s, with the seconds since the start. */
  readonly onProgress?: (seconds: number) => void;
}

const PROGRESS_MS = 15_000;

/**
 * Runs a build tool to its end and answers what it printed. It gets a process group of its own, which ends with us.
 * Throws its last lines when it fails or takes too long.
 */
export function runTool(command: string, args: readonly string[], run: ToolRun): Promise<string> {
  return new Promise((resolve, reject) => {
    const tool = spawn(command, args, {
      cwd: run.cwd,
      env: run.env,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    const collect = (chunk: Buffer): void => void (output = (output + chunk.toString()).slice(-16_384));
    tool.stdout.on('data', collect);
    tool.stderr.on('data', collect);
    const finish = whileRunning(tool.pid, run);
    tool.once('error', (fault) => {
      finish();
      reject(new Error(`${command} cannot be run: ${fault.message}`));
    });
    tool.once('close', (code, signal) => {
      finish();
      if (code === 0) resolve(output);
      else
        reject(
          new Error(
            `${command} ended ${signal ? `by ${signal}` : `with code ${code}`}: ${lastLines(output)}`,
          ),
        );
    });
  });
}

/** Progress, time limit, and the end together with us; answers how to end all three. */
function whileRunning(pid: number | undefined, { onProgress, timeoutMs, signal }: ToolRun): () => void {
  const began = Date.now();
  const kill = (): void => void (pid && sendSignal(-pid, 'SIGKILL'));
  const ticker = setInterval(() => onProgress?.(Math.round((Date.now() - began) / 1000)), PROGRESS_MS);
  const limit = setTimeout(kill, timeoutMs);
  process.once('exit', kill);
  signal?.addEventListener('abort', kill);
  if (signal?.aborted) kill();
  return () => {
    clearInterval(ticker);
    clearTimeout(limit);
    process.removeListener('exit', kill);
    signal?.removeEventListener('abort', kill);
  };
}

/** A proxy's address in a fault may hold a password. */
function lastLines(output: string): string {
  const lines = output.trim().split('\n').slice(-4).join(' | ');
  return lines.replace(/\/\/[^/@\s]*@/g, '//***@') || 'it printed nothing';
}
