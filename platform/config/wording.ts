import { Settings } from 'typebox/system';
import type { TSchema } from 'typebox';
import { Value } from 'typebox/value';
import { didYouMean } from './did-you-mean';
import type { KeyPath } from './faults';
import { expectedBy, shapeAt, shapeOf } from './schema';
import type { Shape } from './schema';

export interface Mistake {
  readonly path: KeyPath;
  readonly message: string;
}

type ValidationError = ReturnType<typeof Value.Errors>[number];

/** Everything in a value that its schema does not allow, with paths from that value. */
export const mistakesOf = (schema: TSchema, value: unknown): readonly Mistake[] =>
  allErrors(schema, value).flatMap((error) => mistakesIn(error, shapeOf(schema), value));

/** typebox stops after `maxErrors` (8 by default), a setting of the whole process: raised for this one call. */
const allErrors = (schema: TSchema, value: unknown): readonly ValidationError[] => {
  const { maxErrors } = Settings.Get();
  Settings.Set({ maxErrors: 10_000 });
  try {
    return Value.Errors(schema, value);
  } finally {
    Settings.Set({ maxErrors });
  }
};

const mistakesIn = (error: ValidationError, root: Shape, value: unknown): readonly Mistake[] => {
  const path = pathOf(error.instancePath, value);
  const shape = shapeAt(root, path);
  if (error.keyword === 'required')
    return error.params.requiredProperties.map((key) => missing([...path, key], shape?.properties?.[key]));
  if (error.keyword === 'additionalProperties')
    return error.params.additionalProperties.map((key) => unknownKey([...path, key], key, shape));
  // The parts of the two kinds above and of a union that failed as a whole.
  if (error.keyword === 'boolean' || error.schemaPath.includes('/anyOf/')) return [];
  return [{ path, message: `expected ${expectedBy(shape)}` }];
};

const missing = (path: KeyPath, shape: Shape | undefined): Mistake => ({
  path,
  message: `missing: expected ${expectedBy(shape)}`,
});

const unknownKey = (path: KeyPath, key: string, shape: Shape | undefined): Mistake => {
  const known = Object.keys(shape?.properties ?? {});
  const meant = didYouMean(key, known);
  const advice = meant === undefined ? `the keys here are ${known.join(', ')}` : `did you mean ${meant}?`;
  return { path, message: `unknown key: ${advice}` };
};

/** From a JSON pointer; a part is a position where the value there is a list. */
const pathOf = (pointer: string, value: unknown): KeyPath => {
  const path: (string | number)[] = [];
  let at = value;
  for (const part of pointer.split('/').slice(1).map(unescape)) {
    path.push(Array.isArray(at) ? Number(part) : part);
    at = (at as Record<string, unknown> | undefined)?.[part];
  }
  return path;
};

const unescape = (part: string): string => part.replace(/~1/g, '/').replace(/~0/g, '~');
