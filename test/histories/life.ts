import type { TestWorkflowEnvironment } from '@temporalio/testing';

/** A run whose history is to be kept. */
export interface Recorded {
  readonly workflowId: string;
  readonly runId: string;
}

/** Plays something on a real server, with mocked activities, and names the runs to be kept. */
export type Life = (environment: TestWorkflowEnvironment) => Promise<readonly Recorded[]>;
