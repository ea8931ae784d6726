import type { Status } from '../domain/ticket';
import type { Queryable } from './database';

/** One thing that a ticket waits for now, and since when. */
export type Wait =
  /** The system is away. */
  | { readonly kind: 'gate'; readonly system: string; readonly since: Date; readonly because: string | null }
  /** A person has to act. */
  | {
      readonly kind: 'problem';
      readonly problem: string;
      readonly system: string;
      readonly since: Date;
      readonly field: string;
      readonly assignee: string | null;
    }
  /** A write to the system is under way, or its outcome is not known yet. */
  | { readonly kind: 'push'; readonly system: string; readonly since: Date; readonly what: string }
  /** The record does not show the newest version; a push is about to begin, or is being tried again. */
  | { readonly kind: 'behind'; readonly system: string; readonly since: Date }
  /** Something was heard that is not merged yet. */
  | { readonly kind: 'merge'; readonly system: string; readonly since: Date }
  /** Two values did not know each other: a person may choose the other one. Holds nothing up. */
  | { readonly kind: 'conflict'; readonly system: string; readonly since: Date; readonly field: string };

interface Row {
  readonly kind: Wait['kind'];
  readonly system: string;
  readonly since: Date;
  readonly because: string | null;
  readonly field: string;
  readonly assignee: string | null;
}

/** Links that are behind, each with the one thing that it waits for: the closed gate, a person, its write, or its turn. */
const records = `
  select case when p.id is not null then 'held' when not coalesce(g.open, true) then 'gate'
              when i.id is not null then 'push' else 'behind' end as kind, l.system,
         case when not coalesce(g.open, true) then g.since else coalesce(i.began_at, t.updated_at) end as since,
         case when not coalesce(g.open, true) then g.because else i.kind end as because, '' as field, null as assignee
    from links l join tickets t on t.id = l.ticket_id
    left join gates g on g.system = l.system
    left join intents i on i.link_id = l.id and i.state = 'open'
    left join lateral (select id from problems where link_id = l.id and state = 'open' and field = '' limit 1) p on true
   where l.ticket_id = $1 and l.state in ('creating', 'linked')
     and (l.confirmed_version < t.version or l.record_id is null or i.id is not null)`;

const people = `
  select 'problem', p.system, p.since, p.kind, p.field, u.name
    from problems p left join users u on u.id = p.assignee_id where p.ticket_id = $1 and p.state = 'open'
  union all
  select 'conflict', c.loser->>'system', c.created_at, null, c.field, null
    from conflicts c where c.ticket_id = $1 and c.state = 'open'`;

const unmerged = `
  select 'merge', system, min(received_at), null, '', null
    from changes where ticket_id = $1 and state = 'open' group by system`;

/** What stands between the ticket and rest, the most serious first; empty: everything is the same everywhere. */
export const waitsOf = async (db: Queryable, ticketId: number): Promise<readonly Wait[]> => {
  const { rows } = await db.query<Row>(
    `select * from (${records} union all ${people} union all ${unmerged}) w where kind <> 'held'
      order by array_position(array['problem', 'gate', 'push', 'behind', 'merge', 'conflict'], kind), since`,
    [ticketId],
  );
  return rows.map(waitOf);
};

const waitOf = ({ kind, system, since, because, field, assignee }: Row): Wait => {
  switch (kind) {
    case 'gate':
      return { kind, system, since, because };
    case 'problem':
      return { kind, system, since, field, problem: because ?? '', assignee };
    case 'push':
      return { kind, system, since, what: because ?? '' };
    case 'conflict':
      return { kind, system, since, field };
    case 'behind':
    case 'merge':
      return { kind, system, since };
  }
};

/** Whose turn it is, whatever the systems do. */
export interface Turn {
  readonly status: Status;
  /** Since when the status holds, at its source. */
  readonly since: Date;
}

export const turnOf = async (db: Queryable, ticketId: number): Promise<Turn> =>
  (
    await db.query<Turn>(
      `select status, coalesce(to_timestamp((winners->'status'->>'at')::float8 / 1000), created_at) as since
         from tickets where id = $1`,
      [ticketId],
    )
  ).rows[0]!;
