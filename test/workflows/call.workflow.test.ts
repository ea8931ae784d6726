import type { TestWorkflowEnvironment } from '@temporalio/testing';
import type { CallDuty } from '../../activities/activities';
import { wakeCall } from '../../workflows/messages';
import { timeSkipping } from '../temporal/environment';
import { eventsOf, signalled } from './tickets';
import { quietRuntime, unique, withWorkers } from './workers';

jest.setTimeout(120_000);

let environment: TestWorkflowEnvironment;
beforeAll(async () => {
  quietRuntime();
  environment = await timeSkipping();
});
afterAll(() => environment?.teardown());

let calls = 0;
/** Runs a call whose duty is told by `look`, to its end. */
const live = async (look: (now: number, looks: number) => CallDuty | 'away'): Promise<readonly number[]> => {
  const taskQueue = unique('calls');
  const spec = { ...wakeCall((calls += 1)), taskQueue };
  const seen: number[] = [];
  const lookAtCall = async (): Promise<CallDuty> => {
    const now = await environment.currentTimeMs();
    const duty = look(now, seen.push(now));
    if (duty === 'away') throw new Error('away');
    return duty;
  };
  await withWorkers(environment, { activities: { lookAtCall }, taskQueue }, async () => {
    await signalled(environment, spec);
    await environment.client.workflow.getHandle(spec.workflowId).result();
  });
  expect((await eventsOf(environment, spec.workflowId)).length).toBeLessThan(60);
  return seen;
};

const minute = 60_000;

describe('the workflow of a call', () => {
  it('looks again when its limit, and then its time for a call back, is over; then it ends', async () => {
    let from = 0;
    const seen = await live((now, looks) => {
      if (looks === 1) from = now;
      if (now < from + 15 * minute) return { state: 'ringing', at: from + 15 * minute };
      return now < from + 45 * minute ? { state: 'missed', at: from + 45 * minute } : { state: 'missed' };
    });
    expect(seen.map((at) => Math.round((at - from) / minute))).toEqual([0, 15, 45]);
  });

  it('ends at once with a call that is over', async () => {
    expect(await live(() => ({ state: 'ended' }))).toHaveLength(1);
  });

  it('waits for Postgres as long as that takes', async () => {
    let from = 0;
    await live((now, looks) => {
      if (looks === 1) from = now;
      return now < from + 10 * minute ? 'away' : { state: 'ended' };
    });
  });
});
