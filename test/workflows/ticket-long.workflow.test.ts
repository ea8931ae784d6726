import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { searchAttributes } from '../../workers/search-attributes';
import { localTemporal } from '../temporal/environment';
import { FakeTicket } from './fake-ticket';
import { count, eventsOf, handleOf, runsFrom, scene, wake } from './tickets';
import { quietRuntime, until, withWorkers } from './workers';

jest.setTimeout(120_000);

/** Events after which the server of this file calls a history long. */
const long = 25;

let environment: TestWorkflowEnvironment;
beforeAll(async () => {
  quietRuntime();
  const dynamicConfig = { 'limit.historyCount.suggestContinueAsNew': String(long) };
  environment = await localTemporal({ searchAttributes, dynamicConfig });
});
afterAll(() => environment?.teardown());

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe('a ticket whose history has become long', () => {
  it('goes on in a new run, and drops no wake while it does', async () => {
    const { number, desk, tracker, taskQueue, id } = scene();
    const ticket = new FakeTicket([desk, tracker]);
    await withWorkers(environment, { activities: ticket, systems: [desk, tracker], taskQueue }, async () => {
      await wake(environment, taskQueue, number);
      const { runId } = await handleOf(environment, number).describe();
      for (let i = 0; i < 40; i += 1) {
        await until('the change is confirmed', () => ticket.isUpToDate);
        await pause(i); // at a different moment of the ending run each time
        ticket.change();
        await wake(environment, taskQueue, number);
      }
      await until('the last is confirmed', () => ticket.isUpToDate);
      const runs = await runsFrom(environment, id, runId);
      expect(runs.length).toBeGreaterThan(5);
      for (const run of runs) expect((await eventsOf(environment, id, run)).length).toBeLessThan(3 * long);
    });
  });

  it('does not write the same attributes again in the new run', async () => {
    const { number, desk, taskQueue, id } = scene();
    const ticket = new FakeTicket([desk]);
    await withWorkers(environment, { activities: ticket, systems: [desk], taskQueue }, async () => {
      await wake(environment, taskQueue, number);
      const { runId } = await handleOf(environment, number).describe();
      for (let i = 0; i < 6; i += 1) {
        await until('it is confirmed', () => ticket.isUpToDate);
        ticket.change();
        await wake(environment, taskQueue, number);
      }
      await until('it is confirmed', () => ticket.isUpToDate);
      const runs = await runsFrom(environment, id, runId);
      const written = await Promise.all(
        runs.map(async (run) =>
          count(await eventsOf(environment, id, run), 'UPSERT_WORKFLOW_SEARCH_ATTRIBUTES'),
        ),
      );
      expect(runs.length).toBeGreaterThan(1);
      expect(written).toEqual([1, ...runs.slice(1).map(() => 0)]);
    });
  });

  it('waits for its pushes to end before it goes on in a new run', async () => {
    const { number, desk, tracker, taskQueue, id } = scene();
    let open: () => void = () => undefined;
    const opened = new Promise<void>((resolve) => (open = resolve));
    const ticket = new FakeTicket([desk, tracker], async (linkId, pushOn) => {
      if (linkId === 1) await opened;
      return pushOn();
    });
    await withWorkers(environment, { activities: ticket, systems: [desk, tracker], taskQueue }, async () => {
      await wake(environment, taskQueue, number);
      const { runId } = await handleOf(environment, number).describe();
      for (let i = 2; i < 8; i += 1) {
        ticket.change();
        await wake(environment, taskQueue, number);
        await until('the tracker has it', () => ticket.pushed.includes(`2@${i}`));
      }
      expect((await eventsOf(environment, id, runId)).length).toBeGreaterThan(long);
      expect(await runsFrom(environment, id, runId)).toHaveLength(1);
      open();
      await until('both are confirmed', () => ticket.isUpToDate);
      await until('it went on', async () => (await runsFrom(environment, id, runId)).length > 1);
      expect(ticket.pushed.filter((push) => push.startsWith('1')).at(-1)).toBe('1@7');
    });
  });
});
