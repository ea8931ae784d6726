/** What the bare workflow is told: pure data, as the workflow bundle takes it. */

export const bareQueue = 'bare';
export const bareType = 'bare';
export const bareSignal = 'change';

/** One remote write of the bare workflow, with the reads that ours makes around it. */
export interface BareCall {
  readonly id: number;
  readonly system: string;
  /** The record; absent: it is created, and its id kept under `ticket`. */
  readonly recordId?: string;
  readonly ticket: string;
  readonly kind: 'create' | 'comment' | 'priority' | 'status' | 'nothing';
  readonly value: string;
}

export interface BareChange {
  readonly calls: readonly BareCall[];
  readonly last?: boolean;
}

/** Told by the worker's process when a call is done. Milliseconds since 1970. */
export interface BareDone {
  readonly id: number;
  /** The activity began to run. */
  readonly began: number;
  /** The system had answered the write. */
  readonly wrote: number;
  readonly recordId: string;
}
