import { randomUUID } from 'node:crypto';
import { DefaultLogger, Runtime, Worker, type WorkerDeploymentOptions } from '@temporalio/worker';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import type { Activities } from '../../activities/activities';
import { cacheDirectory } from '../../platform/servers/paths';
import { workflowBundle } from '../../workers/bundle';
import { sourceQueue, systemQueue } from '../../workflows/messages';

/** Without this every worker that a test ends tells of it at length. */
export const quietRuntime = (): void => {
  Runtime.install({
    logger: new DefaultLogger('ERROR'),
    shutdownSignals: [],
    telemetryOptions: { logging: { filter: { core: 'ERROR', other: 'ERROR' } } },
  });
};

/** Names that no other test has. */
export const unique = (name: string): string => `${name}-${randomUUID().slice(0, 8)}`;

export interface Cast {
  readonly activities: Partial<Activities>;
  /** Systems whose pushes are carried out. */
  readonly systems?: readonly string[];
  readonly taskQueue: string;
  /** The release that these workers are of. */
  readonly release?: WorkerDeploymentOptions;
}

/** Workers for one test, with its mocked activities. They end when the work has. */
export const withWorkers = async <T>(
  environment: TestWorkflowEnvironment,
  cast: Cast,
  work: () => Promise<T>,
): Promise<T> => {
  const workers = await startWorkers(environment, cast);
  try {
    return await Promise.race([work(), workers.failed]);
  } finally {
    await workers.stop();
  }
};

export interface Workers {
  /** Never resolves; rejects when a worker broke. */
  readonly failed: Promise<never>;
  stop(): Promise<void>;
}

export const startWorkers = async (
  { nativeConnection, namespace }: TestWorkflowEnvironment,
  { activities, systems = [], taskQueue, release }: Cast,
): Promise<Workers> => {
  const versioned = release ? { workerDeploymentOptions: release } : {};
  const common = {
    connection: nativeConnection,
    namespace: namespace ?? 'default',
    activities,
    ...versioned,
  };
  const workers = [
    await Worker.create({ ...common, taskQueue, workflowBundle: await workflowBundle(cacheDirectory()) }),
    ...(await Promise.all(
      [sourceQueue, ...systems.map(systemQueue)].map((queue) =>
        Worker.create({ ...common, taskQueue: queue }),
      ),
    )),
  ];
  const done = Promise.all(workers.map((worker) => worker.run()));
  const failed = done.then(() => new Promise<never>(() => undefined));
  failed.catch(() => undefined);
  return {
    failed,
    async stop() {
      for (const worker of workers) if (worker.getState() === 'RUNNING') worker.shutdown();
      await done;
    },
  };
};

/** Waits for a condition, looking every few milliseconds. Throws with what was waited for after so many milliseconds. */
export const until = async (
  what: string,
  isSo: () => boolean | Promise<boolean>,
  ms = 15_000,
): Promise<void> => {
  for (const end = Date.now() + ms; !(await isSo());) {
    if (Date.now() > end) throw new Error(`waited in vain until ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
};
