import type { Instant, Visibility } from '../ticket';

/** What people may be told of. */
export const notifyEvents = [
  'registered',
  'comment',
  'file',
  'status',
  'waiting',
  'resolved',
  'closed',
  'merged',
  'assigned',
  'warning',
  'breach',
  'escalation',
  'contract.ending',
  'oversized',
] as const;
export type NotifyEvent = (typeof notifyEvents)[number];

/** These say how we work, not what became of the request: nobody on the requester's side is ever told. */
const forStaffOnly: ReadonlySet<NotifyEvent> = new Set([
  'assigned',
  'warning',
  'breach',
  'escalation',
  'contract.ending',
]);
export const isForStaffOnly = (event: NotifyEvent): boolean => forStaffOnly.has(event);

/** On the requester's side: nothing is asked of him, so it may wait for a digest that he wishes. */
export const mayWait = (event: NotifyEvent): boolean => waits.has(event);
const waits: ReadonlySet<NotifyEvent> = new Set(['comment', 'file', 'status', 'closed', 'merged']);

/** Clocks may strike for hundreds of tickets at once: what they say to one person goes in one message. */
export const isOfClocks = (event: NotifyEvent): boolean =>
  event === 'warning' || event === 'breach' || event === 'escalation';

/** Who did it, as far as he is known: he is not told of it. */
export interface Doer {
  readonly name: string;
  readonly contactId?: number;
  readonly userId?: number;
  readonly email?: string;
}

/** Something that happened to a ticket, as those who are told of it need it. */
export interface Happening {
  readonly event: NotifyEvent;
  readonly at: Instant;
  readonly doer: Doer;
  readonly visibility: Visibility;
  /** Statuses, clock, level, number of another ticket: never a body. */
  readonly detail: Readonly<Record<string, string>>;
  readonly commentId?: number;
  /** Of a warning: percent of the target used. */
  readonly share?: number;
  /** The mail that the message to its sender answers. */
  readonly mailId?: number;
  /** Why its sender must not be answered. */
  readonly unanswerable?: string;
  /** Addresses, in small letters, that have it already (in copy of the mail that says it). */
  readonly have?: readonly string[];
  /** Of an escalation: the only one who is told; `manager`, `assignee`, or an address. */
  readonly target?: string;
}

/** The event that a new status is. A ticket that was resolved is closed in silence: nothing is new to anybody. */
export const eventOfStatus = (from: string | null, to: string | null): NotifyEvent | undefined => {
  if (to === 'waiting_customer') return 'waiting';
  if (to === 'resolved') return 'resolved';
  if (to === 'closed') return from === 'resolved' ? undefined : 'closed';
  return 'status';
};
