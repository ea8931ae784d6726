import type { PoolClient } from 'pg';
import type { SyncRules } from '../../domain/rules';
import type { NextSla } from '../../domain/sla/next';
import { announceClocks } from '../notify/announce-clocks';
import { lockTicket } from '../tickets';
import { judgeTicket } from './judge-ticket';
import { performActions } from './perform-actions';
import { refreshTerms } from './refresh-terms';

/**
 * Time has passed: warnings, breaches and escalation levels whose instant has come are written and acted upon. Answers when
 * to look again. What a system out of reach leaves unconfirmed is looked at each time.
 */
export const lookAtClocks = async (tx: PoolClient, ticketId: number, rules: SyncRules): Promise<NextSla> => {
  const before = await lookOf(tx, ticketId);
  if (!before.due && !before.asked) return nextOf(before);
  if (before.due) {
    await refreshTerms(tx, await lockTicket(tx, ticketId));
    await announceClocks(tx, ticketId, await judgeTicket(tx, ticketId, Date.now()), rules);
  }
  await performActions(tx, ticketId, rules);
  return nextOf(await lookOf(tx, ticketId));
};

interface Look {
  readonly nextAt: Date | null;
  readonly dueAt: Date | null;
  /** Some instant has come, or may yet turn out otherwise. */
  readonly due: boolean;
  /** An escalation level asks for something. */
  readonly asked: boolean;
}

const lookOf = async (tx: PoolClient, ticketId: number): Promise<Look> =>
  (
    await tx.query<Look>(
      `select sla_next_at as "nextAt", sla_due_at as "dueAt",
              coalesce(sla_next_at <= clock_timestamp(), false)
                or exists (select 1 from sla_clocks c where c.ticket_id = t.id and c.unconfirmed) as due,
              exists (select 1 from sla_actions a where a.ticket_id = t.id and a.state = 'open') as asked
         from tickets t where id = $1`,
      [ticketId],
    )
  ).rows[0]!;

const nextOf = ({ nextAt, dueAt }: Look): NextSla => ({
  ...(nextAt && { at: nextAt.getTime() }),
  ...(dueAt && { due: dueAt.getTime() }),
});
