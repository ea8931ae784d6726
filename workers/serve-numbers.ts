import { createWorkerMetrics, type WorkerMetrics } from '../platform/worker-metrics';
import { measurePool } from '../platform/pool-metrics';
import type { Logger } from '../platform/log';
import type { ProcessSettings } from '../platform/settings';
import type { Database } from '../store/database';
import type { SdkMetrics } from './sdk-metrics';
import { serveHealth } from './serve-health';

export interface Numbers {
  /** What the activities count with. */
  readonly meter: WorkerMetrics;
  /** The workers take work from now on; before that, and after their end, this process is not ready. */
  serving(is: boolean): void;
  stop(): void;
}

/** This worker's numbers, served where WORKER_PORT says, together with those of Temporal's SDK. */
export const serveNumbers = async (
  { host, workerPort }: ProcessSettings,
  db: Database,
  sdk: SdkMetrics,
  log: Logger,
): Promise<Numbers> => {
  const meter = createWorkerMetrics();
  measurePool(meter.registry, db);
  let serving = false;
  const ready = async () => {
    if (!serving) throw new Error('no worker runs');
    await db.query('select 1');
  };
  const metrics = async () => `${await meter.registry.metrics()}\n${await sdk.text()}`;
  const server =
    workerPort === undefined ? undefined : await serveHealth({ host, port: workerPort }, { ready, metrics });
  if (server) log.info({ host, port: server.port }, 'the worker serves /metrics and /health');
  return { meter, serving: (is) => (serving = is), stop: () => server?.stop() };
};
