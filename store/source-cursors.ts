import { first, type Queryable } from './database';

export interface SourceCursor {
  /** Opaque to everybody but the connector; null before the first poll. */
  readonly cursor: string | null;
  /** Where the listing at first sight stands; 'done' after it. */
  readonly listCursor: string | null;
}

export const sourceCursor = async (db: Queryable, system: string): Promise<SourceCursor> =>
  first(
    await db.query<SourceCursor>(
      `select cursor, list_cursor as "listCursor" from source_cursors where system = $1`,
      [system],
    ),
  ) ?? { cursor: null, listCursor: null };

export const savePollCursor = async (db: Queryable, system: string, cursor: string): Promise<void> => {
  await db.query(
    `insert into source_cursors (system, cursor, last_poll_at) values ($1, $2, now())
     on conflict (system) do update set cursor = $2, last_poll_at = now(), error = null`,
    [system, cursor],
  );
};

/** It answers, and nothing asks it for news: its hooks tell. */
export const saveAnswered = async (db: Queryable, system: string): Promise<void> => {
  await db.query('update source_cursors set last_poll_at = now(), error = null where system = $1', [system]);
};

export const saveListCursor = async (db: Queryable, system: string, cursor: string): Promise<void> => {
  await db.query(
    `insert into source_cursors (system, list_cursor) values ($1, $2) on conflict (system) do update set list_cursor = $2`,
    [system, cursor],
  );
};

/** Their clock minus ours in milliseconds, as measured now. */
export const saveClockOffset = async (db: Queryable, system: string, offsetMs: number): Promise<void> => {
  await db.query(
    `insert into source_cursors (system, clock_offset_ms) values ($1, $2)
     on conflict (system) do update set clock_offset_ms = $2 where source_cursors.clock_offset_ms <> $2`,
    [system, Math.round(offsetMs)],
  );
};

export const saveSourceError = async (db: Queryable, system: string, error: string | null): Promise<void> => {
  await db.query(`update source_cursors set error = $2 where system = $1 and error is distinct from $2`, [
    system,
    error,
  ]);
};

/** Records that could not be told to a ticket yet, since a create of ours was open. */
export const undecidedRecords = async (db: Queryable, system: string): Promise<string[]> =>
  (
    await db.query<{ id: string }>(
      `select distinct record_id as id from changes where system = $1 and state = 'open' and ticket_id is null limit 50`,
      [system],
    )
  ).rows.map((row) => row.id);

/** Linked records of open tickets that were not read as a whole for so long: for what changes there silently. */
export const recordsToReread = async (
  db: Queryable,
  system: string,
  minutes: number,
  limit: number,
): Promise<string[]> =>
  (
    await db.query<{ id: string }>(
      // From the open tickets on (offset 0), which are few: a scan of all links would cost more with every year.
      `update links l set checked_at = now() from (
         select k.id from tickets t cross join lateral (
           select id, checked_at from links where ticket_id = t.id and system = $1 and state = 'linked'
              and coalesce(checked_at, created_at) < now() - make_interval(mins => $2) offset 0) k
          where t.status not in ('closed', 'cancelled') order by k.checked_at nulls first limit $3) due
        where l.id = due.id returning l.record_id as id`,
      [system, minutes, limit],
    )
  ).rows.map((row) => row.id);

/**
 * Records that our account may not see, to be tried again: after five seconds at first, then after a quarter of the time that
 * it has lasted, at the latest after fifteen minutes.
 */
export const hiddenRecords = async (db: Queryable, system: string, limit: number): Promise<string[]> =>
  (
    await db.query<{ id: string }>(
      `update links l set checked_at = now() from (
         select k.id from problems p join links k on k.id = p.link_id
          where p.system = $1 and p.kind = 'record-hidden' and p.state = 'open' and k.state = 'linked'
            and coalesce(k.checked_at, k.created_at) < now() - least(interval '15 minutes', greatest(interval '5 seconds', (now() - p.since) / 4))
          limit $2) due
        where l.id = due.id returning l.record_id as id`,
      [system, limit],
    )
  ).rows.map((row) => row.id);
