import { temporal } from '@temporalio/proto';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { signalWithStart, type SignalSpec } from '../../platform/signal-with-start';
import { ticketWorkflowId, wakeTicket } from '../../workflows/messages';
import { unique } from './workers';

/** A ticket that no other test knows, with queues of its own. */
export const scene = () => {
  const number = `SD-${Math.floor(Math.random() * 1e12)}`;
  const [desk, tracker] = [unique('desk'), unique('tracker')] as const;
  return { number, desk, tracker, taskQueue: unique('tickets'), id: ticketWorkflowId(number) };
};

/** Wakes a ticket as the rest of Sagadesk does, on the queue of this test. */
export const wake = (
  environment: TestWorkflowEnvironment,
  taskQueue: string,
  number: string,
): Promise<void> => signalled(environment, { ...wakeTicket(number), taskQueue });

const tries = 5;

/** Repeats a signal whose short deadline passed: on a busy machine the test server's first answers are slow. */
export const signalled = async ({ client }: TestWorkflowEnvironment, spec: SignalSpec): Promise<void> => {
  for (let attempt = 1; ; attempt += 1)
    try {
      return await signalWithStart(client, spec);
    } catch (error) {
      if (attempt === tries) throw error;
    }
};

export const handleOf = ({ client }: TestWorkflowEnvironment, number: string) =>
  client.workflow.getHandle(ticketWorkflowId(number));

const { EventType } = temporal.api.enums.v1;

/** The events of a run by their names, oldest first. */
export const eventsOf = async (
  { client }: TestWorkflowEnvironment,
  workflowId: string,
  runId?: string,
): Promise<readonly string[]> => {
  const { events } = await client.workflow.getHandle(workflowId, runId).fetchHistory();
  return (events ?? []).map(({ eventType }) => EventType[eventType!]!.replace('EVENT_TYPE_', ''));
};

/** Run ids of a workflow from this run on, each the continuation of the one before. */
export const runsFrom = async (
  { client }: TestWorkflowEnvironment,
  workflowId: string,
  first: string,
): Promise<readonly string[]> => {
  const runs = [first];
  for (;;) {
    const { events } = await client.workflow.getHandle(workflowId, runs.at(-1)).fetchHistory();
    const next = events?.at(-1)?.workflowExecutionContinuedAsNewEventAttributes?.newExecutionRunId;
    if (!next) return runs;
    runs.push(next);
  }
};

export const count = (events: readonly string[], name: string): number =>
  events.filter((event) => event === name).length;
