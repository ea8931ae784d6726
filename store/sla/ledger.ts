import type { NewEntry, WrittenEntry } from '../../domain/sla/correct';
import type { Queryable } from '../database';

/** The account of a ticket's clocks as it was written, in the order of writing. */
export const writtenLedger = async (db: Queryable, ticketId: number): Promise<readonly WrittenEntry[]> =>
  (
    await db.query<{ id: number; entry: Omit<WrittenEntry, 'id'> }>(
      'select id, entry from sla_ledger where ticket_id = $1 order by id',
      [ticketId],
    )
  ).rows.map(({ id, entry }) => ({ ...entry, id }));

/** Writes an entry once and for all; answers with its id. */
export const writeEntry = async (tx: Queryable, ticketId: number, entry: NewEntry): Promise<number> =>
  (
    await tx.query<{ id: number }>(
      `insert into sla_ledger (ticket_id, clock, event, level, at, because, origin, used_ms, due, place, entry)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) returning id`,
      [
        ticketId,
        entry.clock,
        entry.event,
        entry.level === undefined ? null : String(entry.level),
        new Date(entry.at),
        JSON.stringify(entry.because),
        entry.origin,
        Math.round(entry.usedMs),
        entry.due === undefined ? null : new Date(entry.due),
        entry.order,
        JSON.stringify(entry),
      ],
    )
  ).rows[0]!.id;
