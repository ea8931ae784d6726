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
  /** Since the beginning. */
  readonly echoes: number;
}

/** The numbers of all the systems named. A record that waits for a person is a problem, not lag. */
export const systemGauges = async (
  db: Queryable,
  systems: readonly string[],
): Promise<readonly SystemGauges[]> =>
  (
    await db.query<SystemGauges>(
      `select s.system,
         coalesce((select extract(epoch from now() - min(i.received_at))::float8 from inbox i
                   where i.system = s.system and i.state = 'open'), 0) as "inboxAge",
         coalesce(behind.lag, 0) as "syncLag", behind.n as "linksBehind",
         (select count(*)::int from gates g where g.system = s.system and not g.open) as "gateClosed",
         (select count(*)::int from changes c where c.system = s.system and c.state = 'ignored' and c.because = 'echo') as echoes,
         (select count(*)::int from problems p where p.system = s.system and p.state = 'open') as "openProblems",
         (select count(*)::int from inbox i where i.system = s.system and i.state = 'open')
           + (select count(*)::int from changes c where c.system = s.system and c.state = 'open') as "openWork",
         coalesce((select extract(epoch from now() - min(p.since))::float8 from problems p
                   where p.system = s.system and p.state = 'open'), 0) as "oldestProblem",
         coalesce((select h.refused from hook_counters h where h.system = s.system), 0)::int as "refusedHooks",
         (select count(*)::int from gate_waiting w where w.system = s.system) as "parkedLanes",
         coalesce((select c.clock_offset_ms / 1000.0 from source_cursors c where c.system = s.system), 0)::float8 as "clockOffset"
       from unnest($1::text[]) as s (system)
       cross join lateral (
         select count(*)::int as n, extract(epoch from now() - min(t.updated_at))::float8 as lag
           from links l join tickets t on t.id = l.ticket_id
          where l.system = s.system and l.state in ('creating', 'linked') and l.confirmed_version < t.version
            and not exists (select 1 from problems p where p.link_id = l.id and p.state = 'open' and p.field = '')) behind`,
      [systems],
    )
  ).rows;
