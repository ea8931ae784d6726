import { createHash } from 'node:crypto';
import type { Role } from '../domain/role';
import { first, type Queryable } from './database';
import { pageOf, type Page, type PageRequest } from './page';

export interface ApiKey {
  readonly id: number;
  readonly name: string;
  readonly role: Role;
  readonly contactId: number | null;
  readonly createdAt: Date;
}

const columns = `k.id, k.role, k.contact_id as "contactId", k.created_at as "createdAt", coalesce(c.name, k.name) as name`;
const from = 'api_keys k left join contacts c on c.id = k.contact_id';

/** Keys are kept as their SHA-256 only: a stolen table opens nothing. */
export const hashOfKey = (key: string | Buffer): Buffer => createHash('sha256').update(key).digest();

/** The key with this hash, unless it was revoked. A key of a contact bears the contact's name. */
export const apiKeyByHash = async (db: Queryable, hash: Buffer): Promise<ApiKey | undefined> =>
  first(
    await db.query<ApiKey>(`select ${columns} from ${from} where k.key_hash = $1 and k.revoked_at is null`, [
      hash,
    ]),
  );

export const listApiKeys = async (db: Queryable, page: PageRequest): Promise<Page<ApiKey>> =>
  pageOf(
    (
      await db.query<ApiKey>(
        `select ${columns} from ${from}
          where k.revoked_at is null and ($1::bigint is null or k.id > $1) order by k.id limit $2`,
        [page.after ?? null, page.limit + 1],
      )
    ).rows,
    page.limit,
  );

export interface NewApiKey {
  readonly hash: Buffer;
  readonly name: string;
  readonly role: Role;
  readonly contactId: number | null;
}

export const createApiKey = async (tx: Queryable, key: NewApiKey): Promise<number> =>
  (
    await tx.query<{ id: number }>(
      'insert into api_keys (key_hash, name, role, contact_id) values ($1, $2, $3, $4) returning id',
      [key.hash, key.name, key.role, key.contactId],
    )
  ).rows[0]!.id;

/** True when there was such a key and it was alive. */
export const revokeApiKey = async (tx: Queryable, id: number): Promise<boolean> =>
  (await tx.query('update api_keys set revoked_at = now() where id = $1 and revoked_at is null', [id]))
    .rowCount === 1;

/** Makes sure that the bootstrap key opens the door as administrator; a revoked one is alive again. */
export const ensureAdministratorKey = async (tx: Queryable, hash: Buffer, name: string): Promise<void> => {
  await tx.query(
    `insert into api_keys (key_hash, name, role) values ($1, $2, 'administrator')
     on conflict (key_hash) do update set role = 'administrator', revoked_at = null
       where api_keys.role <> 'administrator' or api_keys.revoked_at is not null`,
    [hash, name],
  );
};

export const anyAdministratorKey = async (db: Queryable): Promise<boolean> =>
  (await db.query(`select 1 from api_keys where role = 'administrator' and revoked_at is null limit 1`))
    .rowCount === 1;
