import { Context } from '@temporalio/activity';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import type { mailbox, source } from '../../workflows';
import { timeSkipping } from '../temporal/environment';
import { count, eventsOf } from './tickets';
import { quietRuntime, startWorkers, unique, until, withWorkers } from './workers';

jest.setTimeout(120_000);

let environment: TestWorkflowEnvironment;
beforeAll(async () => {
  quietRuntime();
  environment = await timeSkipping();
});
afterAll(() => environment?.teardown());

const begin = async (system: string, taskQueue: string) => {
  const workflowId = `source/${system}`;
  const handle = await environment.client.workflow.start<typeof source>('source', {
    taskQueue,
    workflowId,
    args: [{ system }],
  });
  return { workflowId, handle };
};

/** As the real one: beats, and ends only when it is told to. */
const watchUntilStopped = async (): Promise<void> => {
  const context = Context.current();
  const beat = setInterval(() => context.heartbeat(), 200);
  try {
    await context.cancelled;
  } finally {
    clearInterval(beat);
  }
};

describe('the source of a system', () => {
  it('is watched again when the worker that watched it has died', async () => {
    const [system, taskQueue] = [unique('desk'), unique('tickets')];
    let attempts = 0;
    let bury: () => void = () => undefined;
    const dead = new Promise<void>((resolve) => (bury = resolve));
    const watch = async () => {
      attempts += 1;
      return attempts === 1 ? dead : watchUntilStopped(); // nobody beats, nobody answers
    };
    const workers = await startWorkers(environment, { activities: { watch }, taskQueue });
    const { handle, workflowId } = await begin(system, taskQueue);
    await until('it is watched', () => attempts === 1);
    await until('it is watched again', () => attempts === 2, 40_000);
    expect((await handle.describe()).status.name).toBe('RUNNING');
    expect(count(await eventsOf(environment, workflowId), 'ACTIVITY_TASK_SCHEDULED')).toBe(1);
    await handle.terminate();
    bury();
    await workers.stop();
  });

  it('is handed to another worker when one is stopped', async () => {
    const [system, taskQueue] = [unique('desk'), unique('tickets')];
    let attempts = 0;
    const watch = async () => {
      attempts += 1;
      return watchUntilStopped();
    };
    const first = await startWorkers(environment, { activities: { watch }, taskQueue });
    const { handle, workflowId } = await begin(system, taskQueue);
    await until('it is watched', () => attempts === 1);
    await first.stop();
    const second = await startWorkers(environment, { activities: { watch }, taskQueue });
    await until('another watches', () => attempts === 2, 40_000);
    expect((await handle.describe()).status.name).toBe('RUNNING');
    expect(count(await eventsOf(environment, workflowId), 'ACTIVITY_TASK_FAILED')).toBe(0);
    await handle.terminate();
    await second.stop();
  });

  it('is watched in stretches, one at a time, and goes on in a new run before its history is long', async () => {
    const [system, taskQueue] = [unique('desk'), unique('tickets')];
    let stretches = 0;
    let atOnce = 0;
    let most = 0;
    const watch = async () => {
      stretches += 1;
      atOnce += 1;
      most = Math.max(most, atOnce);
      await new Promise((resolve) => setTimeout(resolve, 1));
      atOnce -= 1;
    };
    await withWorkers(environment, { activities: { watch }, taskQueue }, async () => {
      const { handle, workflowId } = await begin(system, taskQueue);
      const { runId } = await handle.describe();
      await until('it went on in a new run', async () => (await handle.describe()).runId !== runId, 60_000);
      expect((await eventsOf(environment, workflowId, runId)).length).toBeLessThan(520);
      expect(most).toBe(1);
      await handle.terminate();
    });
    expect(stretches).toBeGreaterThan(50);
  });
});

describe('the source of a mailbox', () => {
  it('is watched again when the worker that watched it has died', async () => {
    const [name, taskQueue] = [unique('support'), unique('tickets')];
    let attempts = 0;
    let bury: () => void = () => undefined;
    const dead = new Promise<void>((resolve) => (bury = resolve));
    const watchMailbox = async () => {
      attempts += 1;
      return attempts === 1 ? dead : watchUntilStopped();
    };
    const workers = await startWorkers(environment, { activities: { watchMailbox }, taskQueue });
    const handle = await environment.client.workflow.start<typeof mailbox>('mailbox', {
      taskQueue,
      workflowId: `mailbox/${name}`,
      args: [{ mailbox: name }],
    });
    await until('it is watched', () => attempts === 1);
    await until('it is watched again', () => attempts === 2, 40_000);
    expect((await handle.describe()).status.name).toBe('RUNNING');
    await handle.terminate();
    bury();
    await workers.stop();
  });
});
