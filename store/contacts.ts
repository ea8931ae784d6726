import type { Language } from '../domain/language';
import { first, type Queryable } from './database';
import { pageOf, type Page, type PageRequest } from './page';
import { coverAnew } from './sla/cover-anew';
import { partiesEdited } from './sla/show-clocks';

export type { Language };

export interface ContactView {
  readonly id: number;
  readonly name: string;
  readonly email: string | null;
  /** E.164, the main one first. */
  readonly phones: readonly string[];
  readonly organisation: { readonly id: number; readonly name: string } | null;
  readonly language: Language;
  /** He sees the tickets of his whole organisation in the portal. */
  readonly seesOrganisation: boolean;
  readonly version: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

export interface ContactFields {
  readonly name: string;
  readonly email: string | null;
  readonly phones: readonly string[];
  readonly organisationId: number | null;
  readonly language: Language;
  readonly seesOrganisation?: boolean;
}

const columns = `c.id, c.name, c.email, c.phones, c.language, c.sees_organisation as "seesOrganisation", c.version, c.created_at as "createdAt",
  c.updated_at as "updatedAt",
  case when o.id is not null then json_build_object('id', o.id, 'name', o.name) end as organisation`;
const from = 'contacts c left join organisations o on o.id = c.organisation_id';

export const contactById = async (db: Queryable, id: number): Promise<ContactView | undefined> =>
  first(await db.query<ContactView>(`select ${columns} from ${from} where c.id = $1`, [id]));

/** Contacts in the order in which they came; `q`: words of the name or the address. */
export const listContacts = async (
  db: Queryable,
  filter: { readonly q?: string },
  page: PageRequest,
): Promise<Page<ContactView>> => {
  const result = await db.query<ContactView>(
    `select ${columns} from ${from}
     where ($1::bigint is null or c.id > $1)
       and ($2::text is null or c.search @@ (plainto_tsquery('russian', $2) || plainto_tsquery('simple', $2)))
     order by c.id limit $3`,
    [page.after ?? null, filter.q?.trim() || null, page.limit + 1],
  );
  return pageOf(result.rows, page.limit);
};

/** Throws the database's unique violation when the address is taken. */
export const createContact = async (tx: Queryable, contact: ContactFields): Promise<number> =>
  (
    await tx.query<{ id: number }>(
      `insert into contacts (name, email, phones, organisation_id, language, sees_organisation)
       values ($1, $2, $3, $4, $5, $6) returning id`,
      [
        contact.name,
        contact.email,
        contact.phones,
        contact.organisationId,
        contact.language,
        contact.seesOrganisation ?? false,
      ],
    )
  ).rows[0]!.id;

/** Writes what is given; throws the database's unique violation when the address is taken. */
export const updateContact = async (
  tx: Queryable,
  id: number,
  change: Partial<ContactFields>,
): Promise<void> => {
  const now = await contactById(tx, id);
  if (!now) throw new Error(`contact ${id} does not exist`);
  const next = { ...now, organisationId: now.organisation?.id ?? null, ...change };
  await tx.query(
    `update contacts set name = $2, email = $3, phones = $4, organisation_id = $5, language = $6,
       sees_organisation = $7, version = version + 1, updated_at = now() where id = $1`,
    [id, next.name, next.email, next.phones, next.organisationId, next.language, next.seesOrganisation],
  );
  const before = now.organisation?.id ?? null;
  if (next.organisationId !== before) await coverAnew(tx, id, { from: before, to: next.organisationId });
  await partiesEdited(tx, { contact: id });
};

/** The people of an organisation by name, at most 200. */
export const contactsOfOrganisation = async (
  db: Queryable,
  organisationId: number,
): Promise<readonly ContactView[]> =>
  (
    await db.query<ContactView>(
      `select ${columns} from ${from} where c.organisation_id = $1 order by c.name limit 200`,
      [organisationId],
    )
  ).rows;
