import { Type, type Static } from '@fastify/type-provider-typebox';
import {
  contactById,
  createContact,
  listContacts,
  updateContact,
  type ContactFields,
  type ContactView,
} from '../../store/contacts';
import type { Queryable } from '../../store/database';
import type { AppOptions } from '../options';
import { plain } from '../plain';
import { resolve } from '../reference';
import { email, line, phone } from '../tickets/words';
import type { Api } from './api';
import { collectionOf, registerCollection } from './collection';
import { ReferenceOrNone, strict } from './schemas';

const Text = Type.Unsafe<string | null>({ type: ['string', 'null'] });

const fields = {
  email: Type.Optional(Text),
  phone: Type.Optional(Text),
  phones: Type.Optional(Type.Array(Type.String(), { maxItems: 20 })),
  organisation: Type.Optional(ReferenceOrNone),
  language: Type.Optional(Type.Enum(['ru', 'en'])),
  seesOrganisation: Type.Optional(
    Type.Boolean({ description: 'sees, in the portal, the tickets of everybody of the organisation' }),
  ),
};
const NewContact = Type.Object({ name: Type.String(), ...fields }, strict);
const ContactChange = Type.Object({ name: Type.Optional(Type.String()), ...fields }, strict);

/** People who ask for something. */
export const registerContacts = (api: Api, options: AppOptions): void =>
  registerCollection(api, options, contactCollection(options));

/** How a contact is read and written, each version of him kept. */
export const contactCollection = (options: AppOptions) =>
  collectionOf({
    path: '/contacts',
    table: 'contacts',
    read: 'people',
    write: 'people',
    New: NewContact,
    Change: ContactChange,
    list: (db, page, q) => listContacts(db, q === undefined ? {} : { q }, page),
    get: contactById,
    create: async (tx, body) =>
      createContact(tx, {
        email: null,
        phones: [],
        organisationId: null,
        language: 'ru',
        ...(await given(tx, body, options)),
        name: line('name', body.name),
      }),
    update: async (tx, id, body, now) => updateContact(tx, id, await given(tx, body, options, now)),
    json: contactJson,
  });

/** What the body says, checked; what it does not say is absent. */
const given = async (
  tx: Queryable,
  body: Static<typeof ContactChange>,
  { country }: AppOptions,
  now?: ContactView,
): Promise<Partial<ContactFields>> => {
  const phones = phonesOf(body, country, now?.phones ?? []);
  return {
    ...(body.name === undefined ? {} : { name: line('name', body.name) }),
    ...(body.email === undefined ? {} : { email: body.email ? email('email', body.email) : null }),
    ...(phones ? { phones } : {}),
    ...(body.language ? { language: body.language } : {}),
    ...(body.seesOrganisation === undefined ? {} : { seesOrganisation: body.seesOrganisation }),
    ...(body.organisation === undefined ? {} : { organisationId: await organisation(tx, body.organisation) }),
  };
};

const organisation = async (tx: Queryable, reference: string | number | null): Promise<number | null> =>
  reference === null ? null : resolve(tx, 'organisations', String(reference));

/** `phone` is the main number, the first of `phones`; null takes the main number away. */
const phonesOf = (
  body: Static<typeof ContactChange>,
  country: string,
  now: readonly string[],
): readonly string[] | undefined => {
  if (body.phone === undefined && body.phones === undefined) return undefined;
  const others = body.phones?.map((number, i) => phone(`phones[${i}]`, number, country)) ?? now.slice(1);
  const main = body.phone ? [phone('phone', body.phone, country)] : [];
  return [...new Set([...main, ...others])];
};

export const contactJson = (contact: ContactView) => ({
  ...plain({
    id: String(contact.id),
    name: contact.name,
    email: contact.email,
    phone: contact.phones[0],
    phones: contact.phones,
    organisation: contact.organisation?.name,
    language: contact.language,
    seesOrganisation: contact.seesOrganisation,
    createdAt: contact.createdAt.toISOString(),
    updatedAt: contact.updatedAt.toISOString(),
  }),
  version: contact.version,
});
