import type { NewEntry } from '../../domain/sla/correct';
import type { Queryable } from '../database';
import { presentTerms } from './facts';

/**
 * Opens what a level that has just been reached asks for. What took the place of a corrected entry was acted upon when
 * that was written.
 */
export const openActions = async (
  tx: Queryable,
  ticketId: number,
  ledgerId: number,
  entry: NewEntry,
): Promise<void> => {
  if (entry.instead !== undefined || typeof entry.level !== 'string') return;
  const terms = await presentTerms(tx, ticketId);
  const wanted = terms?.contract?.terms.escalations.filter(({ at }) => at === entry.level) ?? [];
  for (const [step, action] of wanted.flatMap((level) => level.do).entries())
    await tx.query(
      `insert into sla_actions (ticket_id, ledger_id, step, action) values ($1, $2, $3, $4) on conflict do nothing`,
      [ticketId, ledgerId, step, JSON.stringify(action)],
    );
};

export interface OpenAction {
  readonly id: number;
  readonly action: unknown;
  readonly clock: string;
  readonly level: string;
  /** It was to follow upon a breach that has been taken back since. */
  readonly isMoot: boolean;
}

/**
 * What levels asked for and nobody has done yet, in the order in which they were reached. What follows upon a breach waits
 * for as long as that may yet turn out otherwise.
 */
export const openActionsOf = async (db: Queryable, ticketId: number): Promise<readonly OpenAction[]> =>
  (
    await db.query<OpenAction>(
      `select a.id, a.action, l.clock, l.level, l.level like '%+%' and c.state <> 'breached' as "isMoot"
         from sla_actions a join sla_ledger l on l.id = a.ledger_id
         join sla_clocks c on c.ticket_id = a.ticket_id and c.clock = l.clock
        where a.ticket_id = $1 and a.state = 'open' and not c.unconfirmed order by a.id`,
      [ticketId],
    )
  ).rows;

/** An action is done, or cannot be done and why. */
export const settleAction = async (tx: Queryable, id: number, failed?: string): Promise<void> => {
  await tx.query(
    `update sla_actions set state = $2, because = $3, attempts = attempts + 1, settled_at = now() where id = $1`,
    [id, failed === undefined ? 'done' : 'failed', failed ?? null],
  );
};
