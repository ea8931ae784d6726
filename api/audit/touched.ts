import type { FastifyRequest } from 'fastify';

const known = new WeakMap<FastifyRequest, Set<string>>();

/** Tells the audit of a further ticket that the request changes: the other end of a link, the target of a merge, a new one. */
export const touches = (request: FastifyRequest, number: string): void => {
  const numbers = known.get(request) ?? new Set();
  known.set(request, numbers.add(number));
};

/** The numbers that were told. */
export const touchedBy = (request: FastifyRequest): readonly string[] => [...(known.get(request) ?? [])];
