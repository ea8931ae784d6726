import type { FastifyRequest } from 'fastify';
import { apiKeyByHash, hashOfKey } from '../store/api-keys';
import type { Database } from '../store/database';
import type { Principal } from './principal';
import { HttpProblem } from './problem';

/** A revoked key opens the door for at most this long, in milliseconds. */
const rememberedMs = 5_000;
const mostRemembered = 1_000;

/** The API key of a request, as bytes: Node reads header bytes as Latin-1, whatever they were. */
export const bearerOf = (request: FastifyRequest): Buffer | undefined => {
  const key = /^bearer +(.+)$/i.exec(request.headers.authorization ?? '')?.[1]?.trim();
  return key ? Buffer.from(key, 'latin1') : undefined;
};

/** Tells who holds the request's API key; throws 401. Asks the database at most every few seconds for one key. */
export const createKeyAuthentication = (db: Database) => {
  const remembered = new Map<string, { readonly principal: Principal; readonly until: number }>();

  const lookUp = async (hash: Buffer): Promise<Principal | undefined> => {
    const key = await apiKeyByHash(db, hash);
    return (
      key && { kind: 'key', id: String(key.id), name: key.name, role: key.role, ...contactOf(key.contactId) }
    );
  };

  return async (request: FastifyRequest): Promise<Principal> => {
    const bearer = bearerOf(request);
    if (!bearer) throw unauthorized('Send an API key: `Authorization: Bearer <key>`.');
    const hash = hashOfKey(bearer);
    const known = remembered.get(hash.toString('base64'));
    if (known && known.until > Date.now()) return known.principal;
    const principal = await lookUp(hash);
    if (!principal) throw unauthorized('This API key is not known here, or was revoked.');
    if (remembered.size >= mostRemembered) remembered.clear();
    remembered.set(hash.toString('base64'), { principal, until: Date.now() + rememberedMs });
    return principal;
  };
};

const contactOf = (contactId: number | null): { readonly contactId?: number } =>
  contactId === null ? {} : { contactId };

const unauthorized = (detail: string): HttpProblem =>
  new HttpProblem(401, detail, undefined, { 'www-authenticate': 'Bearer realm="sagadesk"' });
