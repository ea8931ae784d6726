import { transaction, type Database, type Queryable } from './database';
import { byUrgency } from './by-urgency';
import { stoppingProblems } from './stopping-problems';

/** Names the sweep among advisory locks: one process at a time. */
const sweepLock = 7402;

/**
 * How far a sweep looks for records behind their version: at the tickets that moved in the last quarter of an hour, which is cheap,
 * or at all that there ever were.
 */
export type Reach = 'recent' | 'all';

const within: { readonly [reach in Reach]: string } = {
  recent: `and t.updated_at > now() - interval '15 minutes'`,
  all: '',
};

/**
 * Tickets that somebody forgot to wake, with a growing back-off: open changes, a record behind its version or its deadlines though
 * nothing stands in its way, or a write that is longer under way than one may last; the most urgent first. Postgres only. Empty
 * while another sweeps.
 */
export const ticketsToWake = (db: Database, limit: number, reach: Reach = 'all'): Promise<string[]> =>
  transaction(db, async (tx) => {
    const { rows } = await tx.query<{ ok: boolean }>('select pg_try_advisory_xact_lock($1) as ok', [
      sweepLock,
    ]);
    if (!rows[0]?.ok) return [];
    const ids = await neglected(tx, limit, reach);
    if (reach === 'all') await forgetOthers(tx, ids);
    return backOff(tx, ids);
  });

/** Whoever had not to be woken for a while begins with a short pause again. */
const forgetOthers = async (tx: Queryable, ids: readonly number[]): Promise<void> => {
  await tx.query(
    `delete from wakes where ticket_id <> all($1::bigint[]) and next_at < now() - interval '1 minute'`,
    [ids],
  );
};

const neglected = async (tx: Queryable, limit: number, reach: Reach): Promise<readonly number[]> =>
  (
    await tx.query<{ id: number }>(
      `with stopped as (
         select link_id from problems where state = 'open' and link_id is not null and kind = any($2)),
       behind as (
         select t.id from links l join tickets t on t.id = l.ticket_id left join gates g on g.system = l.system
          where l.state in ('creating', 'linked') and l.confirmed_version < t.version and coalesce(g.open, true)
            and t.updated_at < now() - interval '5 seconds' ${within[reach]} and l.system not in (select system from retired_systems) and not exists (select 1 from stopped s where s.link_id = l.id)
            -- its turn comes by urgency, from the gate's workflow, which workers/keep-gates.ts sees to
            and not exists (select 1 from gate_waiting w where w.system = l.system and w.ticket_id = t.id)),
       unmerged as (
         select c.ticket_id as id from changes c where c.state = 'open' and c.ticket_id is not null
            and c.received_at < now() - interval '5 seconds' and not exists (
              select 1 from intents i join gates g on g.system = c.system and not g.open where i.link_id = c.link_id and i.state = 'open')),
       unsettled as (
         select l.ticket_id as id from intents i join links l on l.id = i.link_id left join gates g on g.system = l.system
          where i.state = 'open' and i.began_at < now() - interval '5 minutes' and coalesce(g.open, true)),
       -- a deadline that moved while the record was being pushed: that is no new version, so nobody came back for it
       unshown as (
         select t.id from tickets t join links l on l.ticket_id = t.id left join gates g on g.system = l.system
          where t.sla_shown_at between now() - interval '1 hour' and now() - interval '1 minute' and l.state = 'linked'
            and coalesce(g.open, true) and not exists (select 1 from stopped s where s.link_id = l.id)
            and l.system not in (select system from retired_systems)
            and exists (select 1 from jsonb_each_text(t.sla_shown) w
                         where l.shadow ? w.key and l.shadow->>w.key <> w.value and not l.overrides ? w.key
                           and l.refusals->>w.key is distinct from w.value)),
       -- a lost timer, an edited contract, or a breach that a system out of reach had left open
       clocks as (
         select id from tickets where sla_next_at < now() - interval '3 seconds'
         union select c.ticket_id from sla_clocks c where c.unconfirmed and not exists (
           select 1 from links l join gates g on g.system = l.system and not g.open where l.ticket_id = c.ticket_id))
       select t.id from (select id from behind union select id from unmerged union select id from unsettled
                         union select id from unshown union select id from clocks) n
        join tickets t on t.id = n.id left join wakes w on w.ticket_id = n.id
        where coalesce(w.next_at, now()) <= now() order by ${byUrgency} limit $1`,
      [limit, stoppingProblems],
    )
  ).rows.map(({ id }) => id);

/** 5 s, 10 s, 20 s ... up to ten minutes between two wakes of one ticket. */
const backOff = async (tx: Queryable, ids: readonly number[]): Promise<string[]> => {
  await tx.query(
    `insert into wakes (ticket_id, attempts, next_at) select id, 1, now() + interval '5 seconds' from unnest($1::bigint[]) id
     on conflict (ticket_id) do update set attempts = wakes.attempts + 1,
       next_at = now() + make_interval(secs => least(600, 5 * 2 ^ least(wakes.attempts, 7)))`,
    [ids],
  );
  return (
    await tx.query<{ number: string }>(
      `select number from tickets t where id = any($1::bigint[]) order by ${byUrgency}`,
      [ids],
    )
  ).rows.map((row) => row.number);
};

/** True when this Temporal namespace was never met: its data is new, so every open ticket needs its workflow back. */
export const isNewNamespace = async (db: Queryable, namespaceId: string): Promise<boolean> =>
  (await db.query('select 1 from temporal_namespaces where namespace_id = $1', [namespaceId])).rowCount === 0;

/** From now on the namespace is known: every open ticket has its workflow there. */
export const noteNamespace = async (db: Queryable, namespaceId: string): Promise<void> => {
  await db.query('insert into temporal_namespaces (namespace_id) values ($1) on conflict do nothing', [
    namespaceId,
  ]);
};

/**
 * Numbers of all tickets that are open, or whose records are behind, the most urgent first. All at once: a page would cost as much as
 * the whole, and a number is a few bytes.
 */
export const openTickets = async (db: Queryable): Promise<readonly string[]> =>
  (
    await db.query<{ number: string }>(
      `select number from tickets t
        where status not in ('closed', 'cancelled')
           or exists (select 1 from links l where l.ticket_id = t.id and l.state in ('creating', 'linked')
                        and l.confirmed_version < t.version
                        and l.system not in (select system from retired_systems))
        order by ${byUrgency}`,
    )
  ).rows.map(({ number }) => number);
