import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

export type Metrics = ReturnType<typeof createMetrics>;

/** The process's numbers, one registry per process. `registry.metrics()` is the text for Prometheus. */
export const createMetrics = ({ ofProcess = true }: { readonly ofProcess?: boolean } = {}) => {
  const registry = new Registry();
  if (ofProcess) collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const bySystem = (name: string, help: string) =>
    new Gauge({ name, help, labelNames: ['system'] as const, registers });
  return {
    registry,
    databaseUp: new Gauge({
      name: 'sagadesk_database_up',
      help: '1: the numbers of the systems are those of this moment; 0: the database did not answer',
      registers,
    }),
    temporalUp: new Gauge({
      name: 'sagadesk_temporal_up',
      help: '1 while Temporal answers this process: work that is due is done; 0: it waits',
      registers,
    }),
    inboxAge: bySystem(
      'sagadesk_inbox_age_seconds',
      'Age of the oldest delivery that is still open, by system',
    ),
    syncLag: bySystem(
      'sagadesk_sync_lag_seconds',
      'How long the longest waiting link has been behind its ticket, by system',
    ),
    linksBehind: bySystem(
      'sagadesk_links_behind',
      'Records that are not known to show the newest version of their ticket, by system',
    ),
    openProblems: bySystem('sagadesk_open_problems', 'Problems that need a person, by system'),
    gateClosed: bySystem(
      'sagadesk_gate_closed',
      '1 while a system is taken to be down, or its key is refused',
    ),
    parkedLanes: bySystem('sagadesk_parked_lanes', 'Tickets that wait behind the closed gate of a system'),
    clockOffset: bySystem('sagadesk_clock_offset_seconds', "A system's clock minus ours"),
    refusedHooks: new Counter({
      name: 'sagadesk_refused_hooks_total',
      help: 'Deliveries with a wrong or missing signature, by system',
      labelNames: ['system'] as const,
      registers,
    }),
    openWork: bySystem('sagadesk_open_work', 'Deliveries and changes that are stored and not yet settled'),
    oldestProblem: bySystem('sagadesk_oldest_problem_seconds', 'Age of the oldest open problem, by system'),
    requestSeconds: new Histogram({
      name: 'sagadesk_http_request_seconds',
      help: 'How long requests took, by method, route and status',
      labelNames: ['method', 'route', 'status'] as const,
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
      registers,
    }),
    echoes: new Counter({
      name: 'sagadesk_echoes_total',
      help: 'Changes that only told us of our own write, by system',
      labelNames: ['system'] as const,
      registers,
    }),
  };
};
