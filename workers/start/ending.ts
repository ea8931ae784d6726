import path from 'node:path';
import { sendSignal } from '../../platform/servers/end-process';
import { readClaim } from '../../platform/servers/pid-file';
import { isRunning } from '../../platform/servers/process-identity';

/** From the signal to the end of all: what a service manager waits for is usually 30 s, Docker's 10 s can be raised. */
const allWithinMs = 17_000;

/** Runs the steps in order; answers false when they were not done in time. Steps that fail do not hold up the next. */
export const endInOrder = async (steps: readonly (() => Promise<unknown>)[]): Promise<boolean> => {
  const all = async () => {
    for (const step of steps) await step().catch(() => undefined);
    return true;
  };
  const late = new Promise<boolean>((resolve) => setTimeout(() => resolve(false), allWithinMs).unref());
  return Promise.race([all(), late]);
};

/** Kills whatever is still noted as running on this data, each with its process group. */
export const killAll = (dataDir: string, names: readonly string[]): void => {
  for (const name of names) {
    const server = readClaim(path.join(dataDir, `${name}.pid`))?.server;
    if (server && isRunning(server)) sendSignal(-server.pid, 'SIGKILL');
  }
};
