import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export type Line = Readonly<Record<string, unknown>>;

/** Everything that the processes of an installation logged, oldest first within a process; a line cut off by a kill is left out. */
export const logLines = (directory: string): readonly Line[] =>
  logText(directory)
    .split('\n')
    .flatMap((line) => {
      try {
        return [JSON.parse(line) as Line];
      } catch {
        return [];
      }
    });

export const logText = (directory: string): string =>
  readdirSync(directory)
    .map((name) => readFileSync(join(directory, name), 'utf8'))
    .join('\n');
