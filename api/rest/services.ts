import { Type } from '@fastify/type-provider-typebox';
import {
  createService,
  listServices,
  serviceById,
  updateService,
  type ServiceView,
} from '../../store/services';
import type { AppOptions } from '../options';
import { name as nameOf } from '../tickets/words';
import type { Api } from './api';
import { collectionOf, registerCollection } from './collection';
import { strict } from './schemas';

const description = Type.Optional(Type.String());

/** What people may ask for. */
export const serviceCollection = collectionOf({
  path: '/services',
  table: 'services',
  read: 'services.read',
  write: 'agreements.write',
  New: Type.Object({ name: Type.String(), description }, strict),
  Change: Type.Object({ name: Type.Optional(Type.String()), description }, strict),
  list: (db, page) => listServices(db, page),
  get: serviceById,
  create: (tx, body) =>
    createService(tx, { name: nameOf('name', body.name), description: body.description ?? '' }),
  update: (tx, id, body) =>
    updateService(tx, id, {
      ...(body.name === undefined ? {} : { name: nameOf('name', body.name) }),
      ...(body.description === undefined ? {} : { description: body.description }),
    }),
  json: (view) => serviceJson(view),
});

export const registerServices = (api: Api, options: AppOptions): void =>
  registerCollection(api, options, serviceCollection);

const serviceJson = (service: ServiceView) => ({
  id: String(service.id),
  name: service.name,
  description: service.description,
  version: service.version,
  createdAt: service.createdAt.toISOString(),
  updatedAt: service.updatedAt.toISOString(),
});
