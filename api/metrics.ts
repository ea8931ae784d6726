import type { Metrics } from '../platform/metrics';
import type { Database } from '../store/database';
import { longView, systemGauges, type LongView, type SystemGauges } from '../store/gauges';
import type { AppOptions } from './options';
import { shareReads } from './share-reads';

/** What /metrics answers: this process's numbers, and the synchronisation's as the database has them at that moment. */
export const scrapeable = (
  metrics: Metrics,
  db: Database,
  systems: readonly string[],
  temporalState: AppOptions['temporalState'] = () => 'up',
  now: () => number = Date.now,
): AppOptions['metrics'] => {
  const gaugesNow = shareReads(gaugesOf(db, systems, now));
  return {
    contentType: metrics.registry.contentType,
    answered: (method, route, status, seconds) =>
      metrics.requestSeconds.observe({ method, route, status: String(status) }, seconds),
    metrics: async () => {
      const gauges = await gaugesNow().catch(() => undefined);
      metrics.databaseUp.set(gauges ? 1 : 0);
      metrics.temporalUp.set(temporalState() === 'up' ? 1 : 0);
      forget(metrics);
      for (const one of gauges ?? []) show(metrics, one);
      return metrics.registry.metrics();
    },
  };
};

/** What costs a look at everything that there ever was is looked at so often. */
const longViewMs = 60_000;

const gaugesOf = (db: Database, systems: readonly string[], now: () => number) => {
  let long: { readonly at: number; readonly view: LongView } | undefined;
  return async (): Promise<readonly SystemGauges[]> => {
    if (!long || now() - long.at >= longViewMs) long = { at: now(), view: await longView(db, systems) };
    return systemGauges(db, systems, long.view);
  };
};

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
