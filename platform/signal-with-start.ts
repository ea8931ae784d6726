import type { Client } from '@temporalio/client';

/** A signal that starts its workflow when it does not run: plain data, as the workflows' message module makes it. */
export interface SignalSpec {
  readonly workflowType: string;
  readonly workflowId: string;
  readonly taskQueue: string;
  readonly signal: string;
  readonly args: readonly unknown[];
  readonly summary: string;
}

/** As much of the client as a signal takes. */
export type Signaller = Pick<Client, 'withDeadline'> & {
  readonly workflow: Pick<Client['workflow'], 'signalWithStart'>;
};

const deadlineMs = 3_000;

/** One atomic call, safe to repeat; the arguments go to the workflow, the signal is empty. Throws when not done within 3 s. */
export const signalWithStart = async (client: Signaller, spec: SignalSpec): Promise<void> => {
  await client.withDeadline(Date.now() + deadlineMs, () =>
    client.workflow.signalWithStart(spec.workflowType, {
      workflowId: spec.workflowId,
      taskQueue: spec.taskQueue,
      args: [...spec.args],
      signal: spec.signal,
      signalArgs: [],
      staticSummary: spec.summary,
      workflowIdConflictPolicy: 'USE_EXISTING',
      workflowIdReusePolicy: 'ALLOW_DUPLICATE',
    }),
  );
};
