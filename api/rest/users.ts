import { Type } from '@fastify/type-provider-typebox';
import { roles } from '../../domain/role';
import { createUser, listUsers, updateUser, userById, type User } from '../../store/users';
import { hashOf, newUserOf } from '../access/new-user';
import { commit } from '../commit';
import { pageJson, pageQuery, pageRequest } from '../cursor';
import { once, sendAnswer } from '../once';
import type { AppOptions } from '../options';
import { plain } from '../plain';
import { notFound } from '../problem';
import { idOf } from '../reference';
import { line } from '../tickets/words';
import type { Api } from './api';
import { Reference, strict } from './schemas';

const password = Type.Optional(Type.String({ minLength: 10, maxLength: 1000 }));
const NewUser = Type.Object(
  {
    login: Type.String({ maxLength: 100 }),
    name: Type.String(),
    role: Type.Enum(roles),
    email: Type.Optional(Type.String()),
    contact: Type.Optional(Reference),
    password,
  },
  strict,
);
const UserChange = Type.Object(
  {
    name: Type.Optional(Type.String()),
    role: Type.Optional(Type.Enum(roles)),
    disabled: Type.Optional(Type.Boolean()),
    password,
  },
  strict,
);
const Listing = Type.Object(pageQuery);
const config = { right: 'keys' } as const;
const tags = ['users'];

/** People who sign in to the pages, and to whom tickets are given. */
export const registerUsers = (api: Api, options: AppOptions): void => {
  api.get('/users', { schema: { tags, querystring: Listing }, config }, async (request) =>
    pageJson(await listUsers(options.db, pageRequest(request.query)), userJson),
  );
  api.post('/users', { schema: { tags, body: NewUser }, config }, async (request, reply) => {
    const passwordHash = await hashOf(request.body);
    const answer = await once(options, request, async (tx) => {
      const id = await createUser(tx, { ...(await newUserOf(tx, request.body)), ...passwordHash });
      return { body: userJson(await existing(tx, id)) };
    });
    return sendAnswer(reply, answer);
  });
  api.patch('/users/:id', { schema: { tags, body: UserChange }, config }, async (request) => {
    const { name, role, disabled } = request.body;
    const id = idOf((request.params as { id: string }).id, 'user');
    const change = { ...(await hashOf(request.body)), ...plain({ role, disabled }) };
    const named = name === undefined ? {} : { name: line('name', name) };
    const changed = await commit(options.db, (tx) => updateUser(tx, id, { ...change, ...named }));
    if (!changed) throw notFound(`user ${id}`);
    return disabled ? { id: String(id), disabled } : userJson(await existing(options.db, id));
  });
};

const existing = async (db: Parameters<typeof userById>[0], id: number): Promise<User> => {
  const user = await userById(db, id);
  if (!user) throw notFound(`user ${id}`);
  return user;
};

const userJson = ({ contactId, ...user }: User) =>
  plain({ ...user, id: String(user.id), contact: contactId === null ? null : String(contactId) });
