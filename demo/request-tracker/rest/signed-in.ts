import type { FastifyReply, FastifyRequest } from 'fastify';
import { timingSafeEqual } from 'node:crypto';
import type { Desk } from '../desk';
import type { User } from '../model';

export type Handler = (user: User, request: FastifyRequest, reply: FastifyReply) => unknown;
export type As = (handler: Handler) => (request: FastifyRequest, reply: FastifyReply) => unknown;

/** Lets in whoever brings the token, or a name and password; 401 otherwise. */
export const signedIn =
  (desk: Desk): As =>
  (handler) =>
  (request, reply) => {
    const user = userOf(desk, request.headers.authorization ?? '');
    return user ? handler(user, request, reply) : reply.code(401).send({ message: 'Unauthorized' });
  };

const userOf = (desk: Desk, authorization: string): User | undefined => {
  const [, scheme = '', proof = ''] = /^(\w+) (.+)$/.exec(authorization) ?? [];
  if (scheme.toLowerCase() === 'token')
    return same(proof, desk.tables.token) ? desk.user(proof.split('-')[1] ?? '') : undefined;
  if (scheme.toLowerCase() !== 'basic') return undefined;
  const [, name = '', password = ''] =
    /^([^:]*):(.*)$/s.exec(Buffer.from(proof, 'base64').toString('utf8')) ?? [];
  const user = desk.user(name);
  return user?.password !== undefined && same(password, user.password) ? user : undefined;
};

const same = (given: string, right: string): boolean => {
  const [a, b] = [Buffer.from(given), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
};
