import { accessSync, chmodSync, chownSync, constants, mkdirSync, readdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { mayEnter, type SystemUser } from './system-user';

/**
 * Makes a directory that others may enter but not list; its missing parents too, whatever the umask is.
 * Throws when it cannot be made, or we may not write into it.
 */
export function makeDirectory(directory: string): void {
  try {
    const first = mkdirSync(directory, { recursive: true });
    if (first !== undefined) openUpTo(first, directory);
    accessSync(directory, constants.W_OK | constants.X_OK);
  } catch (fault) {
    throw new Error(`The directory ${directory} cannot be made or written: ${(fault as Error).message}`);
  }
}

function openUpTo(first: string, directory: string): void {
  for (let made = directory; made.length >= first.length; made = dirname(made)) chmodSync(made, 0o711);
}

/**
 * Makes a directory that the account may enter. An empty one (as mktemp makes it, closed to all others) is opened
 * for that account's group. False when the way to it is closed.
 */
export function makeReachable(directory: string, user: SystemUser | undefined): boolean {
  makeDirectory(directory);
  if (mayEnter(user, directory)) return true;
  if (!user || readdirSync(directory).length > 0 || !mayEnter(user, dirname(directory))) return false;
  chownSync(directory, -1, user.gid);
  chmodSync(directory, (statSync(directory).mode & 0o777) | 0o010);
  return mayEnter(user, directory);
}
