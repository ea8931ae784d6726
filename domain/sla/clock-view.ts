import { minuteMs } from '../calendar/days';
import type { Instant } from '../ticket';
import type { Because } from './because';
import { targetMs, usedAt, type Clock } from './clock';

/** What is told of a clock; minutes are business minutes, exact to the millisecond. */
export interface ClockView {
  readonly state: 'running' | 'paused' | 'met' | 'breached';
  /** While paused: as it stood when the clock was last running. Absent when it lies beyond a hundred years. */
  readonly due?: Instant;
  readonly pausedBecause?: Because;
  readonly businessMinutesUsed: number;
  readonly businessMinutesTarget: number;
  readonly startedAt?: Instant;
  readonly metAt?: Instant;
  readonly breachedAt?: Instant;
  /** Breached as far as we know, but a linked system has not been read until then: an alarm inside, nothing outward. */
  readonly unconfirmed?: true;
  /** A person set the date. */
  readonly isHandSet?: true;
  /** Counts at present, also after a breach. */
  readonly counts: boolean;
}

export const viewOf = (clock: Clock, asOf: Instant, isKnown: (until: Instant) => boolean): ClockView => ({
  state: stateOf(clock),
  ...(clock.due === undefined ? {} : { due: clock.due }),
  ...(clock.phase === 'paused' && clock.because ? { pausedBecause: clock.because } : {}),
  businessMinutesUsed: usedAt(clock, asOf) / minuteMs,
  businessMinutesTarget: targetMs(clock) / minuteMs,
  ...(clock.startedAt === undefined ? {} : { startedAt: clock.startedAt }),
  ...(clock.metAt === undefined ? {} : { metAt: clock.metAt }),
  ...(clock.breached ? { breachedAt: clock.breached.at } : {}),
  ...(clock.breached && !isKnown(clock.breached.at) ? { unconfirmed: true as const } : {}),
  ...(clock.hand ? { isHandSet: true as const } : {}),
  counts: clock.phase === 'running',
});

const stateOf = ({ phase, breached, metAt }: Clock): ClockView['state'] => {
  if (breached) return 'breached';
  if (metAt !== undefined) return 'met';
  return phase === 'running' ? 'running' : 'paused';
};

/** The clocks that are not judged yet: an edit of a contract or calendar is for these alone (`clocks` of its fact). */
export const openClocks = (clocks: { readonly [name: string]: ClockView }): readonly string[] =>
  Object.entries(clocks).flatMap(([name, { state }]) =>
    state === 'running' || state === 'paused' ? [name] : [],
  );
