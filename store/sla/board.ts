import type { Priority, Status } from '../../domain/ticket';
import type { Queryable } from '../database';
import { standingOf, type Standing } from './standing';

/** How near a ticket is: past it, on its way, standing, or not under any contract. */
export const nearnesses = ['breached', 'running', 'paused', 'uncovered'] as const;
export type Nearness = (typeof nearnesses)[number];

export interface BoardFilter {
  readonly nearness?: Nearness;
  readonly priority?: Priority;
  readonly status?: Status;
  readonly organisationId?: number;
  readonly serviceId?: number;
  /** Null: nobody’s. */
  readonly assigneeId?: number | null;
}

/** One open ticket, with the clock that is nearest. */
export interface BoardRow {
  readonly id: number;
  readonly number: string;
  readonly title: string;
  readonly status: Status;
  readonly priority: Priority;
  readonly requester: string;
  readonly organisation: string | null;
  readonly service: string | null;
  readonly assignee: string | null;
  readonly nearness: Nearness;
  /** The clock that is meant. */
  readonly clock: string | null;
  readonly standing: Standing | null;
}

export interface Board {
  readonly rows: readonly BoardRow[];
  /** By nearness: open tickets that the rest of the filter lets through. */
  readonly counts: { readonly [nearness in Nearness]: number };
  readonly more: boolean;
}

/** Open tickets: resolved ones wait for nothing but their closing. */
const open = `t.status not in ('resolved', 'closed', 'cancelled') and not t.undone and t.merged_into is null`;

/** A reaction that came late is over. Nearest first: missed longest ago, due soonest, standing with the least left, then those that nothing is promised for. */
const nearest = `select t.id, t.number, t.title, t.status, t.priority, r.name as requester, o.name as organisation,
    s.name as service, u.name as assignee, n.clock, coalesce(n.nearness, 'uncovered') as nearness, n.rank, n.at, n.left_minutes
  from tickets t join contacts r on r.id = t.requester_id left join organisations o on o.id = r.organisation_id
  left join services s on s.id = t.service_id left join users u on u.id = t.assignee_id
  left join lateral (
    select c.clock, c.state as nearness, coalesce(c.breached_at, c.due) as at,
           case c.state when 'breached' then 0 when 'running' then 1 else 2 end as rank,
           (c.view->>'businessMinutesTarget')::float8 - (c.view->>'businessMinutesUsed')::float8 as left_minutes
      from sla_clocks c
     where c.ticket_id = t.id and (c.state in ('running', 'paused')
       or c.state = 'breached' and (c.clock = 'resolution' or (c.view->>'counts')::boolean))
     order by 4, case when c.state = 'paused' then null else coalesce(c.breached_at, c.due) end, 5 limit 1) n on true
 where ${open}`;

/** A page of the board; `page` from 0. */
export const boardOf = async (
  db: Queryable,
  filter: BoardFilter,
  { page, size, now }: { readonly page: number; readonly size: number; readonly now: number },
): Promise<Board> => {
  const { rows } = await db.query<Omit<BoardRow, 'standing'> & { counts: Board['counts'] }>(
    `with b as (${nearest} and ($3::bigint is null or r.organisation_id = $3) and ($4::bigint is null or t.service_id = $4)
         and ($5::bigint is null or t.assignee_id = $5) and (not $6 or t.assignee_id is null)
         and ($2::text is null or t.priority = $2)
         and ($9::text is null or t.status = $9)),
       k as (select jsonb_object_agg(nearness, n) as counts from (select nearness, count(*) as n from b group by 1) x)
     select b.id, b.number, b.title, b.status, b.priority, b.requester, b.organisation, b.service, b.assignee, b.nearness,
            b.clock, k.counts
       from k left join lateral (
         select * from b where $1::text is null or nearness = $1
          order by coalesce(b.rank, 3), case when b.rank < 2 then b.at end, b.left_minutes, b.id limit $7 offset $8) b on true
      order by coalesce(b.rank, 3), case when b.rank < 2 then b.at end, b.left_minutes, b.id`,
    [
      filter.nearness ?? null,
      filter.priority ?? null,
      filter.organisationId ?? null,
      filter.serviceId ?? null,
      filter.assigneeId ?? null,
      filter.assigneeId === null,
      size + 1,
      page * size,
      filter.status ?? null,
    ],
  );
  // Without any ticket there is still one row: the counts.
  const found = rows.filter(({ id }) => id !== null);
  const shown = found.slice(0, size);
  const standings = await standingOf(
    db,
    shown.map(({ id }) => id),
    now,
  );
  return {
    rows: shown.map(({ counts: _, ...row }) => ({ ...row, standing: standings.get(row.id) ?? null })),
    counts: { breached: 0, running: 0, paused: 0, uncovered: 0, ...rows[0]?.counts },
    more: found.length > size,
  };
};
