/** One thing that became another between two versions. */
export interface ChangedField {
  /** `targets[0].reactionMinutes` */
  readonly field: string;
  /** Absent: it was not there. */
  readonly before?: string;
  readonly after?: string;
}

/** Of no interest: they change with every version. */
const notTold = new Set(['id', 'version', 'createdAt', 'updatedAt']);

/** What differs between two versions of an object as the calls show it. */
export const changedFields = (before: object, after: object): readonly ChangedField[] => {
  const [was, is] = [flat(before), flat(after)];
  return [...new Set([...was.keys(), ...is.keys()])]
    .filter((field) => was.get(field) !== is.get(field) && !notTold.has(field))
    .map((field) => ({
      field,
      ...(was.has(field) && { before: was.get(field)! }),
      ...(is.has(field) && { after: is.get(field)! }),
    }));
};

/** Days are told by their dates: one that is added does not move the others. */
const flat = (value: unknown, path = '', into = new Map<string, string>()): Map<string, string> => {
  if (Array.isArray(value))
    value.forEach((one: unknown, i) =>
      isPlainList(value)
        ? into.set(path, value.join(', '))
        : flat(one, isDated(one) ? `${path} ${one.date}` : `${path}[${i}]`, into),
    );
  else if (typeof value === 'object' && value !== null)
    for (const [key, one] of Object.entries(value)) flat(one, path === '' ? key : `${path}.${key}`, into);
  else if (value !== null && value !== undefined && value !== '') into.set(path, String(value as string));
  return into;
};

const isPlainList = (list: readonly unknown[]): boolean => list.every((one) => typeof one !== 'object');
const isDated = (one: unknown): one is { readonly date: string } =>
  typeof one === 'object' && one !== null && typeof (one as { date?: unknown }).date === 'string';
