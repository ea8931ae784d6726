/** Names, ids and queues that clients of the workflows need; pure data. */

export const ticketQueue = 'tickets';
export const sourceQueue = 'sources';
/** Pushes to one system: a queue of its own, with a server-side rate limit. */
export const systemQueue = (system: string): string => `system-${system}`;

/** A signal that starts its workflow when it does not run. */
export interface SignalWithStart {
  readonly workflowType: string;
  readonly workflowId: string;
  readonly taskQueue: string;
  readonly signal: string;
  readonly args: readonly unknown[];
  /** Shown in the Temporal UI. */
  readonly summary: string;
}

export const wakeSignal = 'wake';

export const ticketWorkflowId = (number: string): string => `ticket/${number}`;

/** The ticket number of a ticket workflow's id, or undefined. */
export const ticketOfWorkflowId = (id: string): string | undefined => /^ticket\/(SD-\d+)$/.exec(id)?.[1];

/** Wakes a ticket: something was committed that it must look at. */
export const wakeTicket = (number: string): SignalWithStart => ({
  workflowType: 'ticket',
  workflowId: ticketWorkflowId(number),
  taskQueue: ticketQueue,
  signal: wakeSignal,
  args: [{ number }],
  summary: `Ticket ${number}`,
});

export const contractWorkflowId = (number: string): string => `contract/${number}`;

/** Wakes a contract: it is new, or was edited. */
export const wakeContract = (id: number, number: string): SignalWithStart => ({
  workflowType: 'contract',
  workflowId: contractWorkflowId(number),
  taskQueue: ticketQueue,
  signal: wakeSignal,
  args: [{ id, number }],
  summary: `Contract ${number}`,
});

/** Wakes the gate of a system that was found down. */
export const wakeGate = (system: string): SignalWithStart => ({
  workflowType: 'system',
  workflowId: `system/${system}`,
  taskQueue: ticketQueue,
  signal: wakeSignal,
  args: [{ system }],
  summary: `Gate of ${system}`,
});

export const reconcileWorkflowId = (id: number): string => `reconcile/${id}`;

/** Starts a reconciliation that was asked for; repeated, it only starts one that was lost. */
export const startReconcile = (id: number): SignalWithStart => ({
  workflowType: 'reconcile',
  workflowId: reconcileWorkflowId(id),
  taskQueue: ticketQueue,
  signal: wakeSignal,
  args: [{ id }],
  summary: `Reconciliation ${id}`,
});

export const callWorkflowId = (id: number): string => `call/${id}`;

/** Wakes a call: something was heard of it, or done about it. */
export const wakeCall = (id: number): SignalWithStart => ({
  workflowType: 'call',
  workflowId: callWorkflowId(id),
  taskQueue: ticketQueue,
  signal: wakeSignal,
  args: [{ id }],
  summary: `Call ${id}`,
});
