import type { Instant, Status } from '../ticket';
import type { ClosedPolicy } from './mailbox';

/** What a reply does to the status of its ticket: nothing, opens it again, or becomes a new ticket that refers to it. */
export type Effect = 'none' | 'reopen' | 'new';

const dayMs = 86_400_000;
/** The mail server's clock and ours may differ so much. */
const toleranceMs = 120_000;

/** A resolved ticket is opened again whatever the policy: it waits for exactly this answer. */
export const effectOf = (
  ticket: { readonly status: Status; readonly closedAt?: Instant },
  receivedAt: Instant,
  policy: ClosedPolicy,
): Effect => {
  if (ticket.status === 'resolved') return 'reopen';
  if (ticket.status !== 'closed' && ticket.status !== 'cancelled') return 'none';
  const age = receivedAt - (ticket.closedAt ?? receivedAt);
  if (age < -toleranceMs) return 'none'; // it was closed after this was written
  if (policy === 'reopen' || policy === 'new') return policy;
  return age <= policy.reopenDays * dayMs ? 'reopen' : 'new';
};
