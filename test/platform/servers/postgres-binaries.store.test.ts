import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, lstatSync, mkdtempSync, readdirSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import { installedBinaries, postgresBinaries } from '../../../platform/servers/postgres-binaries';
import { databaseUser } from '../../../platform/servers/system-user';
import { asRoot, listeningLog, scratchDirectory } from './scratch';

const scratch = scratchDirectory();
const user = databaseUser(listeningLog());
const { native, version } = installedBinaries();

/** As npm leaves the package when it may not run install scripts. */
function withoutInstallScript(): string {
  const copy = join(mkdtempSync(join(scratch, 'npm-')), 'native');
  cpSync(native, copy, { recursive: true, verbatimSymlinks: true });
  for (const name of readdirSync(join(copy, 'lib'))) {
    const path = join(copy, 'lib', name);
    if (lstatSync(path).isSymbolicLink()) unlinkSync(path);
  }
  chmodSync(join(copy, 'bin', 'postgres'), 0o644);
  return copy;
}

function found(from: string): { path: string; told: string[] } {
  const log = listeningLog();
  chmodSync(scratch, 0o755);
  const cacheDir = join(scratch, 'cache');
  const { postgres } = postgresBinaries({ cacheDir, user, log, installed: { native: from, version } });
  return { path: postgres, told: log.lines };
}

test('binaries that npm installed without its install script are mended in a copy, once', () => {
  const from = withoutInstallScript();
  const first = found(from);
  expect(first.told).toEqual([expect.stringContaining('copying its binaries')]);
  expect(execFileSync(first.path, ['--version'], { encoding: 'utf8' })).toContain('PostgreSQL');
  expect(found(from)).toEqual({ path: first.path, told: [] });
});

asRoot('binaries that the database user cannot reach are copied to where it can', () => {
  const closed = mkdtempSync(join(scratch, 'root-'));
  cpSync(native, join(closed, 'native'), { recursive: true, verbatimSymlinks: true });
  expect(found(join(closed, 'native')).path.startsWith(closed)).toBe(false);
});
