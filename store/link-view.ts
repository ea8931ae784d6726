import type { Queryable } from './database';
import type { ToldProblem } from './problem-list';

/** How one record of a ticket stands. */
export type LinkStanding =
  'synced' | 'pending' | 'creating' | 'partial' | 'blocked' | 'refused' | 'lost' | 'unlinked';

export interface LinkView {
  readonly id: number;
  readonly ticketId: number;
  readonly system: string;
  readonly role: 'desk' | 'tracker';
  readonly key: string;
  /** The record's own id; null until it is created. */
  readonly recordId: string | null;
  readonly state: LinkStanding;
  readonly confirmedAt: Date | null;
  /** How long the last confirmation took after the change, in milliseconds. */
  readonly pushedMs: number | null;
  readonly problem: string | null;
  /** The same, to be told in the reader's language. */
  readonly told: ToldProblem | null;
}

const columns = `id, ticket_id as "ticketId", system, role, key, record_id as "recordId", state,
  confirmed_at as "confirmedAt", pushed_ms as "pushedMs", problem, told`;

/** Links of the tickets in the order in which they were made, those that are taken back last. */
export const linksOfTickets = async (
  db: Queryable,
  ticketIds: readonly number[],
): Promise<readonly LinkView[]> =>
  (
    await db.query<LinkView>(
      `select ${columns} from link_views where ticket_id = any($1) order by state = 'unlinked', id`,
      [ticketIds],
    )
  ).rows;

export const viewLink = async (db: Queryable, id: number): Promise<LinkView | undefined> =>
  (await db.query<LinkView>(`select ${columns} from link_views where id = $1`, [id])).rows[0];
