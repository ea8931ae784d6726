import type { Winner } from './decide';
import type { Instant, Status, TicketField } from './ticket';

/** One task of the ticket: a record in a tracker with a status of its own. */
export interface MergedTask {
  readonly linkId: number;
  readonly status: Status;
  readonly winner: Winner;
}

/** What is merged: the ticket's fields with whose value holds, and its tasks. */
export interface MergedTicket {
  /** Before this merge. */
  readonly version: number;
  readonly fields: { readonly [field in TicketField]: string | null };
  readonly winners: { readonly [field in TicketField]?: Winner };
  readonly tasks: readonly MergedTask[];
}

export interface FieldChange {
  readonly id: number;
  readonly system: string;
  /** The link whose record it happened to; absent for the front. */
  readonly linkId?: number;
  readonly field: TicketField;
  /** In the system's own words. */
  readonly old: string | null;
  readonly new: string | null;
  readonly at: Instant;
  readonly entry: string;
  /** The version of the ticket that the record was known to show when this was not yet heard of. */
  readonly confirmed?: number;
}

export interface Side {
  readonly value: string | null;
  readonly system: string;
  readonly at: Instant;
}

export type Outcome =
  /** The value holds now; `conflict` keeps the one that it beat without knowing it. */
  | {
      readonly kind: 'applied';
      readonly from: string | null;
      readonly to: string | null;
      readonly conflict?: Side;
    }
  /** Says what already holds. */
  | { readonly kind: 'same' }
  /** A newer value stands; the lost one is kept when the two did not know each other. */
  | { readonly kind: 'lost'; readonly conflict?: Side }
  /** The system uses a value that nothing of ours is mapped to. */
  | { readonly kind: 'unknown-value'; readonly value: string | null };

export interface Merge {
  readonly ticket: MergedTicket;
  readonly outcome: Outcome;
}

/** What holds from this merge on. */
export const winnerOf = (change: FieldChange, ticket: MergedTicket): Winner => ({
  version: ticket.version + 1,
  at: change.at,
  system: change.system,
  entry: change.entry,
  ...(change.linkId !== undefined && { linkId: change.linkId }),
});

/** The record was seen to show the winner before this change was made there, though not in this very field. */
export const isOnTopOf = (change: FieldChange, winner: Winner | undefined): boolean =>
  change.confirmed !== undefined && winner?.version !== undefined && change.confirmed >= winner.version;

export const isSame = (a: Winner, b: Winner | undefined): boolean =>
  a.system === b?.system && a.at === b.at && a.entry === b.entry;

export const sideOf = (change: FieldChange, value: string | null): Side => ({
  value,
  system: change.system,
  at: change.at,
});

export const kept = (keep: boolean, side: Side | undefined): { conflict?: Side } =>
  keep && side ? { conflict: side } : {};
