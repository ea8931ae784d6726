import type { Queryable } from './database';

export type Referable = 'contacts' | 'organisations' | 'services' | 'calendars' | 'contracts' | 'users';

/** The columns in which a person would name it, the most telling first. */
const names: { readonly [table in Referable]: readonly string[] } = {
  contacts: ['email', 'name'],
  organisations: ['name'],
  services: ['name'],
  calendars: ['name'],
  contracts: ['number'],
  users: ['login', 'name', 'email'],
};

/** What a reference came to: several share that name, or nothing has it. */
export type Found = { readonly id: number } | 'unknown' | 'ambiguous';

/** Resolves an id, a number or a unique name (case aside). A contract's number may look like an id, and then counts first. */
export const find = async (db: Queryable, table: Referable, reference: string): Promise<Found> => {
  const wanted = reference.trim();
  if (table === 'contracts')
    return (await byName(db, table, wanted)) ?? (await byId(db, table, wanted)) ?? 'unknown';
  return (await byId(db, table, wanted)) ?? (await byName(db, table, wanted)) ?? 'unknown';
};

const byName = async (db: Queryable, table: Referable, name: string): Promise<Found | undefined> => {
  for (const column of names[table]) {
    const { rows } = await db.query<{ id: number }>(
      `select id from ${table} where lower(${column}) = lower($1)${alive(table)} order by id limit 2`,
      [name],
    );
    if (rows.length > 0) return rows.length > 1 ? 'ambiguous' : rows[0];
  }
  return undefined;
};

const byId = async (db: Queryable, table: Referable, id: string): Promise<Found | undefined> => {
  if (!/^\d{1,15}$/.test(id)) return undefined;
  return (await db.query<{ id: number }>(`select id from ${table} where id = $1${alive(table)}`, [id]))
    .rows[0];
};

const alive = (table: Referable): string => (table === 'users' ? ' and disabled_at is null' : '');
