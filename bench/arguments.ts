import { parseArgs } from 'node:util';
import type { TemporalKind } from './figure';
import { figures, large, quick } from './figures';

export interface Arguments {
  readonly only: readonly string[];
  readonly scale: number;
  /** Absent: what each figure is meant for. */
  readonly temporal: TemporalKind | undefined;
  /** File for the numbers as JSON. */
  readonly json: string | undefined;
  /** Document that keeps the table, and under which name. */
  readonly document: string | undefined;
  readonly name: 'quick' | 'full';
}

const kinds: readonly TemporalKind[] = ['dev', 'memory', 'postgres'];

/** Reads `--only=a,b --scale=0.1 --temporal=postgres --json=file --document=file --full`. Throws with what was expected. */
export const readArguments = (args: readonly string[]): Arguments => {
  const { values } = parseArgs({
    args: [...args],
    options: {
      only: { type: 'string' },
      scale: { type: 'string', default: '1' },
      temporal: { type: 'string' },
      json: { type: 'string' },
      document: { type: 'string' },
      full: { type: 'boolean', default: false },
    },
  });
  const only = values.only?.split(',') ?? (values.full ? large : quick);
  const unknown = only.filter((name) => !(name in figures));
  if (unknown.length > 0)
    throw new Error(`--only: ${unknown.join(', ')}: expected some of ${Object.keys(figures).join(', ')}`);
  const temporal = kinds.find((kind) => kind === values.temporal);
  if (values.temporal !== undefined && !temporal)
    throw new Error(`--temporal: expected one of ${kinds.join(', ')}`);
  const scale = Number(values.scale);
  if (!(scale > 0)) throw new Error('--scale: expected a number above 0');
  const { json, document, full } = values;
  return { only, scale, temporal, json, document, name: full ? 'full' : 'quick' };
};
