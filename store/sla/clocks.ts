import type { ClockView } from '../../domain/sla/clock-view';
import type { NextSla } from '../../domain/sla/next';
import type { Queryable } from '../database';

/** How the clocks of a ticket stood when they were last looked at, by name. */
export type Clocks = { readonly [name: string]: ClockView };

export interface JudgedClocks {
  readonly clocks: Clocks;
  readonly judgedAt: Date;
}

/** Undefined for a ticket that no contract ever covered. */
export const clocksOf = async (db: Queryable, ticketId: number): Promise<JudgedClocks | undefined> => {
  const { rows } = await db.query<{ clock: string; view: ClockView; judgedAt: Date }>(
    `select clock, view, judged_at as "judgedAt" from sla_clocks where ticket_id = $1`,
    [ticketId],
  );
  if (rows.length === 0) return undefined;
  return {
    clocks: Object.fromEntries(rows.map(({ clock, view }) => [clock, view])),
    judgedAt: rows[0]!.judgedAt,
  };
};

/** Keeps how they stand now, and when they are to be looked at again. */
export const saveClocks = async (
  tx: Queryable,
  ticketId: number,
  clocks: Clocks,
  next: NextSla,
  judgedAt: Date,
): Promise<void> => {
  for (const [clock, view] of Object.entries(clocks))
    await tx.query(
      `insert into sla_clocks (ticket_id, clock, state, due, breached_at, unconfirmed, view, judged_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8)
       on conflict (ticket_id, clock) do update set state = excluded.state, due = excluded.due,
         breached_at = excluded.breached_at, unconfirmed = excluded.unconfirmed, view = excluded.view,
         judged_at = excluded.judged_at`,
      [
        ticketId,
        clock,
        view.state,
        moment(view.due),
        moment(view.breachedAt),
        view.unconfirmed ?? false,
        JSON.stringify(view),
        judgedAt,
      ],
    );
  await tx.query('update tickets set sla_next_at = $2, sla_due_at = $3 where id = $1', [
    ticketId,
    moment(next.at),
    moment(next.due),
  ]);
};

const moment = (at: number | undefined): Date | null => (at === undefined ? null : new Date(at));
