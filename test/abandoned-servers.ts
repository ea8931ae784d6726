import { readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { endOrphan } from '../platform/servers/orphan';
import { readClaim } from '../platform/servers/pid-file';

/** Where a test run's server has its data: a new directory of this prefix in the system's temporary one. */
export const dataPrefix = (kind: 'postgres' | 'temporal'): string => join(tmpdir(), `sagadesk-test-${kind}-`);

/** Ends servers of test runs that were killed, and removes their data; those of running ones are left alone. */
export async function sweepAbandoned(kind: 'postgres' | 'temporal'): Promise<void> {
  const prefix = `sagadesk-test-${kind}-`;
  const names = readdirSync(tmpdir()).filter((name) => name.startsWith(prefix));
  await Promise.all(names.map((name) => sweep(kind, join(tmpdir(), name))));
}

async function sweep(kind: 'postgres' | 'temporal', dataDir: string): Promise<void> {
  const pidFile = join(dataDir, `${kind}.pid`);
  const marker = kind === 'postgres' ? `-D ${dataDir}` : 'start-dev';
  const log = { info: () => undefined, warn: () => undefined };
  try {
    if (!readClaim(pidFile) && isFresh(dataDir)) return;
    await endOrphan(pidFile, { name: kind, marker, ending: { signal: 'SIGQUIT', graceMs: 5_000 }, log });
    rmSync(dataDir, { recursive: true, force: true });
  } catch {
    // In use by another run, or just removed by one that sweeps too.
  }
}

/** Another run may have made the directory this moment, and not claimed it yet. */
function isFresh(directory: string): boolean {
  return Date.now() - statSync(directory).mtimeMs < 60_000;
}
