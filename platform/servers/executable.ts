import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';

/** The first executable file of this name on PATH; undefined when there is none. */
export function onPath(name: string, env: NodeJS.ProcessEnv): string | undefined {
  const directories = (env.PATH ?? '').split(delimiter).filter(isAbsolute);
  return directories.map((directory) => join(directory, name)).find(isExecutable);
}

/** The file, when it is there and can be run; throws otherwise. */
export function requireExecutable(file: string): string {
  if (isExecutable(file)) return file;
  throw new Error(`there is no ${file}`);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
