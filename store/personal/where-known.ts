import type { Queryable } from '../database';

/** Records of a system in which a person may still be named. */
export interface KnownThere {
  readonly system: string;
  readonly records: readonly string[];
}

export const whereKnown = async (
  db: Queryable,
  ticketIds: readonly number[],
): Promise<readonly KnownThere[]> =>
  (
    await db.query<KnownThere>(
      `select system, array_agg(record_id order by id) as records from links
        where ticket_id = any($1) and record_id is not null group by system order by system`,
      [ticketIds],
    )
  ).rows;
