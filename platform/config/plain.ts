import { isAlias, isMap, isScalar, isSeq } from 'yaml';
import type { Document, Node, Pair, Scalar, YAMLMap } from 'yaml';
import type { KeyPath } from './faults';
import { childOf } from './schema';
import type { Shape } from './schema';

export interface Reading {
  readonly document: Document;
  /** A scalar's text with its variables filled in. */
  text(scalar: string, path: KeyPath): string;
  fault(path: KeyPath, message: string): void;
}

/** Deeper than any configuration; an alias inside its own anchor has no end. */
const deepest = 40;

/**
 * The plain value of a YAML node, read as its shape wants it: `80` where a text is wanted is "80", the text "993" from a
 * variable is a number where one is wanted. Keys without a value count as absent, keys that begin with `x-` as remarks.
 */
export const plainOf = (
  node: unknown,
  shape: Shape | undefined,
  reading: Reading,
  path: KeyPath,
): unknown => {
  if (path.length > deepest)
    return reading.fault(path.slice(0, 4), 'nested too deep (an alias inside its own anchor?)');
  if (isAlias(node)) return plainOf(node.resolve(reading.document as Document<Node>), shape, reading, path);
  const fitting = shape?.anyOf?.find((option) => fits(option, node)) ?? shape;
  if (isMap(node)) return plainMap(node, fitting, reading, path);
  if (isSeq(node))
    return node.items.map((item, i) => plainOf(item, childOf(fitting, i), reading, [...path, i]));
  return isScalar(node) ? plainScalar(node, fitting, reading, path) : undefined;
};

/** A map's key as text: `80:` is the key "80". */
export const keyText = (pair: Pair): string =>
  isScalar(pair.key) ? (pair.key.source ?? String(pair.key.value)) : String(pair.key);

const fits = (option: Shape, node: unknown): boolean => {
  if (isMap(node)) return option.type === 'object';
  return isSeq(node) ? option.type === 'array' : option.type !== 'object' && option.type !== 'array';
};

const plainMap = (map: YAMLMap, shape: Shape | undefined, reading: Reading, path: KeyPath): object => {
  const entries = map.items
    .map((pair) => [keyText(pair), pair.value] as const)
    .filter(([key]) => !key.startsWith('x-'))
    .map(([key, value]) => [key, plainOf(value, childOf(shape, key), reading, [...path, key])] as const)
    .filter(([, value]) => value !== null && value !== undefined);
  // Makes own properties of every name, also of `__proto__`.
  return Object.fromEntries(entries);
};

const plainScalar = (scalar: Scalar, shape: Shape | undefined, reading: Reading, path: KeyPath): unknown => {
  const { value, source } = scalar;
  if (typeof value === 'string') return converted(reading.text(value, path), shape);
  if (shape?.type === 'string' || shape?.enum) return value === null ? null : (source ?? String(value));
  return value;
};

const converted = (text: string, shape: Shape | undefined): unknown => {
  const isNumber = shape?.type === 'number' || shape?.type === 'integer';
  if (isNumber && /^-?\d+(\.\d+)?$/.test(text)) return Number(text);
  return shape?.type === 'boolean' && /^(true|false)$/.test(text) ? text === 'true' : text;
};
