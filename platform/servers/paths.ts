import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { makeReachable } from './directories';
import type { ServerLog } from './server-log';
import { databaseUser, mayEnter, type SystemUser } from './system-user';

interface PathsOptions {
  readonly log: ServerLog;
  readonly env?: NodeJS.ProcessEnv;
  /** The account under which the embedded Postgres runs. */
  readonly user?: (log: ServerLog) => SystemUser | undefined;
  readonly projectDir?: string;
  readonly systemDir?: string;
}

/**
 * The data directory of the embedded servers, made when missing: SAGADESK_DATA, else `.data` in the project, else,
 * where the database user cannot enter that, a system directory, which is told. Throws when a set SAGADESK_DATA cannot
 * be entered. With a DATABASE_URL there is no database user.
 */
export function dataDirectory(options: PathsOptions): string {
  const { log, env = process.env, projectDir = PROJECT, systemDir = '/var/lib/sagadesk' } = options;
  const user = env.DATABASE_URL ? undefined : (options.user ?? databaseUser)(log);
  if (env.SAGADESK_DATA) return entered(resolve(env.SAGADESK_DATA), user, 'SAGADESK_DATA=');
  const usual = join(projectDir, '.data');
  if (mayEnter(user, projectDir) && makeReachable(usual, user)) return usual;
  log.warn(
    `The system user "${user?.name}" cannot enter ${usual}: data of the embedded servers is in ${systemDir}`,
  );
  return entered(systemDir, user);
}

const PROJECT = resolve(__dirname, '../..');

function entered(directory: string, user: SystemUser | undefined, setBy = ''): string {
  if (makeReachable(directory, user)) return directory;
  throw new Error(
    `${setBy}${directory} cannot be entered by the system user "${user?.name}", under which Postgres runs. ` +
      'Set SAGADESK_DATA to a directory whose parents every user may enter, or set DATABASE_URL.',
  );
}

/** Where what was built or downloaded is kept: SAGADESK_CACHE, else the usual place of the system. */
export function cacheDirectory(
  env: NodeJS.ProcessEnv = process.env,
  root = process.getuid?.() === 0,
): string {
  if (env.SAGADESK_CACHE) return resolve(env.SAGADESK_CACHE);
  if (root) return '/var/cache/sagadesk';
  return join(env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'sagadesk');
}
