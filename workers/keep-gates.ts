import { WorkflowIdConflictPolicy } from '@temporalio/client';
import type { Deps } from '../activities/deps';
import type { Temporal } from '../platform/temporal-client';
import { gatesAtWork } from '../store/gates';
import { wakeGate } from '../workflows/messages';

/**
 * Sees to it that every closed gate has the workflow that opens it again, and every list of waiting tickets the one that calls
 * them: the wake of whoever closed it may be lost, as may Temporal's data. A running one is let alone, so that its history does
 * not grow.
 */
export const keepGates = async (deps: Pick<Deps, 'db' | 'systems'>, { client }: Temporal): Promise<void> => {
  for (const system of await gatesAtWork(deps.db)) {
    if (!deps.systems.has(system)) continue;
    const { workflowType, workflowId, taskQueue, args, summary } = wakeGate(system);
    await client.workflow.start(workflowType, {
      workflowId,
      taskQueue,
      args: [...args],
      workflowIdConflictPolicy: WorkflowIdConflictPolicy.USE_EXISTING,
      staticSummary: summary,
    });
  }
};
