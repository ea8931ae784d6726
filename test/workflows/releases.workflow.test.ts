import type { TestWorkflowEnvironment } from '@temporalio/testing';
import type { WorkerDeploymentOptions } from '@temporalio/worker';
import { connectTemporal, type Temporal } from '../../platform/temporal-client';
import { promoteFirst } from '../../workers/promote-first';
import { deploymentName, releaseOf } from '../../workers/release';
import { searchAttributes } from '../../workers/search-attributes';
import { ticketWorkflowId } from '../../workflows/messages';
import { localTemporal } from '../temporal/environment';
import { FakeTicket } from './fake-ticket';
import { handleOf, wake } from './tickets';
import { quietRuntime, startWorkers, unique, until } from './workers';

jest.setTimeout(120_000);

const silent = { info: () => undefined, warn: () => undefined };
let environment: TestWorkflowEnvironment;
let temporal: Temporal;
let old: WorkerDeploymentOptions;
let next: WorkerDeploymentOptions;

beforeAll(async () => {
  quietRuntime();
  environment = await localTemporal({ searchAttributes });
  temporal = connectTemporal({ TEMPORAL_ADDRESS: environment.address, TEMPORAL_NAMESPACE: 'default' });
  old = (await releaseOf('1.0', temporal, silent))!;
  next = (await releaseOf('1.1', temporal, silent))!;
});
afterAll(async () => {
  await temporal?.close();
  await environment?.teardown();
});

const makeCurrent = ({ version: { buildId } }: WorkerDeploymentOptions) =>
  temporal.client.workflowService.setWorkerDeploymentCurrentVersion({
    namespace: 'default',
    deploymentName,
    buildId,
    ignoreMissingTaskQueues: true,
  });

it('without WORKER_BUILD nothing is versioned, and auto names the workflows’ code', async () => {
  expect(await releaseOf(undefined, temporal, silent)).toBeUndefined();
  const auto = await releaseOf('auto', temporal, silent);
  expect(auto?.version.buildId).toMatch(/^\d+\.\d+\.\d+-[0-9a-f]{8}$/);
});

it('a server without worker deployments is worked with as before, and says so', async () => {
  const warnings: string[] = [];
  const unable = { code: 12 };
  const client = {
    options: { namespace: 'default' },
    withDeadline: (_: number, work: () => Promise<unknown>) => work(),
    workflowService: { listWorkerDeployments: () => Promise.reject(unable) },
  };
  const log = { warn: (text: string) => void warnings.push(text) };
  expect(await releaseOf('1.0', { client } as never, log as never)).toBeUndefined();
  expect(warnings.join()).toContain('WORKER_BUILD');
});

it('tickets go over from the old release to the new one beside it, and back, each with its whole life', async () => {
  const [desk, taskQueue] = [unique('desk'), unique('tickets')];
  const number = `SD-${Math.floor(Math.random() * 1e12)}`;
  const ticket = new FakeTicket([desk]);
  const merged: string[] = [];
  const actorsOf = (release: string) => ({
    push: ticket.push,
    mergeTicket: async () => {
      merged.push(release);
      return ticket.mergeTicket();
    },
  });
  const cast = { systems: [desk], taskQueue };
  const news = async (by: string) => {
    merged.length = 0;
    ticket.change();
    await until(`${by} has seen to it`, async () => {
      if (merged.length === 0) await wake(environment, taskQueue, number);
      return ticket.isUpToDate;
    });
    expect(new Set(merged)).toEqual(new Set([by]));
  };

  const first = await startWorkers(environment, { ...cast, activities: actorsOf('old'), release: old });
  const promotion = promoteFirst(old, temporal, silent);
  await promotion.done;
  await news('old');
  const second = await startWorkers(environment, { ...cast, activities: actorsOf('new'), release: next });
  const late = promoteFirst(next, temporal, silent);
  await news('old');
  await late.done;
  await until('the new release is known', () =>
    makeCurrent(next).then(
      () => true,
      () => false,
    ),
  );
  await until('the ticket has gone over', async () => {
    merged.length = 0;
    await wake(environment, taskQueue, number);
    await until('somebody merged', () => merged.length > 0);
    return merged.includes('new');
  });
  await news('new');
  await makeCurrent(old);
  await until('the ticket has gone back', async () => {
    merged.length = 0;
    await wake(environment, taskQueue, number);
    await until('somebody merged', () => merged.length > 0);
    return merged.includes('old');
  });
  await makeCurrent(next);
  await first.stop(); // drained: the new one goes on alone
  await until('the new one has it again', async () => {
    merged.length = 0;
    await wake(environment, taskQueue, number);
    await until('somebody merged', () => merged.length > 0);
    return true;
  });
  await news('new');
  const { status } = await handleOf(environment, number).describe();
  expect([ticketWorkflowId(number), status.name]).toEqual([ticketWorkflowId(number), 'RUNNING']);
  await second.stop();
});
