import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { searchAttributes } from '../../workers/search-attributes';
import { timeSkipping } from '../temporal/environment';
import { FakeTicket } from './fake-ticket';
import { registerAttributes } from './register-attributes';
import { count, eventsOf, handleOf, scene, wake } from './tickets';
import { quietRuntime, until, withWorkers } from './workers';

jest.setTimeout(120_000);

const hour = 3600_000;

let environment: TestWorkflowEnvironment;
beforeAll(async () => {
  quietRuntime();
  environment = await timeSkipping();
  await registerAttributes(environment, searchAttributes);
});
afterAll(() => environment?.teardown());

describe('the SLA timer of a ticket', () => {
  it('looks at the clocks when their next instant comes, and is one timer however often the ticket is woken', async () => {
    const { number, desk, taskQueue, id } = scene();
    const ticket = new FakeTicket([desk]);
    const start = await environment.currentTimeMs();
    ticket.sla = { at: start + 8 * hour, due: start + 9 * hour };
    await withWorkers(environment, { activities: ticket, systems: [desk], taskQueue }, async () => {
      await wake(environment, taskQueue, number);
      await until('it is confirmed', () => ticket.isUpToDate);
      for (let version = 2; version <= 4; version += 1) {
        ticket.change();
        await wake(environment, taskQueue, number);
        await until('it is confirmed', () => ticket.isUpToDate);
      }
      expect(count(await eventsOf(environment, id), 'TIMER_STARTED')).toBe(1);
      const merges = ticket.merges;
      ticket.sla = undefined;
      await environment.sleep(8 * hour);
      await until('the clocks are looked at', () => ticket.merges > merges);
      const events = await eventsOf(environment, id);
      expect([count(events, 'TIMER_STARTED'), count(events, 'TIMER_CANCELED')]).toEqual([1, 0]);
      await handleOf(environment, number).terminate();
    });
  });

  it('moves with the deadline, and comes while a push hangs', async () => {
    const { number, desk, taskQueue, id } = scene();
    let letGo = () => {};
    const held = new Promise<void>((resolve) => (letGo = resolve));
    const ticket = new FakeTicket([desk], async (_linkId, pushOn) => {
      if (ticket.version === 2) await held;
      return pushOn();
    });
    const start = await environment.currentTimeMs();
    ticket.sla = { at: start + 100 * hour };
    await withWorkers(environment, { activities: ticket, systems: [desk], taskQueue }, async () => {
      await wake(environment, taskQueue, number);
      await until('it is confirmed', () => ticket.isUpToDate);
      ticket.change();
      ticket.sla = { at: (await environment.currentTimeMs()) + 300 };
      await wake(environment, taskQueue, number);
      const merges = ticket.merges;
      await until('the clocks are looked at beside the hanging push', () => ticket.merges > merges + 1);
      letGo();
      await until('it is confirmed', () => ticket.isUpToDate);
      const events = await eventsOf(environment, id);
      expect(count(events, 'TIMER_CANCELED')).toBe(1);
      await handleOf(environment, number).terminate();
    });
  });
});
