import type { TSchema } from 'typebox';
import type { KeyPath } from './faults';

/** The parts of a JSON schema that reading and wording need. */
export interface Shape {
  readonly type?: string;
  /** A noun phrase that follows "expected". */
  readonly description?: string;
  readonly properties?: { readonly [key: string]: Shape };
  readonly patternProperties?: { readonly [pattern: string]: Shape };
  readonly items?: Shape;
  readonly anyOf?: readonly Shape[];
  readonly enum?: readonly string[];
}

export const shapeOf = (schema: TSchema): Shape => schema as Shape;

/** What a shape asks of one of its keys or items; undefined where it does not say. */
export const childOf = (shape: Shape | undefined, part: string | number): Shape | undefined => {
  if (typeof part === 'number') return shape?.items;
  if (shape?.properties && Object.hasOwn(shape.properties, part)) return shape.properties[part];
  return Object.entries(shape?.patternProperties ?? {}).find(([pattern]) =>
    new RegExp(pattern).test(part),
  )?.[1];
};

export const shapeAt = (shape: Shape, path: KeyPath): Shape | undefined =>
  path.reduce<Shape | undefined>((at, part) => childOf(at, part), shape);

/** What a value should have been, as a noun phrase. */
export const expectedBy = (shape: Shape | undefined): string => {
  if (shape?.description !== undefined) return shape.description;
  if (shape?.enum) return `one of ${shape.enum.join(', ')}`;
  if (shape?.anyOf) return shape.anyOf.map(expectedBy).join(' or ');
  return words[shape?.type ?? ''] ?? 'a value';
};

const words: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a mapping (`key: value` lines)',
};
