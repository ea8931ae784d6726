import { collectDefaultMetrics, Counter, Histogram, Registry } from 'prom-client';

export type WorkerMetrics = ReturnType<typeof createWorkerMetrics>;

/** A worker process's own numbers; those of the whole synchronisation are the API's, from the database. */
export const createWorkerMetrics = ({ ofProcess = true }: { readonly ofProcess?: boolean } = {}) => {
  const registry = new Registry();
  if (ofProcess) collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const pushes = new Counter({
    name: 'sagadesk_pushes_total',
    help: 'Attempts to make one record equal to its ticket, by system and by what came of them',
    labelNames: ['system', 'outcome'] as const,
    registers,
  });
  const pushSeconds = new Histogram({
    name: 'sagadesk_push_seconds',
    help: 'How long an attempt took, by system',
    labelNames: ['system'] as const,
    buckets: [0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30, 60, 180],
    registers,
  });
  const syncSeconds = new Histogram({
    name: 'sagadesk_sync_seconds',
    help: 'From the newest change of a ticket to its confirmation in a record, by system',
    labelNames: ['system'] as const,
    buckets: [0.1, 0.2, 0.4, 0.8, 1.5, 3, 6, 15, 60, 300, 1800, 7200, 86_400],
    registers,
  });
  return {
    registry,
    /** One attempt ended. */
    pushed(system: string, outcome: string, seconds: number): void {
      pushes.inc({ system, outcome });
      pushSeconds.observe({ system }, seconds);
    },
    /** A record is known to show its ticket's newest version. */
    confirmed: (system: string, seconds: number): void => syncSeconds.observe({ system }, seconds),
  };
};
