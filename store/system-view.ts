import type { Queryable } from './database';

/** How one system stands, and what passed between it and us. */
export interface SystemView {
  readonly system: string;
  /** Is its gate open? */
  readonly up: boolean;
  /** Since when it is up, or down; null: never known to be down. */
  readonly since: Date | null;
  /** Why it is down. */
  readonly because: string | null;
  /** Tickets that wait for it behind its closed gate. */
  readonly waiting: number;
  /** Their clock minus ours, in milliseconds; null: not measured yet. */
  readonly clockOffsetMs: number | null;
  /** How long the oldest change waits to be confirmed there, in seconds; null: nothing waits. What waits for a person does not count. */
  readonly lagSeconds: number | null;
  readonly recordsBehind: number;
  readonly lastEventAt: Date | null;
  readonly lastPollAt: Date | null;
  /** Why reading failed the last time; null: it did not. */
  readonly readError: string | null;
  /** Webhooks taken, changes heard, pushes confirmed: in the last five minutes and in the last day. */
  readonly hooks: Rate;
  readonly heard: Rate;
  readonly pushes: Rate;
  /** Webhooks with a wrong or missing signature, since the beginning. */
  readonly refusedHooks: number;
}

export interface Rate {
  readonly fiveMinutes: number;
  readonly day: number;
}

/** Problems with which nothing is tried until a person has acted: see link_views. */
const behind = `
  select l.system, count(*)::int as n, extract(epoch from now() - min(t.updated_at))::float8 as lag
    from links l join tickets t on t.id = l.ticket_id
   where l.state in ('creating', 'linked') and l.confirmed_version < t.version
     and not exists (select 1 from problems p where p.link_id = l.id and p.state = 'open' and p.field = '')
   group by l.system`;

const recent = (table: string): string => `
  select system, max(received_at) as last, count(*)::int as day,
         count(*) filter (where received_at > now() - interval '5 minutes')::int as "fiveMinutes"
    from ${table} where received_at > now() - interval '1 day' group by system`;

const pushed = `
  select system, sum(pushes)::int as day,
         coalesce(sum(pushes) filter (where minute > now() - interval '5 minutes'), 0)::int as "fiveMinutes"
    from sync_minutes where minute > now() - interval '1 day' group by system`;

const rate = (alias: string): string =>
  `json_build_object('fiveMinutes', coalesce(${alias}."fiveMinutes", 0), 'day', coalesce(${alias}.day, 0))`;

/** The systems named, in that order. */
export const viewSystems = async (
  db: Queryable,
  systems: readonly string[],
): Promise<readonly SystemView[]> =>
  (
    await db.query<SystemView>(
      `with behind as (${behind}), hooks as (${recent('inbox')}), heard as (${recent('changes')}), pushed as (${pushed})
       select s.system, coalesce(g.open, true) as up, g.since, g.because,
         (select count(*)::int from gate_waiting w where w.system = s.system) as waiting,
         c.clock_offset_ms as "clockOffsetMs", b.lag as "lagSeconds", coalesce(b.n, 0) as "recordsBehind",
         greatest(h.last, r.last, c.last_event_at) as "lastEventAt", c.last_poll_at as "lastPollAt", c.error as "readError",
         ${rate('h')} as hooks, ${rate('r')} as heard, ${rate('p')} as pushes,
         coalesce(k.refused, 0)::int as "refusedHooks"
       from unnest($1::text[]) with ordinality as s (system, i)
       left join gates g on g.system = s.system
       left join source_cursors c on c.system = s.system
       left join hook_counters k on k.system = s.system
       left join behind b on b.system = s.system
       left join hooks h on h.system = s.system
       left join heard r on r.system = s.system
       left join pushed p on p.system = s.system
       order by s.i`,
      [systems],
    )
  ).rows;

/** Notes when each system was last heard of, so that nobody has to look for it beyond the last day. */
export const rememberLastEvents = async (db: Queryable): Promise<void> => {
  await db.query(
    `with heard as (${recent('inbox')} union all ${recent('changes')})
     update source_cursors c set last_event_at = h.last
       from (select system, max(last) as last from heard group by system) h
      where h.system = c.system and c.last_event_at is distinct from greatest(c.last_event_at, h.last)`,
  );
};
