import { Gauge, type Registry } from 'prom-client';

/** As much of a pool of connections as is measured. */
export interface MeasuredPool {
  readonly totalCount: number;
  readonly idleCount: number;
  readonly waitingCount: number;
  readonly options: { readonly max?: number };
}

/** Shows how full this process's pool of Postgres connections is, as it stands when asked. */
export const measurePool = (registry: Registry, pool: MeasuredPool): void => {
  const gauge = (name: string, help: string, read: () => number) =>
    new Gauge({
      name,
      help,
      registers: [registry],
      collect() {
        this.set(read());
      },
    });
  gauge(
    'sagadesk_pool_busy',
    'Postgres connections of this process that are at work',
    () => pool.totalCount - pool.idleCount,
  );
  gauge('sagadesk_pool_limit', 'The most that there may be of them', () => pool.options.max ?? 0);
  gauge('sagadesk_pool_waiting', 'Work of this process that waits for a connection', () => pool.waitingCount);
};
