import type { PoolClient } from 'pg';
import type { FieldChange, MergedTicket } from '../../domain/merge';
import type { Happening } from '../../domain/notify/event';
import type { SyncRules } from '../../domain/rules';
import type { TicketField } from '../../domain/ticket';
import type { Change } from '../changes';
import type { Link } from '../links';
import type { TicketRow } from '../tickets';

/** What the one merge works on, and what it has found so far. */
export interface Merging {
  readonly tx: PoolClient;
  readonly ticket: TicketRow;
  readonly links: readonly Link[];
  readonly rules: SyncRules;
  merged: MergedTicket;
  /** Somebody must be told: the records are behind. */
  moved: boolean;
  /** The SLA clocks got to know something. */
  clocksTold: boolean;
  /** What people may be told of when all is merged. */
  readonly news: Happening[];
}

export const fieldChange = (change: Change): FieldChange => ({
  id: change.id,
  system: change.system,
  linkId: change.linkId ?? undefined,
  field: change.field as TicketField,
  old: change.old,
  new: change.new,
  at: change.at.getTime(),
  entry: change.entry,
});
