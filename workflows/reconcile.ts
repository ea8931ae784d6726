import {
  CancellationScope,
  defineSignal,
  executeChild,
  isCancellation,
  setCurrentDetails,
  setHandler,
} from '@temporalio/workflow';
import { reconcileWorkflowId, wakeSignal } from './messages';
import { reconciliations, reconciling } from './proxies';

const wake = defineSignal<[unknown?]>(wakeSignal);

export interface ReconcileInput {
  readonly id: number;
}

/** Holds every linked record against its ticket, once. Cancelled, it stops: what was repaired so far stays so. */
export async function reconcile({ id }: ReconcileInput): Promise<void> {
  setHandler(wake, () => undefined); // whoever starts it does so by a signal
  setCurrentDetails(
    `Reconciliation ${id}: how far it came and what it found is in the front, under this number.`,
  );
  try {
    await reconciling.reconcile({ id });
  } catch (error) {
    const as = isCancellation(error) ? 'stopped' : 'failed';
    await CancellationScope.nonCancellable(() => reconciliations.abandonReconciliation({ id, as }));
    throw error;
  }
}

/** What the nightly schedule starts: a reconciliation over every system, with repair. Ends with it, so that two never overlap. */
export async function reconcileNightly(): Promise<void> {
  const id = await reconciliations.beginNightlyReconciliation();
  await executeChild(reconcile, { workflowId: reconcileWorkflowId(id), args: [{ id }] });
}
