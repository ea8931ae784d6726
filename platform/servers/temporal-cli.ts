import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { onPath, requireExecutable } from './executable';
import { findTool } from './find-tool';
import { runTool } from './run-tool';
import type { ServerLog } from './server-log';
import { download } from './vendor-download';

export interface FindOptions {
  readonly cacheDir: string;
  readonly log: ServerLog;
  readonly env?: NodeJS.ProcessEnv;
  /** Where the vendor's downloads begin; for tests. */
  readonly downloadFrom?: string;
  /** Ends a build that is under way. */
  readonly signal?: AbortSignal;
}

/** Later versions cannot be had through `go install`: their go.mod replaces a module. */
const VERSION = 'v1.5.1';
const NAME = 'Temporal server';

/**
 * The `temporal` command line, which holds the development server: from PATH, our cache, the SDK's download place,
 * or built with Go (about 3 minutes, once). Throws what was tried, and what to install.
 */
export async function findTemporalCli({
  cacheDir,
  log,
  env = process.env,
  downloadFrom,
  signal,
}: FindOptions): Promise<string> {
  const isWanted = (): void => {
    if (signal?.aborted) throw new Error(`${NAME}: no longer wanted`);
  };
  isWanted();
  const cached = join(cacheDir, `temporal-cli-${VERSION.slice(1)}`, 'temporal');
  const from = downloadFrom ? { from: downloadFrom } : {};
  const ways = [
    { attempt: '`temporal` on PATH', take: () => installed(env) },
    { attempt: 'built or downloaded before', take: () => requireExecutable(cached) },
    {
      attempt: "the SDK's own download",
      take: () => download({ program: 'cli', version: VERSION, into: cached, ...from }),
    },
    { attempt: 'building it with Go', take: () => build(cached, env, log, signal) },
  ];
  return findTool(NAME, ways, { advice: ADVICE, log }).catch((fault: unknown) => {
    isWanted();
    throw fault;
  });
}

const ADVICE =
  'Install the Temporal command line (https://docs.temporal.io/cli) so that `temporal` is on PATH, or Go 1.25 or newer ' +
  'so that it can be built, or set TEMPORAL_ADDRESS to a Temporal server of your own.';

function installed(env: NodeJS.ProcessEnv): string {
  const path = onPath('temporal', env);
  if (!path) throw new Error('not there');
  const { status, stdout } = spawnSync(path, ['--version'], { env, encoding: 'utf8', timeout: 20_000 });
  if (status !== 0 || !/temporal version/i.test(stdout))
    throw new Error(`${path} is not the Temporal command line`);
  return path;
}

async function build(
  into: string,
  env: NodeJS.ProcessEnv,
  log: ServerLog,
  signal: AbortSignal | undefined,
): Promise<string> {
  const go = onPath('go', env);
  if (!go) throw new Error('Go is not installed');
  log.info(`${NAME}: building it with Go; this takes about 3 minutes, once`);
  mkdirSync(dirname(into), { recursive: true });
  const scratch = mkdtempSync(join(dirname(into), 'build-'));
  try {
    await runTool(go, ['install', `github.com/temporalio/cli/cmd/temporal@${VERSION}`], {
      cwd: scratch,
      env: { ...env, GOBIN: scratch, GOWORK: 'off', GOFLAGS: `${env.GOFLAGS ?? ''} -mod=mod`.trim() },
      timeoutMs: 30 * 60_000,
      ...(signal ? { signal } : {}),
      onProgress: (seconds) => log.info(`${NAME}: still building (${seconds} s)`),
    });
    renameSync(join(scratch, 'temporal'), into);
    return into;
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}
