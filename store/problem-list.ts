import { first, type Queryable } from './database';
import { pageOf, type Page, type PageRequest } from './page';

/** What a problem says, and of what it is made. */
export interface ToldProblem {
  readonly kind: string;
  /** In English, as programs are told it. */
  readonly message: string;
  readonly advice: string;
  /** What the sentences of its kind name; null: only the sentences were kept. */
  readonly params: Readonly<Record<string, string>> | null;
}

export interface ProblemView extends ToldProblem {
  readonly id: number;
  /** Number of the ticket. */
  readonly ticket: string | null;
  readonly system: string;
  readonly field: string | null;
  /** What was, or is to be, written. */
  readonly value: string | null;
  readonly since: Date;
  readonly attempts: number;
  readonly state: 'open' | 'resolved' | 'skipped';
  /** Who looks after it. */
  readonly assignee: { readonly id: number; readonly name: string } | null;
}

const columns = `p.id, t.number as ticket, p.system, p.kind, nullif(p.field, '') as field, p.value, p.message, p.advice, p.params,
  p.since,  p.attempts, p.state, case when u.id is not null then json_build_object('id', u.id, 'name', u.name) end as assignee`;
const from = 'problems p left join tickets t on t.id = p.ticket_id left join users u on u.id = p.assignee_id';

/** Problems, the oldest first; open ones unless `all`. */
export const listProblems = async (
  db: Queryable,
  filter: { readonly all: boolean; readonly system?: string; readonly ticketId?: number },
  page: PageRequest,
): Promise<Page<ProblemView>> => {
  const result = await db.query<ProblemView>(
    `select ${columns} from ${from}
     where ($1 or p.state = 'open') and ($2::text is null or p.system = $2) and ($3::bigint is null or p.ticket_id = $3)
       and ($4::bigint is null or p.id > $4)
     order by p.id limit $5`,
    [filter.all, filter.system ?? null, filter.ticketId ?? null, page.after ?? null, page.limit + 1],
  );
  return pageOf(result.rows, page.limit);
};

export const problemById = async (db: Queryable, id: number): Promise<ProblemView | undefined> =>
  first(await db.query<ProblemView>(`select ${columns} from ${from} where p.id = $1`, [id]));
