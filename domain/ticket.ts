/** Milliseconds since 1970-01-01T00:00Z. */
export type Instant = number;

export const statuses = [
  'new',
  'in_progress',
  'waiting_customer',
  'waiting_supplier',
  'resolved',
  'closed',
  'cancelled',
] as const;
export type Status = (typeof statuses)[number];

/** From the least to the most urgent. */
export const priorities = ['low', 'normal', 'high', 'urgent'] as const;
export type Priority = (typeof priorities)[number];

export const channels = ['phone', 'portal', 'email', 'api'] as const;
export type Channel = (typeof channels)[number];

export const visibilities = ['public', 'internal'] as const;
export type Visibility = (typeof visibilities)[number];

/** The fields of a ticket that are merged one by one. */
export const ticketFields = [
  'title',
  'description',
  'status',
  'priority',
  'requester',
  'assignee',
  'service',
  'contract',
] as const;
export type TicketField = (typeof ticketFields)[number];

/** The fields that outside systems hold too. */
export const recordFields = ['title', 'description', 'status', 'priority'] as const;
export type RecordField = (typeof recordFields)[number];

/**
 * What records show of the contract that covers a ticket, and of whom and what it is for; nobody but the front has a say in it.
 */
export const slaFields = [
  'contract',
  'reaction',
  'resolution',
  'service',
  'organisation',
  'contact',
] as const;
export type SlaField = (typeof slaFields)[number];

/** The same, and the contract's own object there, to which the record refers. */
export const shownFields = [...slaFields, 'contractRecord'] as const;
export type ShownField = (typeof shownFields)[number];

/** The name under which the front's own edits are kept beside those of the systems. */
export const front = 'front';
