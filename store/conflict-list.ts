import { first, type Queryable } from './database';
import { pageOf, type Page, type PageRequest } from './page';

/** One of two values that did not know each other. */
export interface ConflictSide {
  readonly value: string | null;
  /** 'front' or the system's name. */
  readonly system: string;
  /** At the source, in milliseconds since 1970. */
  readonly at: number;
  readonly actor?: string;
}

export interface ConflictView {
  readonly id: number;
  readonly ticket: string;
  readonly field: string;
  readonly winner: ConflictSide;
  readonly loser: ConflictSide;
  readonly state: 'open' | 'chosen' | 'superseded';
  /** The system whose value was chosen. */
  readonly chosen: string | null;
  readonly since: Date;
}

const columns = `c.id, t.number as ticket, c.field, c.winner, c.loser, c.state, c.chosen, c.created_at as since`;
const from = 'conflicts c join tickets t on t.id = c.ticket_id';

/** Conflicts, the oldest first; open ones unless `all`. */
export const listConflicts = async (
  db: Queryable,
  filter: { readonly all: boolean; readonly ticketId?: number },
  page: PageRequest,
): Promise<Page<ConflictView>> => {
  const result = await db.query<ConflictView>(
    `select ${columns} from ${from}
     where ($1 or c.state = 'open') and ($2::bigint is null or c.ticket_id = $2) and ($3::bigint is null or c.id > $3)
     order by c.id limit $4`,
    [filter.all, filter.ticketId ?? null, page.after ?? null, page.limit + 1],
  );
  return pageOf(result.rows, page.limit);
};

export const conflictById = async (db: Queryable, id: number): Promise<ConflictView | undefined> =>
  first(await db.query<ConflictView>(`select ${columns} from ${from} where c.id = $1`, [id]));
