import type { WorkerDeploymentOptions } from '@temporalio/worker';
import type { Logger } from '../platform/log';
import type { Temporal } from '../platform/temporal-client';

const everyMs = 1_000;
const tries = 60;
const notFound = 5;

/**
 * Makes this release the current one when there is none yet: without one no versioned worker is given work. Who is current
 * after that is up to people (docs/operations.md). Ends by itself; `stop` ends it sooner.
 */
export const promoteFirst = (
  { version }: WorkerDeploymentOptions,
  { client }: Pick<Temporal, 'client'>,
  log: Pick<Logger, 'info' | 'warn'>,
): { readonly done: Promise<void>; stop(): void } => {
  const { namespace } = client.options;
  const { deploymentName, buildId } = version;
  let stopped = false;

  const promote = async (): Promise<boolean> => {
    const { workerDeploymentInfo } = await client.workflowService.describeWorkerDeployment({
      namespace,
      deploymentName,
    });
    const current = workerDeploymentInfo?.routingConfig?.currentDeploymentVersion;
    if (current?.buildId) return told(current.buildId);
    await client.workflowService.setWorkerDeploymentCurrentVersion({ namespace, deploymentName, buildId });
    log.info({ buildId }, 'the first release of this worker deployment: it is the current one now');
    return true;
  };

  const told = (current: string): true => {
    if (current !== buildId)
      log.warn({ buildId, current }, 'another release is current: this worker gets work when it is made so');
    return true;
  };

  const keepTrying = async (): Promise<void> => {
    for (let n = 0; n < tries && !stopped; n++) {
      // The server hears of the deployment from our first poll.
      if (await promote().catch((error: unknown) => n === tries - 1 && refuse(error))) return;
      await new Promise((resolve) => setTimeout(resolve, everyMs).unref());
    }
  };

  const refuse = (err: unknown): true => {
    const because =
      (err as { code?: number }).code === notFound ? 'the server has not heard of it' : undefined;
    log.warn({ err, buildId, because }, 'this release could not be made the current one: do so by hand');
    return true;
  };

  return { done: keepTrying(), stop: () => (stopped = true) };
};
