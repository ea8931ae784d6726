import { invalidField } from '../problem';

/** Several choices of a query, repeated or with commas between them; throws 422 for one that there is none of. */
export const choices = <T extends string>(
  field: string,
  given: readonly string[] | undefined,
  among: readonly T[],
): readonly T[] | undefined => {
  const wanted = (given ?? []).flatMap((value) => value.split(',')).filter((value) => value !== '');
  if (wanted.length === 0) return undefined;
  const known = (value: string): value is T => (among as readonly string[]).includes(value);
  if (!wanted.every(known)) throw invalidField(field, `must be one of ${among.join(', ')}`);
  return wanted.filter(known);
};
