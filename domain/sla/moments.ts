import { addBusinessMinutes } from '../calendar/arithmetic';
import { minuteMs } from '../calendar/days';
import type { Instant } from '../ticket';
import { targetMs, type Clock } from './clock';
import type { Step } from './step';

/** Something that a clock does by itself when its time comes. */
export type Moment =
  | { readonly kind: 'warning'; readonly level: number; readonly at: Instant }
  | { readonly kind: 'step'; readonly level: string; readonly isBefore: boolean; readonly at: Instant }
  | { readonly kind: 'breach'; readonly at: Instant };

/** All that is still to come if nothing else happens, in order. What should have come already comes at once. */
export const momentsOf = (clock: Clock): readonly Moment[] => {
  if (!goesOn(clock)) return [];
  const ahead = clock.breached ? [] : beforeBreach(clock);
  const behind = clock.rule.steps
    .filter(({ isBefore }) => !isBefore)
    .flatMap((step) => afterDue(clock, step));
  return [...ahead, ...behind]
    .filter((moment) => moment.kind === 'breach' || !clock.told.includes(moment.level))
    .sort((a, b) => a.at - b.at || rank(a) - rank(b));
};

/** A date set by hand comes while one waits, too, but not for a ticket that is done with or not covered. */
const goesOn = ({ phase, hand, because, uncovered }: Clock): boolean =>
  phase === 'running' ||
  (phase === 'paused' &&
    hand !== undefined &&
    uncovered === undefined &&
    because?.kind === 'status' &&
    because.status.startsWith('waiting'));

const rank = (moment: Moment): number => {
  if (moment.kind === 'warning') return moment.level / 1000;
  if (moment.kind === 'breach') return 2;
  return moment.isBefore ? 1 : 3;
};

const beforeBreach = (clock: Clock): readonly Moment[] => {
  if (clock.due === undefined) return [];
  const breach: Moment = { kind: 'breach', at: Math.max(clock.due, clock.mark) };
  if (isPast(clock, targetMs(clock))) return [breach];
  const steps = clock.rule.steps.filter(({ isBefore }) => isBefore);
  return [...warnings(clock), ...steps.map((step) => beforeDue(clock, clock.due!, step)), breach];
};

/** Of several that have passed already only the highest is worth telling. */
const warnings = (clock: Clock): readonly Moment[] => {
  const told = Math.max(0, ...clock.told.filter((level) => typeof level === 'number'));
  const levels = clock.rule.warnAt.filter((level) => level > told);
  const passed = levels.findLast((level) => isPast(clock, shareMs(clock, level))) ?? 0;
  return levels
    .filter((level) => level >= passed)
    .flatMap((level): Moment[] => {
      const at = whenUsed(clock, shareMs(clock, level));
      return at === undefined ? [] : [{ kind: 'warning', level, at: Math.max(at, clock.mark) }];
    });
};

/** What has been told and is past stays told when the terms change; what lies ahead now will be told again. */
export const stillTold = (clock: Clock): Clock => ({
  ...clock,
  told: clock.told.filter((level) => {
    if (typeof level === 'number') return isPast(clock, shareMs(clock, level));
    const step = clock.rule.steps.find((one) => one.level === level);
    return step !== undefined && isPast(clock, targetMs(clock) + step.offsetMs);
  }),
});

const shareMs = (clock: Clock, percent: number): number => Math.ceil((targetMs(clock) * percent) / 100);

const isPast = (clock: Clock, ms: number): boolean =>
  clock.hand ? (whenUsed(clock, ms) ?? Infinity) < clock.mark : ms < clock.usedMs;

/** Counted back from the deadline: an hour before 11:00 in hours from 10:00 is 10:00, not the evening before. */
const beforeDue = ({ rule, mark }: Clock, due: Instant, { level, offsetMs }: Step): Moment => {
  const at = addBusinessMinutes(rule.calendar, due, offsetMs / minuteMs) ?? mark;
  return { kind: 'step', level, isBefore: true, at: Math.max(at, mark) };
};

/** Business time after the breach in which the clock ran; after a date set by hand all of it. */
const afterDue = (clock: Clock, { level, offsetMs }: Step): readonly Moment[] => {
  const { calendar } = clock.rule;
  const at =
    clock.breached && !clock.hand
      ? whenUsed(clock, clock.breached.usedMs + offsetMs)
      : clock.due === undefined
        ? undefined
        : addBusinessMinutes(calendar, clock.due, offsetMs / minuteMs);
  return at === undefined ? [] : [{ kind: 'step', level, isBefore: false, at: Math.max(at, clock.mark) }];
};

/** When so much will have been used, at once if it has been; with a date set by hand counted back from that. */
const whenUsed = ({ rule, hand, usedMs, mark }: Clock, ms: number): Instant | undefined => {
  if (hand) return addBusinessMinutes(rule.calendar, hand.due, (ms - hand.targetMs) / minuteMs);
  return ms <= usedMs ? mark : addBusinessMinutes(rule.calendar, mark, (ms - usedMs) / minuteMs);
};
