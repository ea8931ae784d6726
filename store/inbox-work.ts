import type { IgnoredBecause } from '../domain/ignored';
import type { Queryable } from './database';

/** A hint that waits to be read. */
export interface Hint {
  readonly id: number;
  readonly recordIds: readonly string[];
  readonly entry: string | null;
  readonly silent: boolean;
  readonly attempts: number;
  /** Milliseconds since it came, by the clock that noted it: that of a worker may be another one. */
  readonly ageMs: number;
  /** The trace that the delivery belongs to. */
  readonly traceparent: string | null;
}

/** Hints of a system that are due, oldest first. Only that system's one reader takes them. */
export const dueHints = async (db: Queryable, system: string, limit: number): Promise<Hint[]> =>
  (
    await db.query<Hint>(
      `select id, record_ids as "recordIds", entry, silent, attempts, traceparent,
              extract(epoch from clock_timestamp() - received_at)::float8 * 1000 as "ageMs" from inbox
        where system = $1 and state = 'open' and cardinality(record_ids) > 0 and next_at <= now()
        order by id limit $2`,
      [system, limit],
    )
  ).rows;

/** Milliseconds until the next hint is due; null when none waits. */
export const nextHintIn = async (db: Queryable, system: string): Promise<number | null> =>
  (
    await db.query<{ wait: number | null }>(
      `select (extract(epoch from min(next_at) - now()) * 1000)::float as wait from inbox
        where system = $1 and state = 'open' and cardinality(record_ids) > 0`,
      [system],
    )
  ).rows[0]!.wait;

export const settleHints = async (
  db: Queryable,
  ids: readonly number[],
  because?: IgnoredBecause,
): Promise<void> => {
  await db.query(
    `update inbox set state = $2, because = $3, settled_at = now(), body = '' where id = any($1) and state = 'open'`,
    [ids, because ? 'ignored' : 'applied', because ?? null],
  );
};

export const delayHints = async (db: Queryable, ids: readonly number[], delayMs: number): Promise<void> => {
  await db.query(
    `update inbox set attempts = attempts + 1, next_at = now() + make_interval(secs => $2::float / 1000) where id = any($1)`,
    [ids, delayMs],
  );
};

/** Of a hint `i` that is due. */
const isDue = `i.system = $1 and i.state = 'open' and i.next_at <= now() and cardinality(i.record_ids) > 0`;

/** A write of ours to the link `l` is under way; it ends with a read. */
const isWriting = `exists (select 1 from intents t where t.link_id = l.id and t.state = 'open' and t.began_at > now() - interval '5 seconds')`;

/** Puts off what tells of a record to which we are just writing: most likely of that very write. */
export const delayWhileWriting = async (db: Queryable, system: string, delayMs: number): Promise<void> => {
  await db.query(
    `update inbox i set attempts = attempts + 1, next_at = now() + make_interval(secs => $2::float / 1000)
      where ${isDue} and exists (
        select 1 from links l where l.system = i.system and l.record_id = any(i.record_ids) and ${isWriting})`,
    [system, delayMs],
  );
};

/** Settles what tells only of entries that we have read already. Most hints do: a push reads after it has written. */
export const settleKnownHints = async (db: Queryable, system: string): Promise<void> => {
  await db.query(
    `update inbox i set state = 'applied', settled_at = now(), body = ''
      where ${isDue} and not i.silent and i.entry is not null and not exists (
        select 1 from unnest(i.record_ids) r where not exists (
          select 1 from links l where l.system = i.system and l.record_id = r and not ${isWriting}
             and (i.entry = '0' or exists (
               select 1 from changes c where c.system = i.system and c.record_id = r and c.entry = i.entry))))`,
    [system],
  );
};

/** Which of these history entries of a record are stored as changes. */
export const storedEntries = async (
  db: Queryable,
  system: string,
  recordId: string,
  entries: readonly string[],
): Promise<ReadonlySet<string>> =>
  new Set(
    (
      await db.query<{ entry: string }>(
        'select distinct entry from changes where system = $1 and record_id = $2 and entry = any($3)',
        [system, recordId, entries],
      )
    ).rows.map((row) => row.entry),
  );

/** A record that we do not know, while a create of ours is under way in this system: it may well be that. */
export const mayBeOurCreate = async (db: Queryable, system: string, recordId: string): Promise<boolean> =>
  (
    await db.query(
      `select 1 from intents i join links l on l.id = i.link_id
        where l.system = $1 and i.kind = 'create' and i.state = 'open' and i.began_at > now() - interval '2 seconds'
          and not exists (select 1 from links where system = $1 and record_id = $2) limit 1`,
      [system, recordId],
    )
  ).rowCount! > 0;

/** The poll met a record that could not be read: a hint of our own, so that it is tried again and counts as open until then. */
export const remindOf = async (db: Queryable, system: string, recordId: string): Promise<void> => {
  await db.query(
    `insert into inbox (system, delivery_id, body, record_ids, silent)
     select $1, 'poll:' || $2 || ':' || clock_timestamp(), '', array[$2::text], true
      where not exists (select 1 from inbox where system = $1 and state = 'open' and $2 = any(record_ids))`,
    [system, recordId],
  );
};
