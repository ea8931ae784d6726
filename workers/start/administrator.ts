import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** The first way in, for programs and for people. */
export interface Administrator {
  readonly key?: string;
  readonly login?: string;
  readonly password?: string;
}

/** Where it is kept, readable for this account only. */
export const administratorFile = (dataDir: string): string => path.join(dataDir, 'administrator.txt');

/** The bootstrap key: the given one (kept nowhere), else that of the first start, else a new one that is kept at once. */
export const administratorKey = (dataDir: string, given: string | undefined): string => {
  if (given !== undefined) return given;
  const kept = readAdministrator(dataDir);
  if (kept.key !== undefined) return kept.key;
  const key = `sd_${randomBytes(32).toString('base64url')}`;
  keepAdministrator(dataDir, { ...kept, key });
  return key;
};

/** What is kept; empty before the first start. */
export const readAdministrator = (dataDir: string): Administrator => {
  const file = administratorFile(dataDir);
  if (!existsSync(file)) return {};
  const lines = readFileSync(file, 'utf8').split('\n');
  return Object.fromEntries(
    lines.flatMap((line) => {
      const [, name, value] = /^(key|login|password): (\S+)$/.exec(line) ?? [];
      return name === undefined ? [] : [[name, value]];
    }),
  );
};

export const keepAdministrator = (dataDir: string, administrator: Administrator): void => {
  const file = administratorFile(dataDir);
  const lines = Object.entries(administrator).map(([name, value]) => `${name}: ${value}\n`);
  writeFileSync(`${file}.new`, lines.join(''), { mode: 0o600 });
  renameSync(`${file}.new`, file);
};
