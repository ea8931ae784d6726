import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { identify, type ProcessIdentity } from './process-identity';

/** Which process of ours works with this data, and the server it started: tells an orphan from a server in use. */
export interface Claim {
  readonly owner: ProcessIdentity;
  readonly server?: ProcessIdentity;
}

/** Claims the data for this process; false when another process was quicker. */
export function claim(file: string): boolean {
  const draft = write(file, {});
  try {
    // Unlike a rename, a link never replaces; unlike an exclusive write, it is never seen half written.
    linkSync(draft, file);
    return true;
  } catch (fault) {
    if ((fault as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw fault;
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Notes in our claim that the server runs as `pid`. */
export function noteServer(file: string, pid: number): void {
  const server = identify(pid);
  if (server) renameSync(write(file, { server }), file);
}

/** The claim that stands; undefined when there is none, or it cannot be understood. */
export function readClaim(file: string): Claim | undefined {
  try {
    const noted = JSON.parse(readFileSync(file, 'utf8')) as Partial<Claim>;
    const valid = isIdentity(noted.owner) && (noted.server === undefined || isIdentity(noted.server));
    return valid ? (noted as Claim) : undefined;
  } catch {
    return undefined;
  }
}

/** Gives the data free; call it once the server has ended. */
export function removeClaim(file: string): void {
  rmSync(file, { force: true });
}

function write(file: string, part: Partial<Claim>): string {
  const draft = `${file}.${process.pid}`;
  const owner = identify(process.pid);
  if (!owner) throw new Error('This process cannot find itself in the process table (is /proc mounted?).');
  writeFileSync(draft, JSON.stringify({ owner, ...part } satisfies Claim), { mode: 0o644 });
  return draft;
}

function isIdentity(value: unknown): value is ProcessIdentity {
  const { pid, began } = (value ?? {}) as Partial<ProcessIdentity>;
  return Number.isInteger(pid) && (pid as number) > 1 && typeof began === 'string';
}
