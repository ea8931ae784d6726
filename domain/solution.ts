import { effectOf } from './mail/closed';
import type { Instant, Status } from './ticket';

interface Solved {
  readonly status: Status;
  readonly closedAt: Date | null;
}

/** Days after its closing in which the requester may open his ticket again. */
export const reopenDays = 14;

/** He says that it helped: the ticket is closed. */
export const mayConfirm = ({ status }: Solved): boolean => status === 'resolved';

/** He says that it did not: it is opened again, by the rule that holds for mails. What was called off stays so. */
export const mayReject = ({ status, closedAt }: Solved, now: Instant): boolean =>
  status !== 'cancelled' &&
  effectOf({ status, ...(closedAt ? { closedAt: closedAt.getTime() } : {}) }, now, { reopenDays }) ===
    'reopen';

/** What was done may be rated, and the rating changed. */
export const mayRate = ({ status }: Pick<Solved, 'status'>): boolean =>
  status === 'resolved' || status === 'closed';
