import { ApplicationFailure } from '@temporalio/common';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { searchAttributes } from '../../workers/search-attributes';
import { localTemporal } from '../temporal/environment';
import { FakeTicket } from './fake-ticket';
import { handleOf, scene, wake } from './tickets';
import { quietRuntime, until, withWorkers } from './workers';

jest.setTimeout(120_000);

let environment: TestWorkflowEnvironment;
beforeAll(async () => {
  quietRuntime();
  environment = await localTemporal({ searchAttributes });
});
afterAll(() => environment?.teardown());

const pushesOf = async (number: string) => {
  const { events } = await handleOf(environment, number).fetchHistory();
  return (events ?? []).flatMap(({ activityTaskScheduledEventAttributes: push }) => (push ? [push] : []));
};

// The test server that skips time does not skip it while a task waits to be taken, so the two halves are seen apart.
it('a push waits a day at most for somebody who serves its system', async () => {
  const { number, desk, tracker, taskQueue } = scene();
  const ticket = new FakeTicket([desk, tracker]);
  // The workers know the tracker alone: the desk has left the configuration with a push on its way.
  await withWorkers(environment, { activities: ticket, systems: [tracker], taskQueue }, async () => {
    await wake(environment, taskQueue, number);
    await until('the tracker has it', () => ticket.pushed.includes('2@1'));
    const waiting = (await pushesOf(number)).find(({ taskQueue: queue }) => queue?.name?.includes(desk));
    expect(Number(waiting?.scheduleToStartTimeout?.seconds)).toBe(24 * 3600);
  });
});

it('a push that has ended so holds up neither the other records nor the end of the ticket', async () => {
  const { number, desk, tracker, taskQueue } = scene();
  const ticket = new FakeTicket([desk, tracker], async (linkId, pushOn) => {
    if (linkId === 1) throw ApplicationFailure.nonRetryable('nobody took it');
    return pushOn();
  });
  await withWorkers(environment, { activities: ticket, systems: [desk, tracker], taskQueue }, async () => {
    await wake(environment, taskQueue, number);
    await until('the tracker has it', () => ticket.pushed.includes('2@1'));
    ticket.removed = [desk];
    ticket.endsAt = Date.now();
    ticket.change('closed');
    await wake(environment, taskQueue, number);
    await handleOf(environment, number).result();
    expect(ticket.pushed).toEqual(['2@1', '2@2']);
  });
});
