import { lagBoundsMs } from '../domain/lag';
import { first, type Queryable } from './database';

/**
 * What became visible there with this confirmation, and how long each took: the record itself the first time, from when it was
 * wanted; then every applied change from elsewhere, from when it was stored.
 */
const samples = `
  select extract(epoch from now() - l.created_at) * 1000 as ms from links l where l.id = $1 and l.counted_version = 0
  union all
  select extract(epoch from now() - c.received_at) * 1000 from links l join changes c on c.ticket_id = l.ticket_id
   where l.id = $1 and c.version > l.counted_version and c.version <= $2 and c.state = 'applied'
     and c.link_id is distinct from l.id`;

/** Rows that one minute of one system is counted in, so that few wait for one another. */
const parts = 8;

const counted = `
  insert into sync_minutes as m (system, minute, part, pushes, changes, sum_ms, max_ms, histogram)
  select c.system, date_trunc('minute', now()), pg_backend_pid() % ${parts}, 1, t.n, t.sum, t.max, t.histogram
    from confirmed c cross join lateral (
      select count(ms) as n, coalesce(sum(ms), 0) as sum, coalesce(max(ms), 0) as max,
             array(select count(s.ms) from generate_series(0, cardinality($3::float8[])) b
                     left join samples s on width_bucket(s.ms::float8, $3::float8[]) = b group by b order by b) as histogram
        from samples) t
  on conflict (system, minute, part) do update set
    pushes = m.pushes + excluded.pushes, changes = m.changes + excluded.changes, sum_ms = m.sum_ms + excluded.sum_ms,
    max_ms = greatest(m.max_ms, excluded.max_ms),
    histogram = array(select a + b from unnest(m.histogram, excluded.histogram) with ordinality as u (a, b, i) order by i)`;

/**
 * The record is known to show this version of the ticket; `seen`: it was just read there. Answers how long the slowest of what is now seen there took, in
 * milliseconds; undefined when nothing in it is new.
 */
export const confirm = async (
  tx: Queryable,
  linkId: number,
  version: number,
  { seen = true }: { readonly seen?: boolean } = {},
): Promise<number | undefined> => {
  const result = await tx.query<{ ms: number | null }>(
    `with samples as (${samples}),
       confirmed as (
         update links set confirmed_version = greatest(confirmed_version, $2),
           seen_version = case when $4 then greatest(seen_version, $2) else seen_version end,
           counted_version = greatest(counted_version, $2), confirmed_at = now(),
           pushed_ms = coalesce((select least(max(ms), 2147483647)::int from samples having count(*) > 0), pushed_ms)
         where id = $1 returning system),
       counted as (${counted})
     select max(ms)::float8 as ms from samples`,
    [linkId, version, lagBoundsMs, seen],
  );
  return first(result)?.ms ?? undefined;
};
