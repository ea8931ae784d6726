import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { searchAttributes } from '../../workers/search-attributes';
import { timeSkipping } from '../temporal/environment';
import { FakeTicket } from './fake-ticket';
import { count, eventsOf, handleOf, scene, wake } from './tickets';
import { quietRuntime, until, withWorkers } from './workers';
import { registerAttributes } from './register-attributes';

jest.setTimeout(120_000);

const day = 24 * 3600_000;

let environment: TestWorkflowEnvironment;
beforeAll(async () => {
  quietRuntime();
  environment = await timeSkipping();
  await registerAttributes(environment, searchAttributes);
});
afterAll(() => environment?.teardown());

describe('the workflow of a closed ticket', () => {
  it('ends some days after, and a late wake starts it again', async () => {
    const { number, desk, taskQueue, id } = scene();
    const ticket = new FakeTicket([desk]);
    ticket.status = 'closed';
    const closedAt = await environment.currentTimeMs();
    ticket.endsAt = closedAt + 3 * day;
    await withWorkers(environment, { activities: ticket, systems: [desk], taskQueue }, async () => {
      await wake(environment, taskQueue, number);
      const first = await handleOf(environment, number).describe();
      await handleOf(environment, number).result();
      expect((await environment.currentTimeMs()) - closedAt).toBeGreaterThanOrEqual(3 * day);
      expect(ticket.pushed).toEqual(['1@1']);

      ticket.change('in_progress');
      ticket.endsAt = undefined;
      await wake(environment, taskQueue, number);
      await until('it is confirmed', () => ticket.isUpToDate);
      const second = await handleOf(environment, number).describe();
      expect(second.runId).not.toBe(first.runId);
      expect(second.status.name).toBe('RUNNING');
      expect(count(await eventsOf(environment, id, first.runId), 'TIMER_STARTED')).toBe(1);
    });
  });

  it('lives on when something is heard of the ticket within these days', async () => {
    const { number, desk, taskQueue } = scene();
    const ticket = new FakeTicket([desk]);
    ticket.status = 'closed';
    ticket.endsAt = (await environment.currentTimeMs()) + 3 * day;
    await withWorkers(environment, { activities: ticket, systems: [desk], taskQueue }, async () => {
      await wake(environment, taskQueue, number);
      await until('it is confirmed', () => ticket.isUpToDate);
      await environment.sleep(2 * day);
      ticket.change('in_progress');
      ticket.endsAt = undefined;
      await wake(environment, taskQueue, number);
      await until('it is confirmed', () => ticket.isUpToDate);
      await environment.sleep(10 * day);
      expect((await handleOf(environment, number).describe()).status.name).toBe('RUNNING');
    });
  });

  it('does not end while a record of it waits for its system', async () => {
    const { number, desk, taskQueue } = scene();
    const ticket = new FakeTicket([desk]);
    ticket.status = 'closed';
    ticket.parked = [desk];
    ticket.endsAt = (await environment.currentTimeMs()) + 3 * day;
    await withWorkers(environment, { activities: ticket, systems: [desk], taskQueue }, async () => {
      await wake(environment, taskQueue, number);
      await until('it looked', () => ticket.merges === 1);
      await environment.sleep(10 * day);
      expect((await handleOf(environment, number).describe()).status.name).toBe('RUNNING');
      ticket.parked = [];
      await wake(environment, taskQueue, number);
      await handleOf(environment, number).result();
      expect(ticket.pushed).toEqual(['1@1']);
    });
  });

  it('ends at once for a number that no ticket has', async () => {
    const { number, taskQueue } = scene();
    const ticket = new FakeTicket([]);
    ticket.status = 'closed';
    ticket.endsAt = 0;
    await withWorkers(environment, { activities: ticket, taskQueue }, async () => {
      await wake(environment, taskQueue, number);
      const statusOf = async () => (await handleOf(environment, number).describe()).status.name;
      await until('it has ended', async () => (await statusOf()) === 'COMPLETED');
    });
  });
});

it('an open ticket waits for months without an event', async () => {
  const { number, desk, taskQueue, id } = scene();
  const ticket = new FakeTicket([desk]);
  await withWorkers(environment, { activities: ticket, systems: [desk], taskQueue }, async () => {
    await wake(environment, taskQueue, number);
    await until('it is confirmed', () => ticket.isUpToDate);
    await environment.sleep(day);
    const before = await eventsOf(environment, id);
    await environment.sleep(90 * day);
    expect(await eventsOf(environment, id)).toEqual(before);
  });
});

it('without Postgres the ticket tries again with growing pauses, and goes on when it is there', async () => {
  const { number, desk, taskQueue, id } = scene();
  const ticket = new FakeTicket([desk]);
  let isAway = true;
  const mergeTicket = async () => {
    if (isAway) throw new Error('connect ECONNREFUSED');
    return ticket.mergeTicket();
  };
  const activities = { mergeTicket, push: ticket.push };
  await withWorkers(environment, { activities, systems: [desk], taskQueue }, async () => {
    const start = await environment.currentTimeMs();
    const hours = async () => ((await environment.currentTimeMs()) - start) / 3600_000;
    await wake(environment, taskQueue, number);
    for (let pauses = 1; (await hours()) < 4; pauses += 1) {
      await until(
        'it pauses',
        async () => count(await eventsOf(environment, id), 'TIMER_STARTED') === pauses,
      );
      await environment.sleep(Math.min(30 * 60_000, 5000 * 2 ** (pauses - 1)));
      await until(
        'it tries again',
        async () => count(await eventsOf(environment, id), 'TIMER_FIRED') === pauses,
      );
    }
    expect((await eventsOf(environment, id)).length).toBeLessThan(120);
    isAway = false;
    await wake(environment, taskQueue, number);
    await until('it is confirmed', () => ticket.isUpToDate);
    expect(await hours()).toBeLessThan(5);
  });
});
