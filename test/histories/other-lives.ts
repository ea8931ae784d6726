import { ApplicationFailure } from '@temporalio/activity';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import type { Activities, CallDuty } from '../../activities/activities';
import { signalWithStart } from '../../platform/signal-with-start';
import { contractWorkflowId, ticketQueue, wakeCall, wakeContract, wakeGate } from '../../workflows/messages';
import { until, withWorkers } from '../workflows/workers';
import type { Life, Recorded } from './life';

const running = async ({ client }: TestWorkflowEnvironment, workflowId: string): Promise<Recorded[]> => [
  { workflowId, runId: (await client.workflow.getHandle(workflowId).describe()).runId },
];

const withMocks = <T>(environment: TestWorkflowEnvironment, activities: Partial<Activities>, work: () => Promise<T>) =>
  withWorkers(environment, { activities, taskQueue: ticketQueue }, work);

/** A system is away, comes back, goes away again while those who waited are woken, and comes back. */
const system: Life = async (environment) => {
  let probes = 0;
  let releases = 0;
  const gate = wakeGate('helpdesk');
  const activities = {
    async probeSystem() {
      probes += 1;
      if (probes < 3) throw ApplicationFailure.create({ type: 'down', message: 'helpdesk does not answer' });
      return { generation: 1 };
    },
    async releaseSystem() {
      releases += 1;
      if (releases === 1) await signalWithStart(environment.client, gate);
      return 2;
    },
  };
  return withMocks(environment, activities, async () => {
    await signalWithStart(environment.client, gate);
    await environment.client.workflow.getHandle(gate.workflowId).result();
    return running(environment, gate.workflowId);
  });
};

/** A system is watched in stretches; one of them fails. */
const source: Life = async (environment) => {
  const workflowId = 'source/helpdesk';
  let stretches = 0;
  const watch = async () => {
    stretches += 1;
    if (stretches === 2) throw new Error('the connection was lost');
  };
  return withMocks(environment, { watch }, async () => {
    const args = [{ system: 'helpdesk' }];
    await environment.client.workflow.start('source', { taskQueue: ticketQueue, workflowId, args });
    await until('it was watched for some stretches', () => stretches > 5);
    return running(environment, workflowId);
  });
};

/** Somebody rings, nobody answers, Postgres is away for a moment, nobody calls back in time. */
const call: Life = async (environment) => {
  const spec = wakeCall(1);
  let looks = 0;
  const lookAtCall = async (): Promise<CallDuty> => {
    looks += 1;
    if (looks >= 2 && looks <= 4) throw new Error('the connection was lost');
    if (looks === 1) return { state: 'ringing', at: Date.now() + 60_000 };
    return looks === 5 ? { state: 'missed', at: Date.now() + 300 } : { state: 'missed' };
  };
  return withMocks(environment, { lookAtCall }, async () => {
    await signalWithStart(environment.client, spec);
    await until('it was looked at', () => looks > 0);
    await signalWithStart(environment.client, spec);
    await environment.client.workflow.getHandle(spec.workflowId).result();
    return running(environment, spec.workflowId);
  });
};

/** A contract is published, refused by another system, withdrawn, edited, and ends. */
const contract: Life = async (environment) => {
  const spec = wakeContract(7, 'C-7');
  let looks = 0;
  const activities: Partial<Activities> = {
    async lookAtContract() {
      looks += 1;
      if (looks === 2) throw new Error('Postgres is away');
      if (looks > 6) return { number: 'C-7', state: 'ended', owes: [] };
      const next = { what: 'ending', at: Date.now() + 300 } as const;
      return { number: 'C-7', state: 'active', next, owes: looks === 1 ? ['helpdesk', 'archive'] : [] };
    },
    publishContract: async ({ system }) => (system === 'archive' ? 'refused' : 'published'),
    halfPublished: async () => ['helpdesk'],
    withdrawContract: async () => 'published',
  };
  return withWorkers(environment, { activities, systems: ['helpdesk', 'archive'], taskQueue: ticketQueue }, async () => {
    await signalWithStart(environment.client, spec);
    await environment.client.workflow.getHandle(contractWorkflowId('C-7')).result();
    return running(environment, spec.workflowId);
  });
};

/** An exchange is listened to in stretches; one of them fails. */
const exchange: Life = async (environment) => {
  const workflowId = 'exchange/asterisk';
  let stretches = 0;
  const watchExchange = async () => {
    stretches += 1;
    if (stretches === 2) throw new Error('the connection was lost');
  };
  return withMocks(environment, { watchExchange }, async () => {
    const args = [{ exchange: 'asterisk' }];
    await environment.client.workflow.start('exchange', { taskQueue: ticketQueue, workflowId, args });
    await until('it was listened to for some stretches', () => stretches > 5);
    return running(environment, workflowId);
  });
};

/** A call that an escalation level asks for is given up. */
const webhook: Life = async (environment) => {
  const workflowId = 'webhook/7';
  const callWebhook = async () => {
    throw ApplicationFailure.nonRetryable('https://hooks.example does not answer', 'transient');
  };
  return withMocks(environment, { callWebhook, giveUpWebhook: async () => undefined }, async () => {
    const args = [{ id: 7 }];
    const handle = await environment.client.workflow.start('webhook', { taskQueue: ticketQueue, workflowId, args });
    await handle.result();
    return running(environment, workflowId);
  });
};

export const otherLives: Readonly<Record<string, Life>> = { system, source, call, exchange, contract, webhook };
