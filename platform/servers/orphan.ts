import { endProcess, type Ending } from './end-process';
import { claim, readClaim, removeClaim } from './pid-file';
import { commandLine, isRunning, type ProcessIdentity } from './process-identity';
import type { ServerLog } from './server-log';

/** A server that may still run from an earlier start. */
export interface Orphan {
  readonly name: string;
  /** What stands in the command line of our server and of no other: its data. */
  readonly marker: string;
  readonly ending: Ending;
  readonly log: ServerLog;
}

/**
 * Makes the data ours: ends the server that a killed predecessor left running, and claims the data.
 * Throws when a running process holds it.
 */
export async function takeOver(pidFile: string, orphan: Orphan): Promise<void> {
  await endOrphan(pidFile, orphan);
  if (!claim(pidFile)) throw inUse(orphan.name, pidFile);
}

/** Ends what a killed predecessor left, without claiming. Throws when the data is in use. */
export async function endOrphan(pidFile: string, orphan: Orphan): Promise<void> {
  const { owner, server } = readClaim(pidFile) ?? {};
  const serves = server !== undefined && isRunning(server);
  if (owner && isRunning(owner) && (serves || owner.pid !== process.pid)) throw inUse(orphan.name, pidFile);
  if (serves) await endIfOurs(server, orphan);
  removeClaim(pidFile);
}

/** Ends a running process when its command line holds the marker. */
export async function endIfOurs(server: ProcessIdentity | undefined, orphan: Orphan): Promise<void> {
  const { name, marker, ending, log } = orphan;
  if (!server || !commandLine(server.pid).includes(marker)) return;
  log.warn(`${name}: ending process ${server.pid}, left running by a start that was killed`);
  await endProcess(server, ending);
  if (isRunning(server)) {
    throw new Error(
      `${name}: process ${server.pid} of an earlier start does not end; kill it, then start again`,
    );
  }
}

function inUse(name: string, pidFile: string): Error {
  return new Error(
    `${name}: its data is in use by process ${readClaim(pidFile)?.owner.pid} (noted in ${pidFile}). ` +
      'Stop that process first, or give this one another directory with SAGADESK_DATA.',
  );
}
