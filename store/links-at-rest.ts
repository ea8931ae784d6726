import type { Queryable } from './database';
import type { Link } from './links';
import { loadPush, type PushLoad } from './push-load';

/** Ids of the records' links after this one, oldest first: what a reconciliation pages through. */
export const linksAfter = async (
  db: Queryable,
  systems: readonly string[],
  afterId: number,
  limit: number,
): Promise<number[]> =>
  (
    await db.query<{ id: number }>(
      `select id from links where system = any($1) and state = 'linked' and record_id is not null and id > $2
        order by id limit $3`,
      [systems, afterId, limit],
    )
  ).rows.map((row) => row.id);

export const countLinks = async (db: Queryable, systems: readonly string[]): Promise<number> =>
  (
    await db.query<{ n: number }>(
      `select count(*)::int as n from links where system = any($1) and state = 'linked' and record_id is not null`,
      [systems],
    )
  ).rows[0]!.n;

/** The link with its ticket when nothing is under way there; else undefined: whoever is at it reads the record anyway. */
export const loadAtRest = async (db: Queryable, linkId: number): Promise<PushLoad | undefined> => {
  const load = await loadPush(db, linkId);
  if (!load || load.link.state !== 'linked' || load.link.recordId === null) return undefined;
  if (load.link.confirmedVersion < load.ticket.version) return undefined;
  return (await isUnderWay(db, load.link)) ? undefined : load;
};

/** A write of ours is open, a change waits to be merged, or a hint to be read. */
const isUnderWay = async (db: Queryable, link: Link): Promise<boolean> =>
  (
    await db.query<{ busy: boolean }>(
      `select exists (select 1 from intents where link_id = $1 and state = 'open')
           or exists (select 1 from changes where ticket_id = $2 and state = 'open')
           or exists (select 1 from inbox where system = $3 and state = 'open' and $4 = any(record_ids)) as busy`,
      [link.id, link.ticketId, link.system, link.recordId],
    )
  ).rows[0]!.busy;

/** The record is not what we confirmed it to be: its lane has to push again. */
export const oweAgain = async (db: Queryable, linkId: number): Promise<void> => {
  await db.query('update links set confirmed_version = 0 where id = $1', [linkId]);
};

/** How many change rows there are of a record. */
export const countChanges = async (db: Queryable, linkId: number): Promise<number> =>
  (await db.query<{ n: number }>('select count(*)::int as n from changes where link_id = $1', [linkId]))
    .rows[0]!.n;
