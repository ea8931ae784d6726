/** One line of the table: what was measured, beside its baseline of the same run. */
export interface Line {
  readonly figure: string;
  readonly what: string;
  readonly ours: string;
  /** What the same costs without us, measured in the same run. */
  readonly baseline: string;
  readonly goal: string;
  readonly verdict: 'met' | 'missed' | 'no goal';
  /** The bare numbers behind the words, for `--json`. Milliseconds, counts and rates per second, as the names say. */
  readonly numbers: Readonly<Record<string, number>>;
}

/** What a figure is told. */
export interface FigurePlan {
  /** 1: as long as the documents say; less for a try. Scales durations and counts. */
  readonly scale: number;
  readonly temporal: TemporalKind;
  /** Where progress is told. */
  readonly say: (line: string) => void;
}

/** `dev`: as `npm start` has it, in a SQLite file; `memory`: the same without a file; `postgres`: a production server. */
export type TemporalKind = 'dev' | 'memory' | 'postgres';

/** One figure: brings up what it needs, measures, and ends it all. */
export type Figure = (plan: FigurePlan) => Promise<readonly Line[]>;

export const verdict = (met: boolean): Line['verdict'] => (met ? 'met' : 'missed');
