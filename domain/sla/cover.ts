import { nextOpening } from '../calendar/arithmetic';
import type { BusinessCalendar } from '../calendar/business-calendar';
import { daysAsInstants } from '../calendar/wall-days';
import type { ContractTerms, Target } from '../contract';
import type { Instant, Priority } from '../ticket';

/** A contract with what it is counted by. */
export interface SlaContract {
  readonly number: string;
  /** Days in the calendar's zone, both included. */
  readonly startsOn: string;
  readonly endsOn: string;
  readonly terms: ContractTerms;
  readonly calendar: BusinessCalendar;
}

/** What a ticket asks of a contract. */
export interface Question {
  readonly priority: Priority;
  /** Id of the service. */
  readonly service?: string;
  readonly at: Instant;
}

export type NotCovered =
  | { readonly kind: 'no-contract' }
  | { readonly kind: 'not-started'; readonly startsOn: string }
  | { readonly kind: 'ended'; readonly endsOn: string }
  | { readonly kind: 'service-not-named' }
  | { readonly kind: 'no-target'; readonly priority: Priority }
  | { readonly kind: 'never-open' }
  | {
      readonly kind: 'entitlement-used-up';
      readonly what: 'tickets' | 'hours';
      readonly limit: number;
      readonly until: Instant;
    };

export type Cover =
  | { readonly covered: true; readonly target: Target }
  | { readonly covered: false; readonly because: NotCovered };

/** Does this contract cover such a ticket at that instant, and by which target? */
export const cover = (contract: SlaContract, { priority, service, at }: Question): Cover => {
  const { startsOn, endsOn, terms, calendar } = contract;
  const days = daysAsInstants(calendar.definition.timeZone, startsOn, endsOn);
  if (at < days.from) return not({ kind: 'not-started', startsOn });
  if (at >= days.to) return not({ kind: 'ended', endsOn });
  if (service !== undefined && !terms.services.includes(service)) return not({ kind: 'service-not-named' });
  const target = targetFor(terms, priority, service);
  if (!target) return not({ kind: 'no-target', priority });
  return nextOpening(calendar, at) === undefined ? not({ kind: 'never-open' }) : { covered: true, target };
};

const not = (because: NotCovered): Cover => ({ covered: false, because });

/** A target for the service itself beats one for all services. */
const targetFor = (terms: ContractTerms, priority: Priority, service?: string): Target | undefined => {
  const ofPriority = terms.targets.filter((target) => target.priority === priority);
  return (
    ofPriority.find((target) => service !== undefined && target.service === service) ??
    ofPriority.find((target) => target.service === undefined)
  );
};

/** One plain English sentence part. */
export const notCoveredInWords = (why: NotCovered): string => {
  switch (why.kind) {
    case 'no-contract':
      return 'the organisation has no contract that covers it';
    case 'not-started':
      return `the contract begins on ${why.startsOn}`;
    case 'ended':
      return `the contract ended on ${why.endsOn}`;
    case 'service-not-named':
      return 'the contract does not name this service';
    case 'no-target':
      return `the contract has no target for priority ${why.priority}`;
    case 'never-open':
      return 'the calendar of the contract does not open any more';
    case 'entitlement-used-up':
      return `the ${why.limit} ${why.what} of this period are used up until ${new Date(why.until).toISOString()}`;
  }
};
