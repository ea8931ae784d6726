import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { createMetrics } from '../../platform/metrics';
import { measurePool } from '../../platform/pool-metrics';
import { createWorkerMetrics } from '../../platform/worker-metrics';

/** The names of metrics that an expression for Prometheus uses; a histogram's parts go by its name. */
export const metricsIn = (expression: string): readonly string[] =>
  [...expression.matchAll(/\b((?:sagadesk|temporal|process|nodejs)_[a-z0-9_]+)/g)].map(([, name = '']) =>
    name.replace(/_(bucket|sum|count)$/, ''),
  );

/** What /metrics of an API and of a worker print, asked of the registries that they print. */
export const ownMetrics = async (): Promise<ReadonlySet<string>> => {
  const registries = [createMetrics(), createWorkerMetrics()].map(({ registry }) => registry);
  for (const registry of registries)
    measurePool(registry, { totalCount: 0, idleCount: 0, waitingCount: 0, options: {} });
  const texts = await Promise.all(registries.map((registry) => registry.metrics()));
  return new Set([...texts.join('\n').matchAll(/^# TYPE (\S+)/gm)].map(([, name = '']) => name));
};

/**
 * Whether Temporal's SDK has a metric of this name: many are printed only after they first counted something, so its own
 * library is asked. Prefix and suffixes are those that workers/sdk-metrics.ts asks for.
 */
export const sdkHas = (name: string): boolean =>
  sdkLibrary().includes(name.replace(/^temporal_/, '').replace(/_(total|seconds)$/, ''));

let library: Buffer | undefined;
const sdkLibrary = (): Buffer => {
  const fromWorker = createRequire(require.resolve('@temporalio/worker'));
  const bridge = path.dirname(fromWorker.resolve('@temporalio/core-bridge/package.json'));
  library ??= readFileSync(path.join(bridge, 'releases', target(), 'index.node'));
  return library;
};

const target = (): string => {
  const cpu = process.arch === 'arm64' ? 'aarch64' : 'x86_64';
  return `${cpu}-${process.platform === 'darwin' ? 'apple-darwin' : 'unknown-linux-gnu'}`;
};
