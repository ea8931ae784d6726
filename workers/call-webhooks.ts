import { WorkflowIdConflictPolicy } from '@temporalio/client';
import type { Deps } from '../activities/deps';
import type { Temporal } from '../platform/temporal-client';
import { claimWebhooks } from '../store/sla/webhooks';
import { ticketQueue } from '../workflows/messages';

/** Starts a workflow for every call that an escalation level asks for. */
export const callWebhooks = async (
  { db }: Pick<Deps, 'db'>,
  { client }: Pick<Temporal, 'client'>,
  limit: number,
): Promise<void> => {
  for (const id of await claimWebhooks(db, limit))
    await client.workflow.start('webhook', {
      workflowId: `webhook/${id}`,
      taskQueue: ticketQueue,
      args: [{ id }],
      workflowIdConflictPolicy: WorkflowIdConflictPolicy.USE_EXISTING,
      staticSummary: `Call ${id} of an escalation level`,
    });
};
