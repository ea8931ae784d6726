import { activityInfo } from '@temporalio/activity';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { Worker } from '@temporalio/worker';
import { searchAttributes } from '../../workers/search-attributes';
import { systemQueue, ticketWorkflowId } from '../../workflows/messages';
import { localTemporal } from '../temporal/environment';
import { wake } from './tickets';
import { quietRuntime, unique, until, withWorkers } from './workers';

jest.setTimeout(120_000);

const burst = 40;
const minute = 60_000;

let environment: TestWorkflowEnvironment;
beforeAll(async () => {
  quietRuntime();
  environment = await localTemporal({ searchAttributes });
});
afterAll(() => environment?.teardown());

it('a burst of pushes does not hold up the ticket that breaches in five minutes', async () => {
  const [desk, taskQueue, run] = [unique('desk'), unique('tickets'), unique('SD')];
  const urgent = `${run}-urgent`;
  const due = new Map<string, number>([[urgent, Date.now() + 5 * minute]]);
  const pushed = new Set<string>();
  const numberOf = () => activityInfo().workflowExecution!.workflowId.slice(ticketWorkflowId('').length);
  const mergeTicket = async ({ number }: { readonly number: string }) => ({
    ...{
      version: 1,
      status: 'new' as const,
      parked: [],
      systems: [desk],
      hasProblems: false,
      inOrder: false,
    },
    lanes: pushed.has(number) ? [] : [{ linkId: 1, system: desk }],
    sla: { due: due.get(number) ?? Date.now() + 600 * minute },
  });
  const push = async () => {
    pushed.add(numberOf());
    return { outcome: 'confirmed' as const, version: 1 };
  };
  await withWorkers(environment, { activities: { mergeTicket }, taskQueue }, async () => {
    for (let n = 0; n < burst; n++) await wake(environment, taskQueue, `${run}-${n}`);
    const scheduled = async (number: string) => {
      const { pendingActivities } = (
        await environment.client.workflow.getHandle(ticketWorkflowId(number)).describe()
      ).raw;
      return (pendingActivities ?? []).length > 0;
    };
    await until('the burst waits for a worker', () => scheduled(`${run}-${burst - 1}`));
    await wake(environment, taskQueue, urgent);
    await until('the urgent one waits behind it', () => scheduled(urgent));
    const { nativeConnection: connection, namespace = 'default' } = environment;
    const worker = await Worker.create({
      ...{ connection, namespace, taskQueue: systemQueue(desk), activities: { push } },
      maxConcurrentActivityTaskExecutions: 1,
    });
    await worker.runUntil(until('all are pushed', () => pushed.size === burst + 1));
  });
  // A queue has partitions, and some tasks may be on their way to the worker already; without urgency it would be the last.
  expect([...pushed].indexOf(urgent)).toBeLessThan(burst / 2);
});
