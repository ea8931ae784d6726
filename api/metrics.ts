import type { Metrics } from '../platform/metrics';
import type { Database } from '../store/database';
import { systemGauges, type SystemGauges } from '../store/gauges';
import type { AppOptions } from './options';

/** What /metrics answers: this process's numbers, and the synchronisation's as the database has them at that moment. */
export const scrapeable = (
  metrics: Metrics,
  db: Database,
  systems: readonly string[],
  temporalState: AppOptions['temporalState'] = () => 'up',
): AppOptions['metrics'] => ({
  contentType: metrics.registry.contentType,
  answered: (method, route, status, seconds) =>
    metrics.requestSeconds.observe({ method, route, status: String(status) }, seconds),
  metrics: async () => {
    const gauges = await systemGauges(db, systems).catch(() => undefined);
    metrics.databaseUp.set(gauges ? 1 : 0);
    metrics.temporalUp.set(temporalState() === 'up' ? 1 : 0);
    forget(metrics);
    for (const one of gauges ?? []) show(metrics, one);
    return metrics.registry.metrics();
  },
});

const shown = [
  'inboxAge',
  'syncLag',
  'linksBehind',
  'openProblems',
  'gateClosed',
  'parkedLanes',
  'clockOffset',
  'openWork',
  'oldestProblem',
] as const;

/** Yesterday's numbers would look like today's while the database is away. */
const forget = (metrics: Metrics): void => {
  for (const name of shown) metrics[name].reset();
  metrics.echoes.reset();
  metrics.refusedHooks.reset();
};

const show = (metrics: Metrics, { system, ...numbers }: SystemGauges): void => {
  for (const name of shown) metrics[name].set({ system }, numbers[name]);
  metrics.echoes.inc({ system }, numbers.echoes);
  metrics.refusedHooks.inc({ system }, numbers.refusedHooks);
};
