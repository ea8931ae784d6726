/** What a template may name. */
export const templateWords = [
  'number',
  'title',
  'status',
  'priority',
  'service',
  'requester',
  'assignee',
  'author',
  'text',
  'files',
  'clock',
  'level',
  'due',
  'into',
  'contract',
  'days',
  'size',
  'limit',
  'link',
  'company',
  'name',
] as const;
export type TemplateWord = (typeof templateWords)[number];
export type TemplateValues = { readonly [word in TemplateWord]?: string };

/** `{{word}}`, and `{{#word}} ... {{/word}}` for what stands there only when there is such a thing. */
const mark = /\{\{\s*([#/]?)\s*([^{}]*?)\s*\}\}/g;

/** What is wrong with a template, in words; empty: nothing. */
export const templateFaults = (body: string): readonly string[] => {
  const faults: string[] = [];
  const open: string[] = [];
  for (const [whole, kind, word = ''] of body.matchAll(mark)) {
    if (!templateWords.some((known) => known === word))
      faults.push(`${whole}: there is no “${word}”; known are ${templateWords.join(', ')}`);
    else if (kind === '#') open.push(word);
    else if (kind === '/' && open.pop() !== word) faults.push(`${whole}: closes what is not open here`);
  }
  for (const word of open) faults.push(`{{#${word}}} is never closed by {{/${word}}}`);
  if (/\{\{|\}\}/.test(body.replace(mark, ''))) faults.push('a {{ or }} stands alone');
  if (body.trim() === '') faults.push('it is empty');
  return faults;
};

/** Fills a template in. What it puts in is never read as a template again. */
export const fill = (body: string, values: TemplateValues): string =>
  tidy(filled(body, values)).replace(/\n{3,}/g, '\n\n');

const filled = (body: string, values: TemplateValues): string => {
  const section = /\{\{\s*#\s*(\w+)\s*\}\}([\s\S]*?)\{\{\s*\/\s*\1\s*\}\}/g;
  let text = '';
  let at = 0;
  for (const match of body.matchAll(section)) {
    text += plain(body.slice(at, match.index), values);
    if (values[match[1] as TemplateWord]) text += filled(match[2]!, values);
    at = match.index + match[0].length;
  }
  return text + plain(body.slice(at), values);
};

const plain = (body: string, values: TemplateValues): string =>
  body.replace(mark, (_, kind: string, word: string) =>
    kind === '' ? (values[word as TemplateWord] ?? '') : '',
  );

const tidy = (text: string): string => text.replace(/[ \t]+$/gm, '').trim();
