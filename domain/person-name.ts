const wordsOf = (name: string): readonly string[] =>
  name
    .toLowerCase()
    .replaceAll('ё', 'е')
    .match(/[\p{L}\p{N}]{2,}/gu) ?? [];

/** Whether two names may be one person's: `Анна` and `Петрова Анна Ивановна`, but not `Анна` and `Борис`. */
export const mayBeSame = (a: string, b: string): boolean => {
  const [some, others] = [wordsOf(a), new Set(wordsOf(b))];
  return some.some((word) => others.has(word));
};
