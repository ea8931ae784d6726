import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { ticketWorkflowId } from '../../workflows/messages';
import { searchAttributes } from '../../workers/search-attributes';
import { localTemporal } from '../temporal/environment';
import { FakeTicket } from './fake-ticket';
import { count, eventsOf, handleOf, scene, wake } from './tickets';
import { quietRuntime, unique, until, withWorkers } from './workers';

jest.setTimeout(120_000);

let environment: TestWorkflowEnvironment;
beforeAll(async () => {
  quietRuntime();
  environment = await localTemporal({ searchAttributes });
});
afterAll(() => environment?.teardown());

/** One ticket with a number and queues of its own, and a promise that a test keeps hanging as long as it likes. */
const latch = () => {
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { opened, open: () => open() };
};

describe('a ticket that is woken', () => {
  it('merges, and pushes to every record that is behind', async () => {
    const { number, desk, tracker, taskQueue } = scene();
    const ticket = new FakeTicket([desk, tracker]);
    await withWorkers(environment, { activities: ticket, systems: [desk, tracker], taskQueue }, async () => {
      await wake(environment, taskQueue, number);
      await until('both are confirmed', () => ticket.isUpToDate);
      expect([...ticket.pushed].sort()).toEqual(['1@1', '2@1']);
      expect(ticket.merges).toBe(1);
    });
  });

  it('merges once for a burst of wakes', async () => {
    const { number, desk, taskQueue } = scene();
    const { opened, open } = latch();
    const ticket = new FakeTicket([desk]);
    ticket.mergesWaitFor = opened;
    await withWorkers(environment, { activities: ticket, systems: [desk], taskQueue }, async () => {
      await wake(environment, taskQueue, number);
      await until('it merges', () => ticket.merges === 1);
      ticket.change();
      await Promise.all(Array.from({ length: 20 }, () => wake(environment, taskQueue, number)));
      open();
      await until('it is confirmed', () => ticket.isUpToDate && ticket.merges > 1);
      await until('it waits', async () => (await openTasks(ticketWorkflowId(number))) === 0);
      expect(ticket.merges).toBe(2);
      expect(ticket.pushed.length).toBeLessThanOrEqual(2);
    });
  });

  it('is woken without a worker for once, however often', async () => {
    const { number, desk, taskQueue } = scene();
    const ticket = new FakeTicket([desk]);
    for (let i = 0; i < 20; i += 1) await wake(environment, taskQueue, number);
    await withWorkers(environment, { activities: ticket, systems: [desk], taskQueue }, async () => {
      await until('it is confirmed', () => ticket.isUpToDate);
      expect(ticket.merges).toBe(1);
    });
  });
});

