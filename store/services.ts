import { first, type Queryable } from './database';
import { pageOf, type Page, type PageRequest } from './page';
import { partiesEdited } from './sla/show-clocks';

export interface ServiceView {
  readonly id: number;
  readonly name: string;
  readonly description: string;
  readonly version: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

export interface ServiceFields {
  readonly name: string;
  readonly description: string;
}

const columns = 'id, name, description, version, created_at as "createdAt", updated_at as "updatedAt"';

export const serviceById = async (db: Queryable, id: number): Promise<ServiceView | undefined> =>
  first(await db.query<ServiceView>(`select ${columns} from services where id = $1`, [id]));

export const listServices = async (db: Queryable, page: PageRequest): Promise<Page<ServiceView>> =>
  pageOf(
    (
      await db.query<ServiceView>(
        `select ${columns} from services where ($1::bigint is null or id > $1) order by id limit $2`,
        [page.after ?? null, page.limit + 1],
      )
    ).rows,
    page.limit,
  );

/** Throws the database's unique violation when the name is taken. */
export const createService = async (tx: Queryable, { name, description }: ServiceFields): Promise<number> =>
  (
    await tx.query<{ id: number }>('insert into services (name, description) values ($1, $2) returning id', [
      name,
      description,
    ])
  ).rows[0]!.id;

/** Writes what is given; throws the database's unique violation when the name is taken. */
export const updateService = async (
  tx: Queryable,
  id: number,
  change: Partial<ServiceFields>,
): Promise<void> => {
  await tx.query(
    `update services set name = coalesce($2, name), description = coalesce($3, description), version = version + 1,
       updated_at = now() where id = $1`,
    [id, change.name ?? null, change.description ?? null],
  );
  if (change.name !== undefined) await partiesEdited(tx, { service: id });
};
