/** What a canned answer may name. */
export const cannedWords = [
  'ticket.number',
  'ticket.title',
  'ticket.status',
  'ticket.priority',
  'ticket.service',
  'requester.name',
  'operator.name',
  'contract',
  'deadline',
  'deadline.reaction',
] as const;
export type CannedWord = (typeof cannedWords)[number];
export type CannedValues = { readonly [word in CannedWord]?: string };

const mark = /\{\{\s*([^{}]*?)\s*\}\}/g;

/** What is wrong with an answer's text, in words; empty: nothing. */
export const cannedFaults = (body: string): readonly string[] => {
  const unknown = [...body.matchAll(mark)].filter(([, word]) => !cannedWords.some((known) => known === word));
  const faults = unknown.map(
    ([whole]) => `there is no placeholder ${whole}; known are ${cannedWords.join(', ')}`,
  );
  if (/\{\{|\}\}/.test(body.replace(mark, ''))) faults.push('a {{ or }} stands alone');
  if (body.trim() === '') faults.push('must not be empty');
  return faults;
};

/** Fills an answer in; what is put in is never read as a placeholder again. A word without a value becomes `missing`. */
export const fillCanned = (body: string, values: CannedValues, missing: string): string =>
  body.replace(mark, (_, word: string) => values[word as CannedWord] ?? missing);
