import { ApplicationFailure } from '@temporalio/activity';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { wakeGate } from '../../workflows/messages';
import { timeSkipping } from '../temporal/environment';
import { count, eventsOf, signalled } from './tickets';
import { quietRuntime, unique, until, withWorkers } from './workers';

jest.setTimeout(120_000);

const hour = 3600_000;

let environment: TestWorkflowEnvironment;
beforeAll(async () => {
  quietRuntime();
  environment = await timeSkipping();
});
afterAll(() => environment?.teardown());

/** A system that is away for so long, and what was done about it. */
const away = async (hours: number) => {
  const backAt = (await environment.currentTimeMs()) + hours * hour;
  const seen = { probes: 0, releases: 0 };
  return {
    seen,
    async probeSystem() {
      seen.probes += 1;
      if ((await environment.currentTimeMs()) < backAt)
        throw ApplicationFailure.create({ type: 'down', message: 'does not answer', nextRetryDelay: '10m' });
      return { generation: 1 };
    },
    async releaseSystem(): Promise<number> {
      seen.releases += 1;
      return 0;
    },
  };
};

const closeGate = async (system: string, taskQueue: string) => {
  const spec = wakeGate(system);
  await signalled(environment, { ...spec, taskQueue });
  return environment.client.workflow.getHandle(spec.workflowId);
};

describe('the gate of a system that is away', () => {
  it('asks for a whole day without adding to its history, releases who waits, and ends', async () => {
    const [system, taskQueue] = [unique('desk'), unique('tickets')];
    const { seen, ...activities } = await away(24);
    await withWorkers(environment, { activities, taskQueue }, async () => {
      const handle = await closeGate(system, taskQueue);
      await handle.result();
      expect(seen.releases).toBe(1);
      expect(seen.probes).toBeGreaterThan(1);
      expect((await eventsOf(environment, handle.workflowId)).length).toBeLessThanOrEqual(25);
    });
  });

  it('asks again when the system goes away while those who waited are being released', async () => {
    const [system, taskQueue] = [unique('desk'), unique('tickets')];
    const { seen, ...activities } = await away(0);
    const releaseSystem = async () => {
      if (seen.releases === 0) await closeGate(system, taskQueue);
      return activities.releaseSystem();
    };
    await withWorkers(environment, { activities: { ...activities, releaseSystem }, taskQueue }, async () => {
      const handle = await closeGate(system, taskQueue);
      await handle.result();
      expect(seen).toEqual({ probes: 2, releases: 2 });
    });
  });

  it('is one, however many pushes find the system away', async () => {
    const [system, taskQueue] = [unique('desk'), unique('tickets')];
    const { seen, ...activities } = await away(0);
    const handle = await closeGate(system, taskQueue);
    for (let i = 0; i < 10; i += 1) await closeGate(system, taskQueue);
    await withWorkers(environment, { activities, taskQueue }, async () => {
      await handle.result();
      expect(seen).toEqual({ probes: 1, releases: 1 });
    });
  });

  it('begins anew the next time', async () => {
    const [system, taskQueue] = [unique('desk'), unique('tickets')];
    const { seen, ...activities } = await away(0);
    await withWorkers(environment, { activities, taskQueue }, async () => {
      await (await closeGate(system, taskQueue)).result();
      const handle = await closeGate(system, taskQueue);
      await handle.result();
      await until('it was released twice', () => seen.releases === 2);
      expect(count(await eventsOf(environment, handle.workflowId), 'ACTIVITY_TASK_COMPLETED')).toBe(2);
    });
  });
});
