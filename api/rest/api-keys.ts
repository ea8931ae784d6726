import { createHmac, randomBytes } from 'node:crypto';
import { Type, type Static } from '@fastify/type-provider-typebox';
import type { FastifyRequest } from 'fastify';
import { roles } from '../../domain/role';
import { createApiKey, hashOfKey, listApiKeys, revokeApiKey, type ApiKey } from '../../store/api-keys';
import { contactById } from '../../store/contacts';
import type { Queryable } from '../../store/database';
import { bearerOf } from '../bearer';
import { commit } from '../commit';
import { pageJson, pageQuery, pageRequest } from '../cursor';
import { once, sendAnswer } from '../once';
import type { AppOptions } from '../options';
import { plain } from '../plain';
import { invalidField, notFound } from '../problem';
import { idOf, resolve } from '../reference';
import { line } from '../tickets/words';
import type { Api } from './api';
import { Reference, strict } from './schemas';

const NewKey = Type.Object(
  { role: Type.Enum(roles), contact: Type.Optional(Reference), name: Type.Optional(Type.String()) },
  strict,
);
const Listing = Type.Object(pageQuery);
const config = { right: 'keys' } as const;
const tags = ['api-keys'];

/** Keys for programs. */
export const registerApiKeys = (api: Api, options: AppOptions): void => {
  api.post('/api-keys', { schema: { tags, body: NewKey }, config }, async (request, reply) => {
    const key = keyFor(request);
    const answer = await once(options, request, async (tx) => {
      const contactId = await contactOf(tx, request.body);
      const name = await nameOf(tx, request.body, contactId);
      const id = await createApiKey(tx, { hash: hashOfKey(key), role: request.body.role, name, contactId });
      return { body: { id: String(id) } };
    });
    const body = JSON.stringify({ ...(JSON.parse(answer.body) as { id: string }), key });
    return sendAnswer(reply, { ...answer, body });
  });
  api.get('/api-keys', { schema: { tags, querystring: Listing }, config }, async (request) =>
    pageJson(await listApiKeys(options.db, pageRequest(request.query)), keyJson),
  );
  api.delete<{ Params: { id: string } }>(
    '/api-keys/:id',
    { schema: { tags }, config },
    async (request, reply) => {
      const id = idOf(request.params.id, 'API key');
      if (!(await commit(options.db, (tx) => revokeApiKey(tx, id)))) throw notFound(`API key ${id}`);
      return reply.code(204).send();
    },
  );
};

const keyJson = ({ contactId, createdAt, ...key }: ApiKey) =>
  plain({
    ...key,
    id: String(key.id),
    contact: contactId === null ? null : String(contactId),
    createdAt: createdAt.toISOString(),
  });

/**
 * A new key is shown once and kept nowhere. So that a replay of the call can show it again, the key of a call with an
 * Idempotency-Key is derived from the caller's own key, which only he has.
 */
const keyFor = (request: FastifyRequest): string => {
  const idempotencyKey = request.headers['idempotency-key'];
  const bearer = bearerOf(request);
  if (typeof idempotencyKey !== 'string' || !bearer) return `sd_${randomBytes(32).toString('base64url')}`;
  return `sd_${createHmac('sha256', bearer).update(`new api key ${idempotencyKey}`).digest('base64url')}`;
};

const contactOf = async (tx: Queryable, { role, contact }: Static<typeof NewKey>): Promise<number | null> => {
  if (contact !== undefined) return resolve(tx, 'contacts', String(contact), 'contact');
  if (role === 'portal')
    throw invalidField('contact', 'is required for a portal key: whose tickets may it see?');
  return null;
};

const nameOf = async (
  tx: Queryable,
  { role, name }: Static<typeof NewKey>,
  contactId: number | null,
): Promise<string> => {
  if (name !== undefined) return line('name', name);
  const contact = contactId === null ? undefined : await contactById(tx, contactId);
  return contact?.name ?? `API (${role})`;
};
