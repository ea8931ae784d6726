import type { WorkerDeploymentOptions } from '@temporalio/worker';
import packageJson from '../package.json';
import type { Logger } from '../platform/log';
import type { Temporal } from '../platform/temporal-client';
import { sourcesHash } from './bundle';

/** Our name among Temporal's worker deployments. */
export const deploymentName = 'sagadesk';

const deadlineMs = 5_000;

/**
 * The version under which this worker takes work; undefined: none, as when WORKER_BUILD is not set. Tickets live for months:
 * they go over to the release that is current at their next step (AUTO_UPGRADE), which recorded histories and patched() make safe.
 * A server that knows no worker deployments is a warning, not a fault: the worker works without.
 */
export const releaseOf = async (
  workerBuild: string | undefined,
  temporal: Pick<Temporal, 'client'>,
  log: Pick<Logger, 'warn'>,
): Promise<WorkerDeploymentOptions | undefined> => {
  if (workerBuild === undefined) return undefined;
  if (!(await knowsDeployments(temporal))) {
    log.warn(
      'WORKER_BUILD is set, but this Temporal server has no worker deployments (1.28 and later have): not versioned',
    );
    return undefined;
  }
  const buildId = workerBuild === 'auto' ? await ownBuildId() : workerBuild;
  return {
    version: { deploymentName, buildId },
    useWorkerVersioning: true,
    defaultVersioningBehavior: 'AUTO_UPGRADE',
  };
};

/** The package's version, and what the workflows' code is made of: the same code has the same id on every machine. */
const ownBuildId = async (): Promise<string> => `${packageJson.version}-${(await sourcesHash()).slice(0, 8)}`;

const knowsDeployments = async ({ client }: Pick<Temporal, 'client'>): Promise<boolean> => {
  const { namespace } = client.options;
  try {
    await client.withDeadline(Date.now() + deadlineMs, () =>
      client.workflowService.listWorkerDeployments({ namespace, pageSize: 1 }),
    );
    return true;
  } catch (error) {
    if (isUnable(error)) return false;
    throw error;
  }
};

/** gRPC: UNIMPLEMENTED, or switched off there (FAILED_PRECONDITION, PERMISSION_DENIED, INVALID_ARGUMENT). */
const isUnable = (error: unknown): boolean =>
  [3, 7, 9, 12].includes(Number((error as { code?: number }).code));
