import type { Status } from './ticket';

/** Nobody works on it any more. */
export const isDone = (status: Status): boolean =>
  status === 'resolved' || status === 'closed' || status === 'cancelled';

/**
 * The status that a ticket's tasks amount to. Total: any list of statuses has exactly one answer; none for no tasks.
 * Cancelled tasks count only when all are.
 */
export const rollUp = (tasks: readonly Status[]): Status | undefined => {
  if (tasks.length === 0) return undefined;
  const live = tasks.filter((status) => status !== 'cancelled');
  if (live.length === 0) return 'cancelled';
  if (live.every((status) => status === 'closed')) return 'closed';
  if (live.every(isDone)) return 'resolved';
  for (const status of ['in_progress', 'waiting_customer', 'waiting_supplier'] as const)
    if (live.includes(status)) return status;
  return live.some(isDone) ? 'in_progress' : 'new';
};

/**
 * Does a person's edit of the ticket's status go to this task too? To all open ones, and to every one when the edit
 * reopens, closes or cancels; a ticket's only task follows always.
 */
export const editReachesTask = (before: Status, after: Status, task: Status, isOnly: boolean): boolean =>
  isOnly ||
  !isDone(task) ||
  after === 'closed' ||
  after === 'cancelled' ||
  (isDone(before) && !isDone(after));
