import type { Channel as Origin, Priority } from '../ticket';
import type { Happening } from './event';
import type { Condition } from './rule';

/** What conditions ask of a ticket. */
export interface TicketFacts {
  readonly priority: Priority;
  readonly origin: Origin;
  readonly service?: string;
  readonly contract?: string;
}

/** Whether every condition of a rule holds. */
export const fits = (when: Condition, ticket: TicketFacts, { detail, share }: Happening): boolean =>
  among(when.service, ticket.service) &&
  among(when.contract, ticket.contract) &&
  among(when.priority, ticket.priority) &&
  among(when.origin, ticket.origin) &&
  (when.status === undefined || detail.to === undefined || among(when.status, detail.to)) &&
  (when.share === undefined || share === undefined || share >= when.share);

const among = (allowed: readonly string[] | undefined, value: string | undefined): boolean =>
  allowed === undefined ||
  (value !== undefined && allowed.some((one) => one.toLowerCase() === value.toLowerCase()));
