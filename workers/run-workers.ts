import {
  NativeConnection,
  Worker,
  type NativeConnectionOptions,
  type WorkerDeploymentOptions,
} from '@temporalio/worker';
import { createActivities } from '../activities/activities';
import type { Deps } from '../activities/deps';
import { temporalConfig } from '../platform/temporal-client';
import { sourceQueue, systemQueue, ticketQueue } from '../workflows/messages';
import { workflowBundle } from './bundle';

/** Records of one system that this process writes at once. Each holds a Postgres connection for its lock. */
const pushesAtOnce = 5;

/**
 * Postgres connections of a worker process: each push holds one for its lock and works with another, each reader may hold
 * two, and who holds one must never wait for the last.
 */
export const connectionsFor = (systems: number, mailboxes = 0): number =>
  15 + systems * (2 * pushesAtOnce + 8) + mailboxes * 5;

/** Runs kept in memory: about one megabyte each; the rest is replayed when it is woken. */
const cachedWorkflows = 400;
/** Longer than nearly every call takes, and within the 20 s of `npm start`; a write that is cut off is settled by its next attempt. */
const graceTime = '15s';

export interface RunningWorkers {
  /** Settles when all have ended; rejects when one failed. */
  readonly done: Promise<void>;
  /** Takes no more work, lets what is under way end, then `done` settles. */
  shutdown(): void;
}

const connect = async (options: NativeConnectionOptions): Promise<NativeConnection> => {
  try {
    return await NativeConnection.connect(options);
  } catch (fault) {
    const address = options.address ?? 'localhost:7233';
    throw new Error(
      `TEMPORAL_ADDRESS: no Temporal server can be used at ${address}: ${(fault as Error).message}`,
      { cause: fault },
    );
  }
};

/** Workers for the tickets' workflows, for each system's pushes (a queue and a rate limit of its own), and for the sources. */
export const runWorkers = async (
  deps: Deps,
  env: NodeJS.ProcessEnv,
  cacheDir: string,
  release?: WorkerDeploymentOptions,
): Promise<RunningWorkers> => {
  const { connectionOptions, namespace } = temporalConfig(env);
  const connection = await connect(connectionOptions);
  const activities = createActivities(deps);
  const common = {
    connection,
    namespace,
    activities,
    shutdownGraceTime: graceTime,
    ...(release ? { workerDeploymentOptions: release } : {}),
  };
  const workers = [
    await Worker.create({
      ...common,
      taskQueue: ticketQueue,
      workflowBundle: await workflowBundle(cacheDir),
      maxCachedWorkflows: cachedWorkflows,
      maxConcurrentLocalActivityExecutions: 10,
    }),
    await Worker.create({
      ...common,
      taskQueue: sourceQueue,
      shutdownGraceTime: 0, // a watch ends when it is told to, and never before
      maxConcurrentActivityTaskExecutions: 50,
    }),
  ];
  for (const { config } of deps.systems.values())
    workers.push(
      await Worker.create({
        ...common,
        taskQueue: systemQueue(config.name),
        maxConcurrentActivityTaskExecutions: pushesAtOnce,
        maxTaskQueueActivitiesPerSecond: config.pushesPerSecond,
      }),
    );
  const done = Promise.all(workers.map((worker) => worker.run())).finally(() => connection.close());
  return { done: done.then(() => undefined), shutdown: () => shutdownAll(workers) };
};

const shutdownAll = (workers: readonly Worker[]): void => {
  for (const worker of workers) if (worker.getState() === 'RUNNING') worker.shutdown();
};
