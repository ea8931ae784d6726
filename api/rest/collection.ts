import type { Static, TObject } from '@fastify/type-provider-typebox';
import { Type } from '@fastify/type-provider-typebox';
import type { PoolClient } from 'pg';
import type { Right } from '../../domain/role';
import type { Queryable } from '../../store/database';
import { keepVersion, versionsOf, type ObjectKind } from '../../store/object-history';
import type { Page, PageRequest } from '../../store/page';
import type { Referable } from '../../store/references';
import { commit } from '../commit';
import { pageJson, pageQuery, pageRequest } from '../cursor';
import { lockForEdit, sendVersioned } from '../if-match';
import { once, sendAnswer } from '../once';
import type { AppOptions } from '../options';
import { notFound } from '../problem';
import { principalOf } from '../principal';
import { resolvePath } from '../reference';
import type { Api } from './api';

/** A kind of thing that is made, listed, read and edited under one path, by calls and on pages. */
export interface Collection<View, New extends TObject, Change extends TObject> {
  readonly path: string;
  readonly table: ObjectKind & Referable;
  readonly read: Right;
  readonly write: Right;
  readonly New: New;
  readonly Change: Change;
  list(db: Queryable, page: PageRequest, q: string | undefined): Promise<Page<View>>;
  get(db: Queryable, id: number): Promise<View | undefined>;
  /** Throws 422 with the field at fault. */
  create(tx: PoolClient, body: Static<New>): Promise<number>;
  /** Throws 422 with the field at fault. */
  update(tx: PoolClient, id: number, body: Static<Change>, now: View): Promise<void>;
  json(view: View): { readonly version: number } & Readonly<Record<string, unknown>>;
}

/** Names a collection, with its types as they follow from it. */
export const collectionOf = <View, New extends TObject, Change extends TObject>(
  collection: Collection<View, New, Change>,
): Collection<View, New, Change> => collection;

const Query = Type.Object({ ...pageQuery, q: Type.Optional(Type.String({ maxLength: 500 })) });

/** POST, GET and PATCH of one kind of thing. */
export const registerCollection = <View, New extends TObject, Change extends TObject>(
  api: Api,
  options: AppOptions,
  collection: Collection<View, New, Change>,
): void => {
  registerReads(api, options, collection);
  registerWrites(api, options, collection);
};

const registerReads = <View, New extends TObject, Change extends TObject>(
  api: Api,
  { db }: AppOptions,
  { path, table, read, list, get, json }: Collection<View, New, Change>,
): void => {
  const tags = [path.slice(1)];
  api.get(path, { schema: { tags, querystring: Query }, config: { right: read } }, async (request) =>
    pageJson(await list(db, pageRequest(request.query), request.query.q), json),
  );
  api.get<{ Params: { ref: string } }>(
    `${path}/:ref`,
    { schema: { tags }, config: { right: read } },
    async (request, reply) => {
      const id = await resolvePath(db, table, request.params.ref);
      return sendVersioned(reply, json(await existing(get(db, id), path)));
    },
  );
  api.get<{ Params: { ref: string } }>(
    `${path}/:ref/history`,
    { schema: { tags, summary: 'Every version of it, newest first' }, config: { right: read } },
    async (request) => ({
      items: await versionsOf(db, table, await resolvePath(db, table, request.params.ref)),
      next: null,
    }),
  );
};

const registerWrites = <View, New extends TObject, Change extends TObject>(
  api: Api,
  options: AppOptions,
  collection: Collection<View, New, Change>,
): void => {
  const { path, table, write, New, Change } = collection;
  const tags = [path.slice(1)];
  api.post(path, { schema: { tags, body: New }, config: { right: write } }, async (request, reply) => {
    const answer = await once(options, request, async (tx) => ({
      body: (await createOne(tx, collection, request.body as Static<New>, principalOf(request).name)).content,
    }));
    return sendAnswer(reply, answer);
  });
  api.patch<{ Params: { ref: string } }>(
    `${path}/:ref`,
    { schema: { tags, body: Change }, config: { right: write } },
    async (request, reply) => {
      const body = await commit(options.db, async (tx) => {
        const id = await resolvePath(tx, table, request.params.ref);
        await lockForEdit(tx, request, table, id);
        return changeOne(tx, collection, id, request.body as Static<Change>, principalOf(request).name);
      });
      return sendVersioned(reply, body);
    },
  );
};

/** Makes one and keeps its first version; throws 422 with the field at fault. */
export const createOne = async <View, New extends TObject, Change extends TObject>(
  tx: PoolClient,
  collection: Collection<View, New, Change>,
  body: Static<New>,
  actor: string,
) => {
  const id = await collection.create(tx, body);
  return { id, content: await keep(tx, collection, id, actor) };
};

/** Edits one whose row is locked and keeps the version that this makes of it; throws 422 with the field at fault. */
export const changeOne = async <View, New extends TObject, Change extends TObject>(
  tx: PoolClient,
  collection: Collection<View, New, Change>,
  id: number,
  body: Static<Change>,
  actor: string,
) => {
  await collection.update(tx, id, body, await existing(collection.get(tx, id), collection.path));
  return keep(tx, collection, id, actor);
};

const keep = async <View, New extends TObject, Change extends TObject>(
  tx: PoolClient,
  { path, table, get, json }: Collection<View, New, Change>,
  id: number,
  actor: string,
) => {
  const content = json(await existing(get(tx, id), path));
  await keepVersion(tx, table, id, { version: content.version, actor, content });
  return content;
};

const existing = async <View>(found: Promise<View | undefined>, path: string): Promise<View> => {
  const view = await found;
  if (!view) throw notFound(`such thing under ${path}`);
  return view;
};
