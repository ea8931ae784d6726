import type { PoolClient } from 'pg';
import type { KnownBy } from '../../domain/mask';
import { first, type Queryable } from '../database';
import { resolveProblems } from '../problems';

/** A person who is being taken out of other systems. */
export interface ErasureRow {
  readonly name: string;
  readonly known: KnownBy;
}

/**
 * Asks for every record that his tickets have in other systems, also for those that are just being made. What he was known by is
 * kept until the last of them is settled.
 */
export const beginErasure = async (
  tx: PoolClient,
  contactId: number,
  {
    name,
    person,
    tickets,
  }: {
    readonly name: string;
    readonly person: KnownBy;
    readonly tickets: readonly { readonly id: number }[];
  },
  systems: readonly string[],
): Promise<void> => {
  await tx.query('insert into erasures (contact_id, name, known) values ($1, $2, $3)', [
    contactId,
    name,
    JSON.stringify(person),
  ]);
  await tx.query(
    `insert into erasure_records (contact_id, link_id, system)
     select $1, id, system from links
      where ticket_id = any($2) and system = any($3) and (record_id is not null or state = 'creating') order by id`,
    [contactId, tickets.map(({ id }) => id), systems],
  );
  await forgetIfSettled(tx, contactId);
};

/** Undefined: nothing is left to do. */
export const erasureOf = async (db: Queryable, contactId: number): Promise<ErasureRow | undefined> =>
  first(
    await db.query<ErasureRow>(
      'select name, known from erasures where contact_id = $1 and known is not null',
      [contactId],
    ),
  );

/** Systems in which a record of his waits. */
export const systemsToErase = async (db: Queryable, contactId: number): Promise<readonly string[]> =>
  (
    await db.query<{ system: string }>(
      `select distinct system from erasure_records where contact_id = $1 and state = 'open' order by system`,
      [contactId],
    )
  ).rows.map(({ system }) => system);

/**
 * People of whom a record waits, in pages by a growing back-off from 5 s up to ten minutes: their workflows are started again, which
 * does nothing to one that runs.
 */
export const erasuresToStart = async (
  db: Queryable,
  systems: readonly string[],
  limit: number,
): Promise<readonly number[]> =>
  (
    await db.query<{ id: number }>(
      `update erasures set wakes = wakes + 1, wake_at = now() + make_interval(secs => least(600, 5 * 2 ^ least(wakes, 7)))
        where contact_id in (select contact_id from erasures e where wake_at <= now() and known is not null and exists (
          select 1 from erasure_records r where r.contact_id = e.contact_id and r.state = 'open' and r.system = any($1))
          order by wake_at limit $2)
       returning contact_id as id`,
      [systems, limit],
    )
  ).rows.map(({ id }) => id);

/** As soon as nothing waits, and nobody has to decide, what he was known by goes as well. */
export const forgetIfSettled = async (tx: Queryable, contactId: number): Promise<void> => {
  await tx.query(
    `update erasures set known = null where contact_id = $1 and not exists (
       select 1 from erasure_records where contact_id = $1 and state in ('open', 'refused'))`,
    [contactId],
  );
};

/** What a system refused is tried again. */
export const eraseAgain = async (tx: PoolClient, contactId: number, system: string): Promise<void> => {
  await tx.query(
    `update erasure_records set state = 'open', because = null, settled_at = null, tries = 0
      where contact_id = $1 and system = $2 and state = 'refused'
        and exists (select 1 from erasures e where e.contact_id = $1 and e.known is not null)`,
    [contactId, system],
  );
  await tx.query('update erasures set wakes = 0, wake_at = now() where contact_id = $1', [contactId]);
};

/** A person has seen to what a system refused, or lets it be. */
export const skipErasure = async (tx: PoolClient, contactId: number, system: string): Promise<void> => {
  await tx.query(
    `update erasure_records set state = 'skipped', settled_at = now()
      where contact_id = $1 and system = $2 and state = 'refused'`,
    [contactId, system],
  );
  await forgetIfSettled(tx, contactId);
};

/** Nothing of that system is refused any more. */
export const settleRefusals = async (tx: Queryable, contactId: number, system: string): Promise<void> => {
  const { rowCount } = await tx.query(
    `select 1 from erasure_records where contact_id = $1 and system = $2 and state = 'refused' limit 1`,
    [contactId, system],
  );
  if (rowCount === 0) await resolveProblems(tx, { system, kind: 'person-refused', value: String(contactId) });
};

/** Was he made anonymous, now or by an earlier release? */
export const isAnonymous = async (db: Queryable, contactId: number): Promise<boolean> =>
  (await db.query('select 1 from contacts where id = $1 and anonymised_at is not null', [contactId]))
    .rowCount! > 0;
