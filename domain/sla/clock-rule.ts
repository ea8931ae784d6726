import { canonical } from '../canonical';
import type { BusinessCalendar } from '../calendar/business-calendar';
import type { ContractTerms, Target } from '../contract';
import { statuses, type Status } from '../ticket';
import { isDone } from '../status';
import { reactionKinds, type Condition, type InternalClock } from './condition';
import { stepsOf, type Step } from './step';

/** By what one clock of a ticket runs. */
export interface ClockRule {
  /** `reaction`, `resolution`, or the name of an internal clock. */
  readonly name: string;
  /** Business minutes of `calendar`. */
  readonly minutes: number;
  readonly calendar: BusinessCalendar;
  readonly starts: readonly Condition[];
  readonly stops: readonly Condition[];
  readonly resumes: readonly Condition[];
  readonly restarts: readonly Condition[];
  readonly pauseOn: readonly Status[];
  /** Absent: in every status. */
  readonly runsIn?: readonly Status[];
  /** Percent of the time, ascending. */
  readonly warnAt: readonly number[];
  readonly steps: readonly Step[];
}

const open: readonly Status[] = statuses.filter((status) => !isDone(status));

/** All clocks of a ticket that falls under this target of a contract. */
export const clockRules = (
  terms: ContractTerms,
  target: Target,
  calendar: BusinessCalendar,
): readonly ClockRule[] => [
  clock(terms, calendar, {
    name: 'reaction',
    minutes: target.reactionMinutes,
    starts: [{ on: 'registered' }],
    stops: [{ on: 'reaction', by: terms.reactionBy ?? reactionKinds }],
  }),
  clock(terms, calendar, {
    name: 'resolution',
    minutes: target.resolutionMinutes,
    starts: [{ on: 'registered' }],
    stops: [{ on: 'status', to: ['resolved', 'closed'] }],
    resumes: [{ on: 'status', to: open }],
  }),
  ...(terms.internalClocks ?? []).map((internal) =>
    clock(terms, calendar, { ...internal, warnAt: internal.warnAt ?? [] }),
  ),
];

const clock = (terms: ContractTerms, calendar: BusinessCalendar, own: InternalClock): ClockRule => ({
  name: own.name,
  minutes: own.minutes,
  calendar,
  starts: own.starts,
  stops: own.stops,
  resumes: own.resumes ?? [],
  restarts: own.restarts ?? [],
  pauseOn: own.pauseOn ?? terms.pauseOn,
  ...(own.runsIn ? { runsIn: own.runsIn } : {}),
  warnAt: [...(own.warnAt ?? terms.warnAt)].sort((a, b) => a - b),
  steps: stepsOf(terms.escalations, own.name, calendar),
});

/** Would a clock run alike under both? What is done at its warnings does not matter here. */
export const runsAlike = (a: ClockRule, b: ClockRule): boolean => a === b || runKey(a) === runKey(b);

const runKey = ({ calendar, warnAt: _, steps: __, ...rule }: ClockRule): string =>
  canonical([rule, calendar.definition]);
