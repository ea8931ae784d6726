import { connectTemporal } from '../../platform/temporal-client';
import { startPart } from '../house/part';
import type { Servers } from '../house/servers';
import { bareQueue, bareSignal, bareType, type BareCall, type BareChange, type BareDone } from './messages';

/** The baseline: bare workflows on the same Temporal server, with a worker process of their own. */
export interface Bare {
  /** Signals the bare workflow of a ticket, starting it when it does not run, and waits for the calls. */
  change(
    ticket: string,
    calls: readonly Omit<BareCall, 'id' | 'ticket'>[],
    last?: boolean,
  ): Promise<readonly BareDone[]>;
  stop(): Promise<void>;
}

export const startBare = async (servers: Servers, configFile: string): Promise<Bare> => {
  const env = {
    TEMPORAL_ADDRESS: servers.temporal.address,
    TEMPORAL_NAMESPACE: servers.temporal.namespace,
    SAGADESK_CONFIG: configFile,
  };
  const part = await startPart('bench/bare/worker.ts', env);
  const temporal = connectTemporal(env);
  const waiting = new Map<number, (done: BareDone) => void>();
  part.child.on('message', (done: BareDone) => {
    waiting.get(done.id)?.(done);
    waiting.delete(done.id);
  });
  let ids = 0;
  return {
    async change(ticket, calls, last) {
      const numbered = calls.map((call) => ({ ...call, ticket, id: ++ids }));
      const done = numbered.map(({ id }) => new Promise<BareDone>((resolve) => waiting.set(id, resolve)));
      const change: BareChange = { calls: numbered, ...(last ? { last } : {}) };
      await temporal.client.workflow.signalWithStart(bareType, {
        workflowId: `bare/${ticket}`,
        taskQueue: bareQueue,
        signal: bareSignal,
        signalArgs: [change],
        workflowIdConflictPolicy: 'USE_EXISTING',
      });
      return Promise.all(done);
    },
    async stop() {
      await part.stop();
      await temporal.close();
    },
  };
};
