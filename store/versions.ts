import { first, type Queryable } from './database';

export type VersionedTable =
  'tickets' | 'contacts' | 'organisations' | 'services' | 'calendars' | 'contracts';

/** Locks the row until the transaction ends and tells its version; undefined when there is none. */
export const lockVersion = async (
  tx: Queryable,
  table: VersionedTable,
  id: number,
): Promise<number | undefined> =>
  first(await tx.query<{ version: number }>(`select version from ${table} where id = $1 for update`, [id]))
    ?.version;
