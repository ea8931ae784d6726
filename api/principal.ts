import type { FastifyRequest } from 'fastify';
import { may, type Right, type Role } from '../domain/role';
import type { FrontActor } from '../store/front';
import type { Scope } from '../store/scope';
import { forbidden } from './problem';

/** Who makes a request: the holder of an API key, or a person who is signed in. */
export interface Principal extends FrontActor {
  readonly role: Role;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by authentication; null before it. */
    principal: Principal | null;
  }
  interface FastifyContextConfig {
    /** What the caller must be allowed to do. */
    right?: Right;
  }
}

/** The caller of a route that asks who he is. */
export const principalOf = (request: FastifyRequest): Principal => {
  if (!request.principal) throw new Error(`${request.url} is served without authentication`);
  return request.principal;
};

export const isPortal = (principal: Principal): boolean => principal.role === 'portal';

/** What of tickets the caller may see. A portal user without a contact sees nothing. */
export const scopeOf = (principal: Principal): Scope =>
  isPortal(principal) ? { contactId: principal.contactId ?? 0 } : {};

/** Throws 403 unless the caller may. */
export const demand = (principal: Principal, right: Right): void => {
  if (!may(principal.role, right))
    throw forbidden(`The role “${principal.role}” may not do this (${right}).`);
};
