import { WorkflowIdConflictPolicy } from '@temporalio/client';
import type { Deps } from '../activities/deps';
import type { Temporal } from '../platform/temporal-client';
import { erasuresToStart } from '../store/personal/erasures';
import { ticketQueue } from '../workflows/messages';

/** Starts the workflow of every person who is still to be taken out of a system; one that runs is let alone. */
export const startErasures = async (
  { db, systems }: Pick<Deps, 'db' | 'systems'>,
  { client }: Pick<Temporal, 'client'>,
  limit: number,
): Promise<void> => {
  for (const id of await erasuresToStart(db, [...systems.keys()], limit))
    await client.workflow.start('erasure', {
      workflowId: `erasure/${id}`,
      taskQueue: ticketQueue,
      args: [{ id }],
      workflowIdConflictPolicy: WorkflowIdConflictPolicy.USE_EXISTING,
      staticSummary: `Contact ${id} in other systems`,
    });
};
