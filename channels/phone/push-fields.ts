/** A fault of a push that its sender is told of: the field, and what was expected of it. */
export class PushFault extends Error {
  constructor(
    readonly field: string,
    expected: string,
  ) {
    super(`${field}: ${expected}`);
    this.name = 'PushFault';
  }
}

/** What a push holds, by names without the brackets that forms put behind lists. Longer than any exchange writes is cut. */
export type Fields = Readonly<Record<string, readonly string[]>>;

const longest = 250;

export const fieldsOf = (body: unknown): Fields => {
  const fields = new Map<string, string[]>();
  if (typeof body === 'object' && body !== null && !Array.isArray(body))
    for (const [name, value] of Object.entries(body)) {
      const key = name.replace(/\[\d*\]$/, '');
      fields.set(key, [...(fields.get(key) ?? []), ...[value].flat().flatMap(text)]);
    }
  return Object.fromEntries(fields);
};

const text = (value: unknown): readonly string[] => {
  if (typeof value !== 'string' && typeof value !== 'number') return [];
  const clean = String(value)
    .replace(/\p{Cc}/gu, ' ')
    .slice(0, longest);
  return clean.trim() === '' ? [] : [clean];
};

export const one = (fields: Fields, name: string): string | undefined => fields[name]?.[0];

/** Throws PushFault when it is missing. */
export const required = (fields: Fields, name: string): string => {
  const value = one(fields, name);
  if (value === undefined) throw new PushFault(name, 'is missing');
  return value;
};

/** Throws PushFault when it is missing, or none of these. */
export const oneOf = <T extends string>(fields: Fields, name: string, among: readonly T[]): T => {
  const value = required(fields, name);
  const found = among.find((known) => known === value);
  if (found === undefined) throw new PushFault(name, `expected one of ${among.join(', ')}`);
  return found;
};
