import { readFileSync } from 'node:fs';
import path from 'node:path';

export const root = path.join(__dirname, '../..');

/** A file of the repository as text. */
export const textOf = (file: string): string => readFileSync(path.join(root, file), 'utf8');

/** The names of `${NAME}`, `${NAME:-...}` and `${NAME:?...}` in a text, once each; `$${` is a dollar sign. */
export const variablesIn = (text: string): readonly string[] => [
  ...new Set(
    [...text.matchAll(/(?<!\$)\$\{([A-Za-z_][A-Za-z0-9_]*)(?:[:?+-][^}]*)?\}/g)].map(([, name = '']) => name),
  ),
];
