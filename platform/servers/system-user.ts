import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import type { ServerLog } from './server-log';

/** An account of this machine under which a server runs. */
export interface SystemUser {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

const NAME = 'postgres';

/**
 * The unprivileged account for the database server: Postgres refuses to run as root.
 * Undefined when we are not root ourselves. It is created when missing; throws when it cannot be.
 */
export function databaseUser(log: ServerLog): SystemUser | undefined {
  if (process.getuid?.() !== 0) return undefined;
  return lookUp(NAME) ?? create(log);
}

/** Whether this account (undefined: we ourselves) may enter the directory. */
export function mayEnter(user: SystemUser | undefined, directory: string): boolean {
  if (!user) return existsSync(directory);
  const { uid, gid } = user;
  return spawnSync('/bin/sh', ['-c', 'cd "$1"', 'sh', directory], { cwd: '/', uid, gid }).status === 0;
}

function lookUp(name: string): SystemUser | undefined {
  const id = (flag: string): number => {
    const { status, stdout } = spawnSync('id', [flag, name], { encoding: 'utf8' });
    return status === 0 ? Number(stdout) : NaN;
  };
  const [uid, gid] = [id('-u'), id('-g')];
  return Number.isInteger(uid) && Number.isInteger(gid) ? { name, uid, gid } : undefined;
}

function create(log: ServerLog): SystemUser {
  log.info(`Postgres does not run as root: creating the system user "${NAME}" for it`);
  try {
    execFileSync('useradd', ['--system', '--user-group', '--no-create-home', NAME], { stdio: 'pipe' });
  } catch (fault) {
    throw cannotCreate((fault as Error).message);
  }
  const user = lookUp(NAME);
  if (!user) throw cannotCreate('it does not exist afterwards');
  return user;
}

function cannotCreate(because: string): Error {
  return new Error(
    `Postgres does not run as root, and the system user "${NAME}" could not be created: ${because}. ` +
      'Create it, start Sagadesk as a normal user, or set DATABASE_URL to a database of your own.',
  );
}
