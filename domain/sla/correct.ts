import { minuteMs } from '../calendar/days';
import { canonical } from '../canonical';
import { front, type Instant } from '../ticket';
import type { LateFact } from './because';
import type { Judgement } from './judge';
import { byTime, type LedgerEntry } from './ledger';

/** An entry as it was written, once and for all. */
export interface WrittenEntry extends LedgerEntry {
  readonly id: number;
  /** The entry that this correction takes back or, with level `confirmed`, confirms. */
  readonly corrects?: number;
}

/** An entry to be written now. */
export interface NewEntry extends LedgerEntry {
  readonly corrects?: number;
  /** It takes the place of this one: whoever was told of that need not be told again. */
  readonly instead?: number;
  /** Told only now although it came earlier: an outage, or something heard of late. */
  readonly isLate?: true;
}

/** What came so much earlier than it is written is marked late. */
const lateMs = minuteMs;

/** The entries that hold: all but corrections and what they took back. */
export const holding = (written: readonly WrittenEntry[]): readonly WrittenEntry[] => {
  const back = new Set(written.filter(takesBack).map(({ corrects }) => corrects));
  return written.filter(({ event, id }) => event !== 'corrected' && !back.has(id)).toSorted(byTime);
};

const takesBack = ({ event, level }: WrittenEntry): boolean => event === 'corrected' && level !== 'confirmed';

/**
 * What has to be written so that the ledger says what the timeline says. Nothing that was written is changed: what no
 * longer holds is taken back by a correction of today. Warnings are told once and never taken back. Running it again
 * writes nothing.
 */
export const corrections = (
  written: readonly WrittenEntry[],
  judgement: Judgement,
  asOf: Instant,
): readonly NewEntry[] => {
  const open = pair(holding(written), judgement.ledger);
  const back = open.gone.map((entry) => correction(entry, open.missing, judgement, asOf));
  const added = open.missing.map((entry) => addition(entry, open.gone, asOf));
  const confirmed = open.paired
    .filter(isToConfirm(written))
    .map(([old]) => confirmation(old, judgement, asOf));
  return [...back, ...added, ...confirmed];
};

interface Paired {
  readonly paired: readonly (readonly [WrittenEntry, LedgerEntry])[];
  /** Written, but not so. */
  readonly gone: readonly WrittenEntry[];
  /** So, but not written. */
  readonly missing: readonly LedgerEntry[];
}

const pair = (held: readonly WrittenEntry[], ledger: readonly LedgerEntry[]): Paired => {
  const free = new Map<string, WrittenEntry[]>();
  for (const entry of held) free.set(sameness(entry), [...(free.get(sameness(entry)) ?? []), entry]);
  const paired: (readonly [WrittenEntry, LedgerEntry])[] = [];
  const missing: LedgerEntry[] = [];
  for (const entry of ledger) {
    const old = free.get(sameness(entry))?.shift();
    if (old) paired.push([old, entry]);
    else missing.push(entry);
  }
  const gone = [...free.values()].flat().filter(({ event }) => event !== 'warned');
  return { paired, gone, missing };
};

/** A warning is the same whenever it came: it was told. */
const sameness = ({ clock, event, level, at, usedMs, because, order }: LedgerEntry): string =>
  canonical(
    event === 'warned' ? [clock, event, level] : [clock, event, level ?? '', at, usedMs, because, order],
  );

const correction = (
  entry: WrittenEntry,
  missing: readonly LedgerEntry[],
  judgement: Judgement,
  asOf: Instant,
): NewEntry => {
  const late = behind(entry, missing);
  return {
    clock: entry.clock,
    event: 'corrected',
    at: asOf,
    because: { kind: 'late-fact', event: entry.event, at: entry.at, ...(late ? { late } : {}) },
    origin: late?.origin ?? front,
    usedMs: usedNow(judgement, entry.clock),
    order: `8:${entry.order}`,
    corrects: entry.id,
  };
};

/** The first entry that is missing up to the one that does not hold explains it best. */
const behind = (entry: WrittenEntry, missing: readonly LedgerEntry[]): LateFact | undefined => {
  const first = missing.find(
    ({ clock, at, event }) => clock === entry.clock && at <= entry.at && event !== 'warned',
  );
  return first && { because: first.because, at: first.at, origin: first.origin };
};

const addition = (entry: LedgerEntry, gone: readonly WrittenEntry[], asOf: Instant): NewEntry => {
  const instead = gone.find(
    ({ clock, event, level }) => clock === entry.clock && event === entry.event && level === entry.level,
  );
  return {
    ...entry,
    ...(instead ? { instead: instead.id } : {}),
    ...(asOf - entry.at > lateMs ? { isLate: true as const } : {}),
  };
};

const isToConfirm =
  (written: readonly WrittenEntry[]) =>
  ([old, now]: readonly [WrittenEntry, LedgerEntry]): boolean =>
    old.unconfirmed === true &&
    !now.unconfirmed &&
    !written.some(({ corrects, level }) => corrects === old.id && level === 'confirmed');

const confirmation = (old: WrittenEntry, judgement: Judgement, asOf: Instant): NewEntry => ({
  clock: old.clock,
  event: 'corrected',
  level: 'confirmed',
  at: asOf,
  because: { kind: 'confirmed', at: old.at },
  origin: front,
  usedMs: usedNow(judgement, old.clock),
  order: `8:${old.order}`,
  corrects: old.id,
});

const usedNow = (judgement: Judgement, clock: string): number =>
  Math.round((judgement.clocks[clock]?.businessMinutesUsed ?? 0) * minuteMs);
