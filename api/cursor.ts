import { Type } from '@fastify/type-provider-typebox';
import type { Page, PageRequest } from '../store/page';
import { invalidField } from './problem';

/** What every list takes. */
export const pageQuery = {
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, default: 25 })),
  cursor: Type.Optional(Type.String({ description: '`next` of the page before' })),
};

/** Throws 422 for a cursor that we did not make. */
export const pageRequest = ({
  limit = 25,
  cursor,
}: {
  readonly limit?: number;
  readonly cursor?: string;
}): PageRequest => {
  if (cursor === undefined || cursor === '') return { limit };
  const id = Buffer.from(cursor, 'base64url').toString('latin1');
  if (!/^after:\d{1,15}$/.test(id)) throw invalidField('cursor', 'is not a cursor of this list');
  return { limit, after: Number(id.slice('after:'.length)) };
};

/** A page as it is sent: `next` is null on the last one. */
export const pageJson = <T, J>(
  page: Page<T>,
  json: (item: T) => J,
): { items: readonly J[]; next: string | null } => ({
  items: page.items.map(json),
  next: page.next === null ? null : Buffer.from(`after:${page.next}`).toString('base64url'),
});