describe('the lanes of a ticket', () => {
  it('are independent: a push that hangs in the desk does not hold the tracker’s', async () => {
    const { number, desk, tracker, taskQueue } = scene();
    const { opened, open } = latch();
    let hangs = false;
    const ticket = new FakeTicket([desk, tracker], async (linkId, pushOn) => {
      hangs ||= linkId === 1;
      if (linkId === 1) await opened;
      return pushOn();
    });
    await withWorkers(environment, { activities: ticket, systems: [desk, tracker], taskQueue }, async () => {
      await wake(environment, taskQueue, number);
      await until('the desk hangs', () => hangs);
      await until('the tracker has the first version', () => ticket.pushed.includes('2@1'));
      ticket.change('in_progress');
      await wake(environment, taskQueue, number);
      await until('the tracker has the second', () => ticket.pushed.includes('2@2'));
      expect(ticket.pushed).toEqual(['2@1', '2@2']);
      open();
      await until('the desk has caught up', () => ticket.isUpToDate);
      expect(ticket.pushed.filter((push) => push.startsWith('1'))).toEqual(['1@1', '1@2']);
    });
  });

  it('go on by themselves when they end behind the newest version, without a wake', async () => {
    const { number, desk, taskQueue, id } = scene();
    const { opened, open } = latch();
    const ticket = new FakeTicket([desk], async (_linkId, pushOn) => {
      const outcome = pushOn();
      await opened;
      return outcome;
    });
    await withWorkers(environment, { activities: ticket, systems: [desk], taskQueue }, async () => {
      await wake(environment, taskQueue, number);
      await until('the first push is under way', () => ticket.pushed.length === 1);
      for (const status of ['in_progress', 'waiting_customer'] as const) {
        ticket.change(status);
        const { merges } = ticket;
        await wake(environment, taskQueue, number);
        await until('it merged again', () => ticket.merges > merges);
      }
      open();
      await until('it is confirmed', () => ticket.isUpToDate);
      expect(ticket.pushed).toEqual(['1@1', '1@3']);
      expect(count(await eventsOf(environment, id), 'WORKFLOW_EXECUTION_SIGNALED')).toBe(3);
    });
  });

  it('merge again and push again, when somebody’s edit was found', async () => {
    const { number, desk, taskQueue } = scene();
    let found = 0;
    const ticket: FakeTicket = new FakeTicket([desk], async (_linkId, pushOn) => {
      if (found++ > 0) return pushOn();
      ticket.change('waiting_customer');
      return { outcome: 'rebase' };
    });
    await withWorkers(environment, { activities: ticket, systems: [desk], taskQueue }, async () => {
      await wake(environment, taskQueue, number);
      await until('it is confirmed', () => ticket.isUpToDate);
      expect([ticket.merges, ticket.pushed]).toEqual([2, ['1@2']]);
    });
  });

  it('wait for a closed gate without a trace in the history, and go on when woken', async () => {
    const { number, desk, tracker, taskQueue, id } = scene();
    const ticket: FakeTicket = new FakeTicket([desk, tracker], async (linkId, pushOn) => {
      if (linkId !== 1 || ticket.parked.length > 0 || ticket.merges > 1) return pushOn();
      ticket.parked = [desk];
      return { outcome: 'parked' };
    });
    await withWorkers(environment, { activities: ticket, systems: [desk, tracker], taskQueue }, async () => {
      await wake(environment, taskQueue, number);
      await until('it has parked', () => ticket.merges === 2 && ticket.pushed.includes('2@1'));
      await until('it waits', async () => (await openTasks(id)) === 0);
      const before = (await eventsOf(environment, id)).length;
      await new Promise((resolve) => setTimeout(resolve, 1000));
      expect(await eventsOf(environment, id)).toHaveLength(before);
      ticket.parked = [];
      await wake(environment, taskQueue, number);
      await until('the desk has it', () => ticket.isUpToDate);
    });
  });

  it('do not go round and round when a person must help first', async () => {
    const { number, desk, taskQueue } = scene();
    const ticket: FakeTicket = new FakeTicket([desk, unique('other')], async () => {
      (ticket as { systems: readonly string[] }).systems = [];
      ticket.hasProblems = true;
      return { outcome: 'stopped' };
    });
    await withWorkers(environment, { activities: ticket, systems: [desk], taskQueue }, async () => {
      await wake(environment, taskQueue, number);
      await until('it looked again', () => ticket.merges === 2);
      expect(ticket.pushed).toEqual([]);
    });
  });
});

/** Workflow tasks and activities that are scheduled but did not end. */
const openTasks = async (id: string): Promise<number> => {
  const events = await eventsOf(environment, id);
  return (
    count(events, 'WORKFLOW_TASK_SCHEDULED') -
    count(events, 'WORKFLOW_TASK_COMPLETED') +
    count(events, 'ACTIVITY_TASK_SCHEDULED') -
    count(events, 'ACTIVITY_TASK_COMPLETED')
  );
};

