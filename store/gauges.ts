import type { Queryable } from './database';

/** How the synchronisation stands, system by system; seconds where it is a time. */
export interface SystemGauges {
  readonly system: string;
  readonly inboxAge: number;
  readonly syncLag: number;
  readonly linksBehind: number;
  readonly openProblems: number;
  /** 1 or 0. */
  readonly gateClosed: number;
  readonly parkedLanes: number;
  readonly clockOffset: number;
  /** Deliveries and changes. */
  readonly openWork: number;
  readonly oldestProblem: number;
  /** Since the beginning. */
  readonly refusedHooks: number;
  /** Since the beginning, as of the long view. */
  readonly echoes: number;
}

/** What costs a look at every ticket that there ever was: the records behind of tickets that have not moved since, and all echoes. */
export interface LongView {
  readonly asOf: Date;
  readonly bySystem: Readonly<
    Record<string, { readonly n: number; readonly since: number | null; readonly echoes: number }>
  >;
}

/** A record that waits for a person is a problem, not lag. `since`: milliseconds since 1970. */
const behind = (moved: string): string => `
  select l.system, count(*)::int as n, (extract(epoch from min(t.updated_at)) * 1000)::float8 as since
    from links l join tickets t on t.id = l.ticket_id
   where l.state in ('creating', 'linked') and l.confirmed_version < t.version and ${moved}
     and not exists (select 1 from problems p where p.link_id = l.id and p.state = 'open' and p.field = '')
   group by l.system`;

/** Tickets that moved a quarter of an hour ago or longer are seen by this alone until the next one. */
export const longView = async (db: Queryable, systems: readonly string[]): Promise<LongView> => {
  const { rows } = await db.query<{
    asOf: Date;
    system: string;
    n: number;
    since: number | null;
    echoes: number;
  }>(
    `with cut as (select date_trunc('milliseconds', now() - interval '15 minutes') as at), behind as (${behind('t.updated_at <= (select at from cut)')})
     select cut.at as "asOf", s.system, coalesce(b.n, 0) as n, b.since,
       (select count(*)::int from changes c where c.system = s.system and c.state = 'ignored' and c.because = 'echo') as echoes
     from cut, unnest($1::text[]) as s (system) left join behind b on b.system = s.system`,
    [systems],
  );
  return {
    asOf: rows[0]?.asOf ?? new Date(0),
    bySystem: Object.fromEntries(rows.map(({ system, n, since, echoes }) => [system, { n, since, echoes }])),
  };
};

type Row = Omit<SystemGauges, 'syncLag' | 'linksBehind' | 'echoes'> & {
  readonly n: number | null;
  readonly since: number | null;
  readonly now: number;
};

/** The numbers of all the systems named; with a long view of a moment ago only what moved since is looked for. */
export const systemGauges = async (
  db: Queryable,
  systems: readonly string[],
  long?: LongView,
): Promise<readonly SystemGauges[]> => {
  const view = long ?? (await longView(db, systems));
  const { rows } = await db.query<Row>(
    `with behind as (${behind('t.updated_at > $2')})
     select s.system, b.n, b.since, (extract(epoch from now()) * 1000)::float8 as now,
       coalesce((select extract(epoch from now() - min(i.received_at))::float8 from inbox i
                 where i.system = s.system and i.state = 'open'), 0) as "inboxAge",
       (select count(*)::int from gates g where g.system = s.system and not g.open) as "gateClosed",
       (select count(*)::int from problems p where p.system = s.system and p.state = 'open') as "openProblems",
       (select count(*)::int from inbox i where i.system = s.system and i.state = 'open')
         + (select count(*)::int from changes c where c.system = s.system and c.state = 'open') as "openWork",
       coalesce((select extract(epoch from now() - min(p.since))::float8 from problems p
                 where p.system = s.system and p.state = 'open'), 0) as "oldestProblem",
       coalesce((select h.refused from hook_counters h where h.system = s.system), 0)::int as "refusedHooks",
       (select count(*)::int from gate_waiting w where w.system = s.system) as "parkedLanes",
       coalesce((select c.clock_offset_ms / 1000.0 from source_cursors c where c.system = s.system), 0)::float8 as "clockOffset"
     from unnest($1::text[]) as s (system) left join behind b on b.system = s.system`,
    [systems, view.asOf],
  );
  return rows.map((row) => withBoth(row, view));
};

/** What moved lately, and what the long view found. */
const withBoth = ({ n, since, now, ...row }: Row, { bySystem }: LongView): SystemGauges => {
  const long = bySystem[row.system];
  const oldest = Math.min(since ?? now, long?.since ?? now);
  return {
    ...row,
    linksBehind: (n ?? 0) + (long?.n ?? 0),
    syncLag: Math.max(0, now - oldest) / 1000,
    echoes: long?.echoes ?? 0,
  };
};
