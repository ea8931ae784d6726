import type { FastifyReply, FastifyRequest } from 'fastify';
import type { PoolClient } from 'pg';
import { lockVersion, type VersionedTable } from '../store/versions';
import { HttpProblem, notFound } from './problem';

export const etagOf = (version: number): string => `"${version}"`;

/** Sends a thing with the tag that a later PATCH may refer to. */
export const sendVersioned = <T extends { readonly version: number }>(
  reply: FastifyReply,
  body: T,
): FastifyReply => reply.header('etag', etagOf(body.version)).send(body);

/** Locks the row and holds its version against If-Match (RFC 9110, 13.1.1); throws 412 when that is stale. */
export const lockForEdit = async (
  tx: PoolClient,
  request: FastifyRequest,
  table: VersionedTable,
  id: number,
): Promise<void> => {
  const version = await lockVersion(tx, table, id);
  if (version === undefined) throw notFound(`row ${id} of ${table}`);
  if (!matches(request.headers['if-match'], version))
    throw new HttpProblem(412, `It was changed meanwhile: its tag is now ${etagOf(version)}. Read it again.`);
};

/** A proxy may have weakened the tag; the version in it says the same. */
const matches = (header: string | undefined, version: number): boolean =>
  header === undefined ||
  header.trim() === '*' ||
  header.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etagOf(version));
