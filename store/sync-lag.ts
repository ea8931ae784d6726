import type { LagCounts } from '../domain/lag';
import type { Queryable } from './database';

/** What was confirmed in one system between `from` and `from` + the slot's length. */
export interface LagSlot extends LagCounts {
  readonly from: Date;
  readonly pushes: number;
}

interface Row extends LagSlot {
  readonly system: string;
}

/** Minutes of one slot, and how many slots make the picture: a day. */
export const lagSlotMinutes = 10;
export const lagSlots = (24 * 60) / lagSlotMinutes;

/** The slots of the last day in which something was confirmed, system by system, oldest first. */
export const lagOfDay = async (db: Queryable): Promise<ReadonlyMap<string, readonly LagSlot[]>> => {
  const { rows } = await db.query<Row>(
    `with bins as (
       select system, date_bin($1, minute, 'epoch') as "from", pushes, changes, sum_ms, max_ms, histogram
         from sync_minutes where minute >= now() - interval '1 day'),
     counts as (
       select system, "from", i, sum(n)::int as n from bins cross join unnest(histogram) with ordinality as u (n, i) group by 1, 2, 3)
     select b.system, b."from", sum(b.pushes)::int as pushes, sum(b.changes)::int as changes,
            sum(b.sum_ms)::float8 as "sumMs", max(b.max_ms)::float8 as "maxMs",
            (select array_agg(c.n order by c.i) from counts c where c.system = b.system and c."from" = b."from") as histogram
       from bins b group by b.system, b."from" order by b.system, b."from"`,
    [`${lagSlotMinutes} minutes`],
  );
  const bySystem = new Map<string, LagSlot[]>();
  for (const { system, ...slot } of rows) bySystem.set(system, [...(bySystem.get(system) ?? []), slot]);
  return bySystem;
};

/** Days that the minutes are kept. */
const keptDays = 8;

export const forgetLag = async (db: Queryable): Promise<void> => {
  await db.query(`delete from sync_minutes where minute < now() - make_interval(days => ${keptDays})`);
};
