import { transaction, type Database, type Queryable } from './database';

/**
 * Notes which systems tickets have records in though the configuration does not name them (any more): nothing is pushed
 * there, and nothing of them stays open. One that comes back into the configuration goes on where it stood.
 * Answers with the names that are new on the list.
 */
export const noteRetiredSystems = (db: Database, configured: readonly string[]): Promise<readonly string[]> =>
  transaction(db, async (tx) => {
    const back = await tx.query<{ system: string }>(
      'delete from retired_systems where system = any($1) returning system',
      [configured],
    );
    for (const { system } of back.rows) await reopen(tx, system);
    const { rows } = await tx.query<{ system: string }>(
      `insert into retired_systems (system) select distinct system from links where system <> all($1)
       on conflict do nothing returning system`,
      [configured],
    );
    await settleAll(tx);
    return rows.map(({ system }) => system);
  });

/** What waited when it went is news again. */
const reopen = async (tx: Queryable, system: string): Promise<void> => {
  for (const table of ['inbox', 'changes'])
    await tx.query(
      `update ${table} set state = 'open', because = null, settled_at = null
        where system = $1 and state = 'ignored' and because = 'systemRemoved'`,
      [system],
    );
};

/** What is still open of them can neither be read nor written any more. */
const settleAll = async (tx: Queryable): Promise<void> => {
  const retired = `(select system from retired_systems)`;
  await tx.query(
    `update intents set state = 'abandoned', settled_at = now()
      where state = 'open' and link_id in (select id from links where system in ${retired})`,
  );
  for (const table of ['inbox', 'changes'])
    await tx.query(
      `update ${table} set state = 'ignored', because = 'systemRemoved', settled_at = now()
        where state = 'open' and system in ${retired}`,
    );
  await tx.query(
    `update problems set state = 'skipped', settled_at = now() where state = 'open' and system in ${retired}`,
  );
};
