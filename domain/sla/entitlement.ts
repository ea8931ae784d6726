import { dateOf, dayNumber } from '../calendar/days';
import { dayAt, daysAsInstants } from '../calendar/wall-days';
import type { ContractTerms } from '../contract';
import type { Instant } from '../ticket';
import type { NotCovered, SlaContract } from './cover';

/** From the first instant until just before the second: months or years counted from the contract's first day. */
export interface Period {
  readonly from: Instant;
  readonly to: Instant;
}

/** The period of the entitlement that an instant falls into; undefined without an entitlement or before the contract. */
export const entitlementPeriod = (contract: SlaContract, at: Instant): Period | undefined => {
  const { entitlement } = contract.terms;
  const zone = contract.calendar.definition.timeZone;
  const today = dayAt(zone, at);
  if (!entitlement || today < contract.startsOn) return undefined;
  const step = entitlement.per === 'year' ? 12 : 1;
  let n = Math.max(0, Math.floor(monthsBetween(contract.startsOn, today) / step) - 1) * step;
  while (laterDay(contract.startsOn, n + step) <= today) n += step;
  const last = dateOf(dayNumber(laterDay(contract.startsOn, n + step)) - 1);
  return daysAsInstants(zone, laterDay(contract.startsOn, n), last);
};

/** Why a further ticket is not covered; undefined while something is left. `used` is what was used in the period so far. */
export const usedUp = (
  entitlement: NonNullable<ContractTerms['entitlement']>,
  used: { readonly tickets: number; readonly hours: number },
  period: Period,
): NotCovered | undefined => {
  for (const what of ['tickets', 'hours'] as const) {
    const limit = entitlement[what];
    if (limit !== undefined && used[what] >= limit)
      return { kind: 'entitlement-used-up', what, limit, until: period.to };
  }
  return undefined;
};

const monthsBetween = (from: string, to: string): number =>
  (Number(to.slice(0, 4)) - Number(from.slice(0, 4))) * 12 +
  Number(to.slice(5, 7)) -
  Number(from.slice(5, 7));

/** The same day of a later month, or its last one: from 31 January to 28 February. */
const laterDay = (date: string, months: number): string => {
  const [year, month, day] = [
    Number(date.slice(0, 4)),
    Number(date.slice(5, 7)) - 1 + months,
    Number(date.slice(8)),
  ];
  const length = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return new Date(Date.UTC(year, month, Math.min(day, length))).toISOString().slice(0, 10);
};
