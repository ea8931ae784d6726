/**
 * Why somebody may be the caller, the best reason first: his main number, another one of his, an extension that was learned,
 * a number that stands in his tickets (or that he called from about one), a number of his office.
 */
export const reasons = ['number', 'otherNumber', 'learned', 'ticket', 'organisation'] as const;
export type CandidateReason = (typeof reasons)[number];

export interface Candidate {
  /** Id of the contact. */
  readonly contact: string;
  readonly because: CandidateReason;
  readonly name: string;
  readonly organisation?: string;
}

const most = 10;

/** Each person once, by his best reason. */
export const rank = (found: readonly Candidate[]): readonly Candidate[] => {
  const sorted = [...found].sort(
    (a, b) =>
      reasons.indexOf(a.because) - reasons.indexOf(b.because) || Number(a.contact) - Number(b.contact),
  );
  return sorted
    .filter((one, i) => sorted.findIndex(({ contact }) => contact === one.contact) === i)
    .slice(0, most);
};

/** Whom nobody has to be asked about: the only one whose own number it is. */
export const certain = (ranked: readonly Candidate[]): Candidate | undefined => {
  const own = ranked.filter(({ because }) => reasons.indexOf(because) <= reasons.indexOf('learned'));
  return own.length === 1 ? own[0] : undefined;
};
