import { Type } from '@fastify/type-provider-typebox';

/** An id, a number or a unique name. */
export const Reference = Type.Unsafe<string | number>({
  type: ['string', 'integer'],
  description: 'id, number or unique name',
});
/** The same; null: none. */
export const ReferenceOrNone = Type.Unsafe<string | number | null>({
  type: ['string', 'integer', 'null'],
  description: 'id, number or unique name; null: none',
});

/** Keys that we do not know are faults: a slip of the pen would otherwise be lost silently. */
export const strict = { additionalProperties: false } as const;
