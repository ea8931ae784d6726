/** Whose eyes see it: staff see everything, a portal user what is public in the tickets that he may see. */
export interface Scope {
  readonly contactId?: number;
}

/**
 * SQL: this ticket is seen by this contact, in the portal or by a key for it. Those are his own, those that he takes part in, and where
 * staff allow it those of his organisation: the view `portal_tickets` is the only place that says so.
 */
export const isSeenBy = (contact: string, ticket: string): string =>
  `(${ticket} in (select y.ticket_id from portal_tickets y where y.contact_id = ${contact}))`;

/** SQL: every contact who sees this ticket; JSON, since the driver reads ids in arrays as texts. */
export const whoSee = (ticket: string): string =>
  `(select coalesce(jsonb_agg(y.contact_id), '[]') from portal_tickets y where y.ticket_id = ${ticket})`;
