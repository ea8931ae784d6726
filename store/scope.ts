/** Whose eyes see it: staff see everything, a portal user what is public in the tickets that he may see. */
export interface Scope {
  readonly contactId?: number;
}

/**
 * SQL: the tickets of this requester are seen by this contact, in the portal or by a key for it. They are his own, and where
 * staff allow it those of his organisation: the view `portal_sight` is the only place that says so.
 */
export const isSeenBy = (contact: string, requester: string): string =>
  `(${requester} in (select y.requester_id from portal_sight y where y.contact_id = ${contact}))`;

/** SQL: every contact who sees the tickets of this requester; JSON, since the driver reads ids in arrays as texts. */
export const whoSee = (requester: string): string =>
  `(select coalesce(jsonb_agg(y.contact_id), '[]') from portal_sight y where y.requester_id = ${requester})`;
