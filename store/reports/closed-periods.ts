import { first, type Queryable } from '../database';
import type { Compliance, Period } from './compliance';

/** A period as it was reported when it was closed; undefined while it is not. */
export const closedPeriod = async (
  db: Queryable,
  contractId: number,
  { from, to }: Period,
): Promise<Compliance | undefined> =>
  first(
    await db.query<{ content: Compliance }>(
      'select content from closed_periods where contract_id = $1 and from_day = $2 and to_day = $3',
      [contractId, from, to],
    ),
  )?.content;

/** Closes a period for good; false when it was closed before. */
export const closePeriod = async (
  tx: Queryable,
  contractId: number,
  content: Compliance,
  closedBy: string,
): Promise<boolean> =>
  (
    await tx.query(
      `insert into closed_periods (contract_id, from_day, to_day, content, closed_by) values ($1, $2, $3, $4, $5)
       on conflict do nothing`,
      [contractId, content.period.from, content.period.to, JSON.stringify(content), closedBy],
    )
  ).rowCount === 1;

/** Why a target was missed, as a person says; the last word holds. */
export const giveBreachReason = async (
  tx: Queryable,
  ticketId: number,
  { clock, reason, actor }: { readonly clock: string; readonly reason: string; readonly actor: string },
): Promise<void> => {
  await tx.query(
    `insert into breach_reasons (ticket_id, clock, reason, actor) values ($1, $2, $3, $4)
     on conflict (ticket_id, clock) do update set reason = excluded.reason, actor = excluded.actor, at = now()`,
    [ticketId, clock, reason, actor],
  );
};
