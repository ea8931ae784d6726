import { WorkflowIdConflictPolicy } from '@temporalio/client';
import type { Deps } from '../activities/deps';
import type { Temporal } from '../platform/temporal-client';
import { ticketQueue } from '../workflows/messages';

/** Sees to it that every configured system, mailbox and exchange has the one workflow that watches it. Safe to repeat, by any number of processes. */
export const startSources = async (deps: Deps, temporal: Temporal): Promise<void> => {
  for (const system of deps.systems.keys())
    await temporal.client.workflow.start('source', {
      taskQueue: ticketQueue,
      workflowId: `source/${system}`,
      args: [{ system }],
      workflowIdConflictPolicy: WorkflowIdConflictPolicy.USE_EXISTING,
      staticSummary: `Watches ${system}`,
    });
  for (const mailbox of deps.mail?.mailboxes.keys() ?? [])
    await temporal.client.workflow.start('mailbox', {
      taskQueue: ticketQueue,
      workflowId: `mailbox/${mailbox}`,
      args: [{ mailbox }],
      workflowIdConflictPolicy: WorkflowIdConflictPolicy.USE_EXISTING,
      staticSummary: `Watches the mailbox ${mailbox}`,
    });
  if (deps.telephony?.asterisk)
    await temporal.client.workflow.start('exchange', {
      taskQueue: ticketQueue,
      workflowId: 'exchange/asterisk',
      args: [{ exchange: 'asterisk' }],
      workflowIdConflictPolicy: WorkflowIdConflictPolicy.USE_EXISTING,
      staticSummary: 'Listens to the telephone exchange',
    });
  if (deps.rules.notify)
    await temporal.client.workflow.start('outbox', {
      taskQueue: ticketQueue,
      workflowId: 'outbox',
      workflowIdConflictPolicy: WorkflowIdConflictPolicy.USE_EXISTING,
      staticSummary: 'Sends notifications',
    });
};

const everyMs = 60_000;

/** Repeats it, so that a source that was ended, or lost with Temporal's data, comes back. */
export const keepSources = (deps: Deps, temporal: Temporal): { stop(): void } => {
  const again = () =>
    startSources(deps, temporal).catch((err: unknown) =>
      deps.log.warn({ err }, 'sources could not be started; tried again'),
    );
  void again();
  const timer = setInterval(() => void again(), everyMs);
  return { stop: () => clearInterval(timer) };
};
