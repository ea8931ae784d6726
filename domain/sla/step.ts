import { wallMs } from '../calendar/day-hours';
import { minuteMs } from '../calendar/days';
import type { BusinessCalendar } from '../calendar/business-calendar';
import { weekdays, type Hours } from '../calendar/definition';
import type { Escalation } from '../contract';

/** One escalation level of one clock. */
export interface Step {
  /** As the contract says it, e.g. `resolution-30m`: names it in the ledger. */
  readonly level: string;
  /** Business milliseconds after the deadline; negative before it. */
  readonly offsetMs: number;
  /** Before the deadline, or at and after it (`+0m` is after). */
  readonly isBefore: boolean;
}

/** The levels of one clock, from the earliest. */
export const stepsOf = (
  escalations: readonly Escalation[],
  clock: string,
  calendar: BusinessCalendar,
): readonly Step[] =>
  escalations
    .flatMap(({ at }) => {
      const [, name, sign, count, unit] = /^([a-z-]+?)([+-])(\d{1,6})([mhd])$/.exec(at) ?? [];
      if (name !== clock) return [];
      const offsetMs = Number(count) * unitMs(unit, calendar) * (sign === '-' ? -1 : 1);
      return [{ level: at, offsetMs, isBefore: sign === '-' }];
    })
    .sort((a, b) => a.offsetMs - b.offsetMs);

const unitMs = (unit: string | undefined, calendar: BusinessCalendar): number =>
  unit === 'd' ? workingDayMs(calendar) : unit === 'h' ? 60 * minuteMs : minuteMs;

/** A day in a contract is a working day: the calendar's longest weekday. */
const workingDayMs = ({ definition: { week, exceptions } }: BusinessCalendar): number => {
  const days = weekdays.map((day) => lengthOf(week[day]));
  return Math.max(...days) || Math.max(0, ...exceptions.map(({ hours }) => lengthOf(hours)));
};

const lengthOf = (hours: readonly Hours[]): number =>
  hours.reduce((sum, [from, to]) => sum + wallMs(to) - wallMs(from), 0);
