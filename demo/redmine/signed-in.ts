import type { FastifyReply, FastifyRequest } from 'fastify';
import type { User, World } from './world';

export type Handler = (user: User, request: FastifyRequest, reply: FastifyReply) => unknown;
export type As = (handler: Handler) => (request: FastifyRequest, reply: FastifyReply) => unknown;

/** Lets in whoever brings a key, as a header, as `?key=`, or as the login of basic authentication; 401 without a body otherwise. */
export const signedIn =
  (world: World): As =>
  (handler) =>
  (request, reply) => {
    const key = keyOf(request);
    const user = key === undefined ? undefined : world.users.find(({ apiKey }) => apiKey === key);
    return user ? handler(user, request, reply) : reply.code(401).type('application/json').send();
  };

const keyOf = ({ headers, query }: FastifyRequest): string | undefined => {
  const header = headers['x-redmine-api-key'];
  if (typeof header === 'string') return header;
  const [, basic] = /^Basic (.+)$/i.exec(headers.authorization ?? '') ?? [];
  if (basic !== undefined) return Buffer.from(basic, 'base64').toString('utf8').split(':')[0];
  return (query as { key?: string }).key;
};
