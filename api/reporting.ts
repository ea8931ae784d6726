import { isDay } from '../domain/day';
import type { Fault } from '../domain/fault';
import type { Queryable } from '../store/database';
import { closedPeriod, closePeriod, giveBreachReason } from '../store/reports/closed-periods';
import { complianceOf, type Compliance, type Period } from '../store/reports/compliance';
import type { TicketView } from '../store/ticket-view';
import { HttpProblem, invalid, invalidField, notFound } from './problem';

/** A report, and whether it is of a closed period. */
export interface Reported {
  readonly report: Compliance;
  readonly isClosed: boolean;
}

/** As it was reported when the period was closed, else as it stands now; none for a contract without a calendar. */
export const reportFor = async (
  db: Queryable,
  contractId: number,
  period: Period,
): Promise<readonly Reported[]> => {
  const closed = await closedPeriod(db, contractId, period);
  if (closed) return [{ report: closed, isClosed: true }];
  const report = await complianceOf(db, contractId, period);
  return report ? [{ report, isClosed: false }] : [];
};

/** Closes a period for good; throws 409 when that was done before. */
export const closeReport = async (
  tx: Queryable,
  contractId: number,
  period: Period,
  actor: string,
): Promise<Compliance> => {
  const content = await complianceOf(tx, contractId, period);
  if (!content) throw notFound('calendar of this contract');
  if (!(await closePeriod(tx, contractId, content, actor)))
    throw new HttpProblem(409, `The period from ${period.from} to ${period.to} was closed before.`);
  return content;
};

/** Why a target was missed; throws 422 when it was not. */
export const explainBreach = async (
  tx: Queryable,
  { id, number, sla }: TicketView,
  said: { readonly clock: string; readonly reason: string; readonly actor: string },
): Promise<void> => {
  if (sla?.clocks[said.clock]?.state !== 'breached')
    throw invalidField('clock', `no target “${said.clock}” of ${number} was missed`);
  await giveBreachReason(tx, id, said);
};

/** Throws 422 with both days' faults. */
export const periodOf = ({ from, to }: { readonly from: string; readonly to: string }): Period => {
  const faults: Fault[] = Object.entries({ from, to })
    .filter(([, day]) => !isDay(day))
    .map(([field, day]) => ({ field, message: `“${day}” is not a day; expected e.g. 2026-01-31` }));
  if (faults.length === 0 && to < from) faults.push({ field: 'to', message: `${to} lies before ${from}` });
  if (faults.length > 0) throw invalid(faults);
  return { from, to };
};
