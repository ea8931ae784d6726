import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PostgresBinaries } from './postgres-binaries';
import type { ServerLog } from './server-log';
import type { SystemUser } from './system-user';

/** The owner of the embedded database, and its name. */
export const SUPERUSER = 'sagadesk';

interface ClusterOptions {
  readonly dataDir: string;
  readonly binaries: PostgresBinaries;
  readonly user: SystemUser | undefined;
  readonly durable: boolean;
  readonly log: ServerLog;
}

/**
 * Makes the cluster in `directory`, unless it is there, and answers its superuser's password. It gets its name only
 * when complete, so that a start killed in the middle leaves nothing that looks like one.
 */
export function preparedCluster(directory: string, options: ClusterOptions): string {
  const password = keptPassword(join(options.dataDir, PASSWORD_FILE), options.user);
  if (existsSync(join(directory, 'PG_VERSION'))) checkVersion(directory, options.binaries.version);
  else makeCluster(directory, options);
  return password;
}

function makeCluster(directory: string, { dataDir, binaries, user, durable, log }: ClusterOptions): void {
  log.info(`Postgres: making a new database in ${directory}`);
  const fresh = `${directory}.new`;
  const args = ['-D', fresh, '-U', SUPERUSER, '-E', 'UTF8', '--auth=scram-sha-256', '--no-instructions'];
  args.push(
    `--pwfile=${join(dataDir, PASSWORD_FILE)}`,
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
  );
  if (!durable) args.push('--no-sync');
  let complaint: string | undefined;
  for (const locale of LOCALES) {
    emptyDirectory(fresh, user);
    complaint = runInitdb(binaries.initdb, [...args, `--locale=${locale}`], fresh, user);
    if (complaint === undefined) break;
  }
  if (complaint) throw new Error(`Postgres: no database could be made in ${directory}: ${complaint}`);
  rmSync(directory, { recursive: true, force: true });
  renameSync(fresh, directory);
}

/**
 * Sorting and letter case come from the built-in C.UTF-8, the same on every machine. What is a letter for full
 * text search still comes from the operating system, and plain C knows no Cyrillic there: it is the last resort.
 */
const LOCALES = ['C.UTF-8', 'en_US.UTF-8', 'C'];
const PASSWORD_FILE = 'postgres-password';

function emptyDirectory(directory: string, user: SystemUser | undefined): void {
  rmSync(directory, { recursive: true, force: true });
  mkdirSync(directory, { mode: 0o700 });
  if (user) chownSync(directory, user.uid, user.gid);
}

/** Its complaint; undefined when all went well. */
function runInitdb(
  initdb: string,
  args: string[],
  cwd: string,
  user: SystemUser | undefined,
): string | undefined {
  const { status, stderr, error } = spawnSync(initdb, args, {
    cwd,
    encoding: 'utf8',
    ...(user ? { uid: user.uid, gid: user.gid } : {}),
  });
  return status === 0 ? undefined : (error?.message ?? (stderr.trim() || `initdb ended with code ${status}`));
}

function keptPassword(file: string, user: SystemUser | undefined): string {
  if (!existsSync(file)) {
    writeFileSync(`${file}.new`, randomBytes(24).toString('hex'), { mode: 0o600 });
    if (user) chownSync(`${file}.new`, user.uid, user.gid);
    renameSync(`${file}.new`, file);
  }
  return readFileSync(file, 'utf8').trim();
}

function checkVersion(directory: string, version: string): void {
  const [made, have] = [readFileSync(join(directory, 'PG_VERSION'), 'utf8').trim(), version.split('.')[0]];
  if (made === have) return;
  throw new Error(
    `Postgres: ${directory} was made by version ${made}, this is version ${have}. ` +
      `Carry the data over with pg_dump, or start over by moving that directory away.`,
  );
}
