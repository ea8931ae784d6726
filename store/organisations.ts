import { first, type Queryable } from './database';
import { pageOf, type Page, type PageRequest } from './page';
import { partiesEdited } from './sla/show-clocks';

export interface OrganisationView {
  readonly id: number;
  readonly name: string;
  readonly sites: readonly unknown[];
  readonly version: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

export interface OrganisationFields {
  readonly name: string;
  readonly sites: readonly unknown[];
}

const columns = 'id, name, sites, version, created_at as "createdAt", updated_at as "updatedAt"';

export const organisationById = async (db: Queryable, id: number): Promise<OrganisationView | undefined> =>
  first(await db.query<OrganisationView>(`select ${columns} from organisations where id = $1`, [id]));

export const listOrganisations = async (db: Queryable, page: PageRequest): Promise<Page<OrganisationView>> =>
  pageOf(
    (
      await db.query<OrganisationView>(
        `select ${columns} from organisations where ($1::bigint is null or id > $1) order by id limit $2`,
        [page.after ?? null, page.limit + 1],
      )
    ).rows,
    page.limit,
  );

/** Throws the database's unique violation when the name is taken. */
export const createOrganisation = async (
  tx: Queryable,
  { name, sites }: OrganisationFields,
): Promise<number> =>
  (
    await tx.query<{ id: number }>('insert into organisations (name, sites) values ($1, $2) returning id', [
      name,
      JSON.stringify(sites),
    ])
  ).rows[0]!.id;

/** Writes what is given; throws the database's unique violation when the name is taken. */
export const updateOrganisation = async (
  tx: Queryable,
  id: number,
  change: Partial<OrganisationFields>,
): Promise<void> => {
  await tx.query(
    `update organisations set name = coalesce($2, name), sites = coalesce($3, sites), version = version + 1,
       updated_at = now() where id = $1`,
    [id, change.name ?? null, change.sites ? JSON.stringify(change.sites) : null],
  );
  if (change.name !== undefined) await partiesEdited(tx, { organisation: id });
};
