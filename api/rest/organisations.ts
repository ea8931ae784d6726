import { Type } from '@fastify/type-provider-typebox';
import {
  createOrganisation,
  listOrganisations,
  organisationById,
  updateOrganisation,
  type OrganisationView,
} from '../../store/organisations';
import type { AppOptions } from '../options';
import { name as nameOf } from '../tickets/words';
import type { Api } from './api';
import { collectionOf, registerCollection } from './collection';
import { strict } from './schemas';

const sites = Type.Optional(Type.Array(Type.Unknown(), { maxItems: 1000 }));

/** The companies that people belong to and contracts are made with. */
export const organisationCollection = collectionOf({
  path: '/organisations',
  table: 'organisations',
  read: 'people',
  write: 'people',
  New: Type.Object({ name: Type.String(), sites }, strict),
  Change: Type.Object({ name: Type.Optional(Type.String()), sites }, strict),
  list: (db, page) => listOrganisations(db, page),
  get: organisationById,
  create: (tx, body) => createOrganisation(tx, { name: nameOf('name', body.name), sites: body.sites ?? [] }),
  update: (tx, id, body) =>
    updateOrganisation(tx, id, {
      ...(body.name === undefined ? {} : { name: nameOf('name', body.name) }),
      ...(body.sites ? { sites: body.sites } : {}),
    }),
  json: (view) => organisationJson(view),
});

export const registerOrganisations = (api: Api, options: AppOptions): void =>
  registerCollection(api, options, organisationCollection);

const organisationJson = (organisation: OrganisationView) => ({
  id: String(organisation.id),
  name: organisation.name,
  sites: organisation.sites,
  version: organisation.version,
  createdAt: organisation.createdAt.toISOString(),
  updatedAt: organisation.updatedAt.toISOString(),
});
