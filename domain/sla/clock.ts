import { addBusinessMinutes, businessMsBetween } from '../calendar/arithmetic';
import { minuteMs } from '../calendar/days';
import type { Instant } from '../ticket';
import type { Because } from './because';
import type { ClockRule } from './clock-rule';
import type { NotCovered } from './cover';

/** Where a clock stands, in the middle of the fold. */
export interface Clock {
  readonly rule: ClockRule;
  readonly phase: 'idle' | 'running' | 'paused' | 'stopped';
  /** Used until `mark`, in business milliseconds. */
  readonly usedMs: number;
  readonly mark: Instant;
  /** As it stands, or stood when the clock was last running. */
  readonly due?: Instant;
  /** Why it stands still. */
  readonly because?: Because;
  /** A person's date: neither pauses nor other terms move it. */
  readonly hand?: HandSet;
  readonly startedAt?: Instant;
  readonly metAt?: Instant;
  readonly breached?: { readonly at: Instant; readonly usedMs: number };
  /** Warnings and levels that were told since the last change of terms. */
  readonly told: readonly (number | string)[];
  /** Terms that came while it was judged: they hold when it goes on. */
  readonly later?: ClockRule;
  /** Not covered any more. */
  readonly uncovered?: NotCovered;
  /** Nothing of before this is warned of: the ticket came under these terms only then. */
  readonly quietUntil: Instant;
}

export interface HandSet {
  readonly due: Instant;
  /** Business milliseconds used when it was set, and until that date. */
  readonly targetMs: number;
}

export const idle = (rule: ClockRule, quietUntil: Instant): Clock => ({
  rule,
  phase: 'idle',
  usedMs: 0,
  mark: 0,
  told: [],
  quietUntil,
});

/** Business milliseconds until the deadline from the start. */
export const targetMs = ({ hand, rule }: Clock): number => hand?.targetMs ?? rule.minutes * minuteMs;

export const usedAt = (clock: Clock, at: Instant): number =>
  clock.phase === 'running'
    ? clock.usedMs + businessMsBetween(clock.rule.calendar, clock.mark, at)
    : clock.usedMs;

/** Counts until an instant. */
export const countTo = (clock: Clock, at: Instant): Clock => ({
  ...clock,
  usedMs: usedAt(clock, at),
  mark: at,
});

/** Works the deadline out anew, after whatever moves it; one that was missed stands. */
export const withDue = (clock: Clock): Clock => {
  if (clock.breached) return clock;
  const { hand, rule, mark, usedMs } = clock;
  const left = (targetMs(clock) - usedMs) / minuteMs;
  const due = hand ? hand.due : left <= 0 ? mark : addBusinessMinutes(rule.calendar, mark, left);
  const { due: _, ...rest } = clock;
  return due === undefined ? rest : { ...rest, due };
};
