import type { SystemRules } from '../domain/rules';

type Words = Pick<SystemRules, 'status' | 'priority'>;

/** How both systems call their text fields for contract and parties (`slaFields`). */
export const shownNames = {
  contract: 'Service contract',
  reaction: 'Reaction due',
  resolution: 'Resolution due',
  service: 'Service',
  organisation: 'Organisation',
  contact: 'Requester',
} as const;

/** What Request Tracker calls our statuses and priorities, as in the wire contract's example. */
export const deskWords: Words = {
  status: {
    new: 'new',
    in_progress: 'open',
    waiting_customer: 'stalled',
    waiting_supplier: 'stalled',
    resolved: 'resolved',
    closed: 'resolved',
    cancelled: 'rejected',
  },
  priority: { low: '10', normal: '50', high: '80', urgent: '100' },
};

/** What Redmine calls them. */
export const trackerWords: Words = {
  status: {
    new: 'New',
    in_progress: 'In Progress',
    waiting_customer: 'Feedback',
    waiting_supplier: 'Feedback',
    resolved: 'Resolved',
    closed: 'Closed',
    cancelled: 'Rejected',
  },
  priority: { low: 'Low', normal: 'Normal', high: 'High', urgent: 'Urgent' },
};
