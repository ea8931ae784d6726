import { readFileSync, writeFileSync } from 'node:fs';

/** Puts a text between the document's marks `<!-- bench:NAME -->` and `<!-- /bench:NAME -->`. Throws when it has none. */
export const keepInDocument = (file: string, name: string, text: string): void => {
  const [from, to] = [`<!-- bench:${name} -->`, `<!-- /bench:${name} -->`];
  const document = readFileSync(file, 'utf8');
  const [begin, end] = [document.indexOf(from), document.indexOf(to)];
  if (begin < 0 || end < begin) throw new Error(`${file} has no marks ${from} and ${to}`);
  writeFileSync(file, `${document.slice(0, begin + from.length)}\n${text}\n${document.slice(end)}`);
};
