import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A new directory that every user may enter, removed after the tests of this file. */
export function scratchDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'sagadesk-scratch-'));
  chmodSync(directory, 0o755);
  afterAll(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

/** A log that keeps what it is told. */
export function listeningLog(): { lines: string[]; info(text: string): void; warn(text: string): void } {
  const lines: string[] = [];
  const keep = (text: string): void => void lines.push(text);
  return { lines, info: keep, warn: keep };
}

/** For what only root can be denied or allowed. */
export const asRoot = process.getuid?.() === 0 ? test : test.skip;
