import { businessMsBetween } from '../calendar/arithmetic';
import type { BusinessCalendar } from '../calendar/business-calendar';
import type { Instant } from '../ticket';
import type { Because } from './because';

export const ledgerEvents = [
  'started',
  'paused',
  'resumed',
  'warned',
  'met',
  'breached',
  'recomputed',
  'corrected',
] as const;
export type LedgerEvent = (typeof ledgerEvents)[number];

/**
 * One line of the account of a clock. Time counts from `started` or `resumed` until `paused` or `met`; a breached clock
 * counts on, and is `paused` when it is stopped at last. A second `paused` only gives another reason.
 */
export interface LedgerEntry {
  readonly clock: string;
  readonly event: LedgerEvent;
  /** Of a warning: the percentage, or the escalation level as the contract says it. `restart`: counted from nought again. `confirmed`. */
  readonly level?: number | string;
  readonly at: Instant;
  readonly because: Because;
  readonly origin: string;
  /** Business milliseconds used by then. */
  readonly usedMs: number;
  /** The deadline from here on, where it is known or has moved. */
  readonly due?: Instant;
  /** Orders the entries of one instant. */
  readonly order: string;
  /** A linked system had not been read until then, so it may yet turn out otherwise. */
  readonly unconfirmed?: true;
}

export const byTime = (a: LedgerEntry, b: LedgerEntry): number =>
  a.at - b.at || (a.order < b.order ? -1 : a.order > b.order ? 1 : 0);

/** A stretch in which a clock stood still, or ran. */
export interface LedgerStretch {
  readonly from: Instant;
  readonly to: Instant;
  readonly runs: boolean;
  readonly because: Because;
  /** Open milliseconds in it: counted if it ran, excluded if it stood. */
  readonly openMs: number;
}

/** The life of one clock in stretches, as the ledger tells it: entries that hold (see `holding`), in order of time. */
export const stretchesOf = (
  entries: readonly LedgerEntry[],
  clock: string,
  calendar: BusinessCalendar,
  until: Instant,
): readonly LedgerStretch[] => {
  const turns = entries.filter((entry) => entry.clock === clock && turnsClock(entry)).sort(byTime);
  return turns.flatMap((entry, i) => {
    const to = turns[i + 1]?.at ?? until;
    const runs = runsAfter(turns, i);
    if (to <= entry.at || (entry.event === 'met' && !turns[i + 1])) return [];
    const openMs = businessMsBetween(calendar, entry.at, to);
    return [{ from: entry.at, to, runs, because: entry.because, openMs }];
  });
};

/** Business milliseconds that the ledger adds up to; equals what the clock reports. */
export const sumOf = (
  entries: readonly LedgerEntry[],
  clock: string,
  calendar: BusinessCalendar,
  until: Instant,
): number => {
  const mine = entries.filter((entry) => entry.clock === clock).sort(byTime);
  const restart = mine.findLast(({ level }) => level === 'restart');
  return stretchesOf(mine, clock, calendar, until)
    .filter(({ runs, from }) => runs && (!restart || from >= restart.at))
    .reduce((sum, { openMs }) => sum + openMs, 0);
};

const turnsClock = ({ event }: LedgerEntry): boolean =>
  event === 'started' ||
  event === 'paused' ||
  event === 'resumed' ||
  event === 'met' ||
  event === 'recomputed';

/** A recomputation leaves the clock running or standing as it was. */
const runsAfter = (turns: readonly LedgerEntry[], i: number): boolean => {
  const last = turns.slice(0, i + 1).findLast(({ event }) => event !== 'recomputed');
  return last?.event === 'started' || last?.event === 'resumed';
};
