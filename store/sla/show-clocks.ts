import type { SlaTexts } from '../../domain/record';
import { shownOf } from '../../domain/sla/shown';
import { slaFields, type Instant } from '../../domain/ticket';
import type { Queryable } from '../database';
import type { Clocks } from './clocks';

/** What the records show of one ticket's deadlines changes at most once in this time, so that their histories stay readable. */
const restMs = 60_000;

interface Row {
  readonly shown: SlaTexts | null;
  readonly shownAt: Date | null;
  readonly number: string | null;
  readonly timeZone: string | null;
}

/**
 * Keeps what the ticket's records are to show of its contract. Is the last change of that too young, the clocks are looked at
 * again when it is old enough.
 */
export const showClocks = async (
  tx: Queryable,
  ticketId: number,
  clocks: Clocks,
  asOf: Instant,
): Promise<void> => {
  const { shown, shownAt, number, timeZone } = await present(tx, ticketId);
  const now = shownOf(number !== null && timeZone !== null ? { number, timeZone } : null, clocks);
  if (slaFields.every((field) => shown?.[field] === now[field])) return;
  const from = (shownAt?.getTime() ?? 0) + restMs;
  if (asOf >= from)
    await tx.query('update tickets set sla_shown = $2, sla_shown_at = $3 where id = $1', [
      ticketId,
      now,
      new Date(asOf),
    ]);
  else
    await tx.query('update tickets set sla_next_at = least(sla_next_at, $2) where id = $1', [
      ticketId,
      new Date(from),
    ]);
};

const present = async (tx: Queryable, ticketId: number): Promise<Row> =>
  (
    await tx.query<Row>(
      `select t.sla_shown as shown, t.sla_shown_at as "shownAt", k.number, k."timeZone"
         from tickets t left join lateral (
           select m.content->>'number' as number, m.content->'calendar'->>'timeZone' as "timeZone"
             from sla_facts f left join sla_terms m on m.id = f.terms_id
            where f.ticket_id = t.id and f.fact->>'kind' = 'terms'
            order by f.at desc, f.recorded_at desc, f.key desc limit 1) k on true
        where t.id = $1`,
      [ticketId],
    )
  ).rows[0]!;
