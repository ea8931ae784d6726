import { bareYears } from '../../../domain/calendar/bare-years';
import { daysAsInstants } from '../../../domain/calendar/wall-days';
import { preview, type Preview } from '../../../domain/sla/preview';
import type { SlaContract } from '../../../domain/sla/cover';
import type { Instant, Priority } from '../../../domain/ticket';

/** What a contract means for a ticket that is registered at an instant. */
export interface Meaning {
  readonly at: Instant;
  readonly timeZone: string;
  /** The contract has not begun: the instant is its beginning. */
  readonly isAhead: boolean;
  /** Years of the contract for which its calendar has no holidays yet. */
  readonly bareYears: readonly number[];
  readonly rows: readonly {
    readonly priority: Priority;
    /** Id; absent: any service of the contract without a target of its own. */
    readonly service?: string;
    readonly answer: Preview;
  }[];
}

/** For every target of the contract; without an instant: now, or the contract’s beginning when that lies ahead. */
export const meaningOf = (contract: SlaContract, now: Instant, asked?: Instant): Meaning => {
  const { timeZone } = contract.calendar.definition;
  const { from } = daysAsInstants(timeZone, contract.startsOn, contract.endsOn);
  const isAhead = asked === undefined && now < from;
  const at = asked ?? Math.max(now, from);
  const rows = contract.terms.targets.map(({ priority, service }) => ({
    priority,
    ...(service !== undefined && { service }),
    answer: preview(contract, { priority, at, ...(service !== undefined && { service }) }),
  }));
  const bare = bareYears(contract.calendar.definition, Math.max(now, from), contract.endsOn);
  return { at, timeZone, isAhead, bareYears: bare, rows };
};
