import type { InternalClock, ReactionKind } from './sla/condition';
import type { Priority, Status } from './ticket';

/** How fast tickets of a priority (and service) are to be taken up and solved, in business minutes. */
export interface Target {
  readonly priority: Priority;
  /** Id of the service; absent: every service of the contract. */
  readonly service?: string;
  readonly reactionMinutes: number;
  readonly resolutionMinutes: number;
}

/** Something to do at an instant relative to a deadline, in business time, e.g. `resolution-30m`; `d` is the calendar's longest weekday. */
export interface Escalation {
  readonly at: string;
  readonly do: readonly unknown[];
}

/** keep: elapsed time and pauses are kept; restart: it counts from nought. */
export const changePolicies = ['keep', 'restart'] as const;
export type ChangePolicy = (typeof changePolicies)[number];

/** What a service contract promises, apart from whom, when and by which calendar. */
export interface ContractTerms {
  /** Ids of the services that are covered. */
  readonly services: readonly string[];
  readonly targets: readonly Target[];
  readonly pauseOn: readonly Status[];
  /** Percent of a target's time at which to warn. */
  readonly warnAt: readonly number[];
  readonly escalations: readonly Escalation[];
  /** What counts as a reaction; absent: all kinds. */
  readonly reactionBy?: readonly ReactionKind[];
  /** Clocks inside the house, for every ticket under this contract. */
  readonly internalClocks?: readonly InternalClock[];
  /** Days before the end on which to warn; absent: 60, 30 and 7. */
  readonly noticeDays?: readonly number[];
  /** What another priority, service or contract does to a clock that is not judged yet; absent: keep. A date set by hand wins. */
  readonly onChange?: ChangePolicy;
  readonly entitlement?: {
    readonly tickets?: number;
    readonly hours?: number;
    readonly per: 'month' | 'year';
  };
}
