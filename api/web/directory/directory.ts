import type { TObject } from '@fastify/type-provider-typebox';
import type { Right } from '../../../domain/role';
import type { OrganisationView } from '../../../store/organisations';
import type { ServiceView } from '../../../store/services';
import type { Collection } from '../../rest/collection';
import { organisationCollection } from '../../rest/organisations';
import { serviceCollection } from '../../rest/services';
import type { Texts } from '../texts/index';
import { sitesOf, sitesText } from './sites-text';

type Fields = Readonly<Record<string, string>>;

/** A list of simple things that agreements speak of: each has a name and one text more. */
export interface Directory<View, New extends TObject, Change extends TObject> {
  readonly path: '/services' | '/organisations';
  readonly read: Right;
  readonly write: Right;
  readonly collection: Collection<View, New, Change>;
  /** The name of the further text’s field. */
  readonly more: 'description' | 'sites';
  title(texts: Texts): string;
  newTitle(texts: Texts): string;
  fields(view: View): Fields;
  body(fields: Fields, now: View | undefined): Readonly<Record<string, unknown>>;
}

export interface DirectoryEntry {
  readonly id: number;
  readonly name: string;
  readonly version: number;
}

export const serviceDirectory: Directory<
  ServiceView,
  typeof serviceCollection.New,
  typeof serviceCollection.Change
> = {
  path: '/services',
  read: 'agreements.read',
  write: 'agreements.write',
  collection: serviceCollection,
  more: 'description',
  title: ({ agreements }) => agreements.services,
  newTitle: ({ agreements }) => agreements.newService,
  fields: ({ name, description, version }) => ({ name, description, version: String(version) }),
  body: ({ name = '', description = '' }) => ({ name, description: description.replaceAll('\r\n', '\n') }),
};

export const organisationDirectory: Directory<
  OrganisationView,
  typeof organisationCollection.New,
  typeof organisationCollection.Change
> = {
  path: '/organisations',
  read: 'people',
  write: 'people',
  collection: organisationCollection,
  more: 'sites',
  title: ({ agreements }) => agreements.organisations,
  newTitle: ({ agreements }) => agreements.newOrganisation,
  fields: ({ name, sites, version }) => ({ name, sites: sitesText(sites), version: String(version) }),
  body: ({ name = '', sites = '' }, now) => ({ name, sites: sitesOf(sites, now?.sites ?? []) }),
};