describe('a registration that is taken back', () => {
  it('is taken back in one record after the other, the newest first', async () => {
    const systems = ['desk', 'tracker', 'builders'].map(unique);
    const { number, taskQueue } = scene();
    let atOnce = 0;
    let most = 0;
    const ticket = new FakeTicket(systems, async (_linkId, pushOn) => {
      atOnce += 1;
      most = Math.max(most, atOnce);
      await new Promise((resolve) => setTimeout(resolve, 50));
      atOnce -= 1;
      return pushOn();
    });
    ticket.undone = true;
    ticket.change('cancelled');
    await withWorkers(environment, { activities: ticket, systems, taskQueue }, async () => {
      await wake(environment, taskQueue, number);
      await until('all are cancelled', () => ticket.isUpToDate);
      expect([ticket.pushed, most]).toEqual([['3@2', '2@2', '1@2'], 1]);
    });
  });

  it('is taken back to the end, though the workflow is cancelled meanwhile', async () => {
    const systems = ['desk', 'tracker'].map(unique);
    const { number, taskQueue } = scene();
    const { opened, open } = latch();
    const ticket = new FakeTicket(systems, async (linkId, pushOn) => {
      if (linkId === 2) await opened;
      return pushOn();
    });
    ticket.undone = true;
    ticket.change('cancelled');
    await withWorkers(environment, { activities: ticket, systems, taskQueue }, async () => {
      await wake(environment, taskQueue, number);
      await until('the first is under way', async () =>
        (await eventsOf(environment, ticketWorkflowId(number))).includes('ACTIVITY_TASK_SCHEDULED'),
      );
      await handleOf(environment, number).cancel();
      open();
      await until('both are cancelled', () => ticket.isUpToDate);
      expect(ticket.pushed).toEqual(['2@2', '1@2']);
    });
  });
});

describe('what an engineer sees in the Temporal UI', () => {
  it('says what the ticket waits for, and writes attributes only when they changed', async () => {
    const { number, desk, tracker, taskQueue, id } = scene();
    const ticket = new FakeTicket([desk, tracker]);
    await withWorkers(environment, { activities: ticket, systems: [desk, tracker], taskQueue }, async () => {
      await wake(environment, taskQueue, number);
      await until('it is confirmed', () => ticket.isUpToDate);
      ticket.change();
      await wake(environment, taskQueue, number);
      await until('it is confirmed', () => ticket.isUpToDate);
      expect(count(await eventsOf(environment, id), 'UPSERT_WORKFLOW_SEARCH_ATTRIBUTES')).toBe(1);
      const { typedSearchAttributes } = await handleOf(environment, number).describe();
      expect(
        Object.fromEntries(typedSearchAttributes.getAll().map(({ key, value }) => [key.name, value])),
      ).toMatchObject({
        SagadeskStatus: 'new',
        SagadeskSync: 'synced',
        SagadeskSystems: [desk, tracker].sort(),
      });
      ticket.parked = [desk];
      ticket.change('in_progress');
      await wake(environment, taskQueue, number);
      await until('the tracker is confirmed', () => ticket.pushed.includes('2@3'));
      const details = await handleOf(environment, number).query<string>('__temporal_workflow_metadata');
      expect(JSON.stringify(details)).toContain(`Waits for ${desk}`);
      expect(count(await eventsOf(environment, id), 'UPSERT_WORKFLOW_SEARCH_ATTRIBUTES')).toBe(2);
    });
  });
});

it('the life of a ticket takes few events: made in two systems, worked on, remarked twice, resolved, closed', async () => {
  const { number, desk, tracker, taskQueue, id } = scene();
  const ticket = new FakeTicket([desk, tracker]);
  await withWorkers(environment, { activities: ticket, systems: [desk, tracker], taskQueue }, async () => {
    const step = async (status = ticket.status) => {
      if (ticket.merges > 0) ticket.change(status);
      await wake(environment, taskQueue, number);
      await until('it is confirmed', () => ticket.isUpToDate);
      await until('it waits', async () => (await openTasks(id)) === 0);
    };
    await step(); // registered, and made in both
    await step('in_progress'); // in the tracker
    await step(); // a remark
    await step(); // and another
    await step('resolved');
    await step('closed');
    const events = await eventsOf(environment, id);
    const workflowTask = 3;
    const push = 3 + workflowTask;
    const change = 1 + workflowTask + 1 + 2 * push; // a signal, its task with the merge's marker, a push to each system
    const [began, attributes] = [1, 4];
    expect(events.length).toBeLessThanOrEqual(began + 6 * change + attributes);
  });
});
