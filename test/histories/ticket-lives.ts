import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { ticketQueue, ticketWorkflowId } from '../../workflows/messages';
import { FakeTicket } from '../workflows/fake-ticket';
import { runsFrom, wake } from '../workflows/tickets';
import { until, withWorkers } from '../workflows/workers';
import type { Life, Recorded } from './life';

const systems = ['helpdesk', 'executors'];

/** Plays a ticket's life, then names the runs that are to be kept. */
const play = async (
  environment: TestWorkflowEnvironment,
  number: string,
  ticket: FakeTicket,
  steps: (step: (status?: FakeTicket['status']) => Promise<void>) => Promise<void>,
  mergeTicket = ticket.mergeTicket,
): Promise<readonly Recorded[]> => {
  const workflowId = ticketWorkflowId(number);
  const activities = { mergeTicket, push: ticket.push };
  const step = async (status?: FakeTicket['status']) => {
    if (ticket.merges > 0) ticket.change(status);
    await wake(environment, ticketQueue, number);
    await until('it is confirmed', () => ticket.isUpToDate, 30_000);
  };
  return withWorkers(environment, { activities, systems, taskQueue: ticketQueue }, async () => {
    await wake(environment, ticketQueue, number);
    const { runId } = await environment.client.workflow.getHandle(workflowId).describe();
    await steps(step);
    const runs = await runsFrom(environment, workflowId, runId);
    return runs.map((run) => ({ workflowId, runId: run }));
  });
};

const closes = async (ticket: FakeTicket, step: (status: 'closed') => Promise<void>): Promise<void> => {
  ticket.endsAt = Date.now() + 2000;
  await step('closed');
  await new Promise((resolve) => setTimeout(resolve, 3000));
};

/** Made in two systems, worked on, remarked, resolved, closed, ended. */
const plain: Life = async (environment) => {
  const ticket = new FakeTicket(systems);
  return play(environment, 'SD-1001', ticket, async (step) => {
    await step();
    await step('in_progress');
    await step();
    await step('resolved');
    await closes(ticket, step);
  });
};

/** A push meets somebody's edit. */
const rebased: Life = async (environment) => {
  let pushes = 0;
  const ticket: FakeTicket = new FakeTicket(systems, async (linkId, pushOn) => {
    if (linkId !== 1 || (pushes += 1) !== 2) return pushOn();
    ticket.change('waiting_customer');
    return { outcome: 'rebase' };
  });
  return play(environment, 'SD-1002', ticket, async (step) => {
    await step();
    await step('in_progress');
    await closes(ticket, step);
  });
};

/** A system is away, comes back, and the ticket is woken. */
const parked: Life = async (environment) => {
  const ticket: FakeTicket = new FakeTicket(systems, async (linkId, pushOn) => {
    if (linkId !== 1 || ticket.merges > 1) return pushOn();
    ticket.parked = ['helpdesk'];
    return { outcome: 'parked' };
  });
  return play(environment, 'SD-1003', ticket, async (step) => {
    await until('it is parked', () => ticket.merges === 2 && ticket.pushed.includes('2@1'));
    await new Promise((resolve) => setTimeout(resolve, 1000));
    ticket.parked = [];
    await step('in_progress');
    await closes(ticket, step);
  });
};

/** A registration is taken back. */
const undone: Life = async (environment) => {
  const ticket = new FakeTicket(systems);
  return play(environment, 'SD-1004', ticket, async (step) => {
    await step();
    ticket.undone = true;
    ticket.endsAt = Date.now() + 2000;
    await step('cancelled');
    await new Promise((resolve) => setTimeout(resolve, 3000));
  });
};

/** A slow system is left behind, and catches up by itself. */
const behind: Life = async (environment) => {
  const ticket = new FakeTicket(systems, async (linkId, pushOn) => {
    const outcome = pushOn();
    if (linkId === 1) await new Promise((resolve) => setTimeout(resolve, 500));
    return outcome;
  });
  return play(environment, 'SD-1005', ticket, async (step) => {
    await step();
    await step('in_progress');
    await step('resolved');
    await closes(ticket, step);
  });
};

/** Postgres is away for some seconds. */
const withoutPostgres: Life = async (environment) => {
  const ticket = new FakeTicket(systems);
  let tries = 0;
  const mergeTicket = async () => {
    tries += 1;
    if (tries <= 4) throw new Error('connect ECONNREFUSED');
    return ticket.mergeTicket();
  };
  return play(
    environment,
    'SD-1006',
    ticket,
    async (step) => {
      await until('it goes on', () => ticket.isUpToDate, 30_000);
      await step('in_progress');
    },
    mergeTicket,
  );
};

/** So many changes that the ticket goes on in new runs; see `dynamicConfig` in record.ts. */
const long: Life = async (environment) => {
  const ticket = new FakeTicket(systems);
  return play(environment, 'SD-1007', ticket, async (step) => {
    for (let i = 0; i < 12; i += 1) await step('in_progress');
    await closes(ticket, step);
  });
};

export const ticketLives: Readonly<Record<string, Life>> = {
  'ticket-plain': plain,
  'ticket-rebased': rebased,
  'ticket-parked': parked,
  'ticket-undone': undone,
  'ticket-behind': behind,
  'ticket-without-postgres': withoutPostgres,
  'ticket-long': long,
};
