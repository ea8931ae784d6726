import { isRunning, type ProcessIdentity } from './process-identity';
import { waitUntil } from './wait-until';

/** How a server wants to be ended: the signal it takes as an orderly end, and how long that may take. */
export interface Ending {
  readonly signal: NodeJS.Signals;
  readonly graceMs: number;
}

/** Ends a process in order; one that does not follow is killed with its whole process group. */
export async function endProcess(target: ProcessIdentity, { signal, graceMs }: Ending): Promise<void> {
  sendSignal(target.pid, signal);
  if (await waitUntil(() => !isRunning(target), { timeoutMs: graceMs })) return;
  killGroup(target.pid);
  await waitUntil(() => !isRunning(target), { timeoutMs: 5_000 });
}

/** Sends a signal; a process that is gone already is no fault. */
export function sendSignal(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (fault) {
    if ((fault as NodeJS.ErrnoException).code !== 'ESRCH') throw fault;
  }
}

/** Our children lead their own group, whose number is theirs; one that does not is killed alone. */
function killGroup(pid: number): void {
  sendSignal(-pid, 'SIGKILL');
  sendSignal(pid, 'SIGKILL');
}
