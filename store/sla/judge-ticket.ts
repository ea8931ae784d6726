import { corrections, type NewEntry } from '../../domain/sla/correct';
import { judge } from '../../domain/sla/judge';
import type { NextSla } from '../../domain/sla/next';
import { front, type Instant } from '../../domain/ticket';
import type { Queryable } from '../database';
import { tell } from '../timeline-write';
import { openActions } from './actions';
import { saveClocks } from './clocks';
import { factsOf } from './facts';
import { writeEntry, writtenLedger } from './ledger';
import { showClocks } from './show-clocks';

/** What looking at the clocks came to. */
export interface Judged {
  readonly next: NextSla;
  /** Entries that were written now. */
  readonly entries: readonly NewEntry[];
}

/**
 * Looks at a ticket's clocks as of now: writes what is new or turned out otherwise into the ledger, opens what escalation
 * levels ask for, keeps how the clocks stand. Call under the ticket's row lock. Undefined: no contract ever covered it.
 */
export const judgeTicket = async (
  tx: Queryable,
  ticketId: number,
  asOf: Instant,
): Promise<Judged | undefined> => {
  const facts = await factsOf(tx, ticketId);
  if (facts.length === 0) return notCovered(tx, ticketId, asOf);
  const judgement = judge({ facts, asOf, readUntil: await readUntil(tx, ticketId, asOf) });
  const entries = corrections(await writtenLedger(tx, ticketId), judgement, asOf);
  for (const entry of entries) await enter(tx, ticketId, entry);
  await saveClocks(tx, ticketId, judgement.clocks, judgement.next, new Date(asOf));
  await showClocks(tx, ticketId, judgement.clocks, asOf);
  return { next: judgement.next, entries };
};

/** Its records show whom and what it is for all the same. */
const notCovered = async (tx: Queryable, ticketId: number, asOf: Instant): Promise<undefined> => {
  await tx.query('update tickets set sla_next_at = null where id = $1 and sla_next_at is not null', [
    ticketId,
  ]);
  await showClocks(tx, ticketId, {}, asOf);
};

const enter = async (tx: Queryable, ticketId: number, entry: NewEntry): Promise<void> => {
  const ledgerId = await writeEntry(tx, ticketId, entry);
  if (entry.event === 'warned' || entry.event === 'breached') {
    await openActions(tx, ticketId, ledgerId, entry);
    await tell(tx, ticketId, {
      at: new Date(entry.at),
      origin: front,
      actor: 'SLA',
      what: `sla-${entry.event}`,
      detail: { visibility: 'internal', clock: entry.clock, level: entry.level, late: entry.isLate },
    });
  }
};

/**
 * Until when, at the source, each linked system is known: to the present while it can be read, else until it was last seen
 * to answer. A system whose records are still being made has nothing to tell yet.
 */
const readUntil = async (
  db: Queryable,
  ticketId: number,
  asOf: Instant,
): Promise<{ readonly [system: string]: Instant }> => {
  const { rows } = await db.query<{ system: string; until: Date | null }>(
    `select l.system, case when not coalesce(g.open, true) then least(g.since, s.last_poll_at)
                           when s.error is not null then coalesce(s.last_poll_at, s.first_seen_at) end as until
       from (select distinct system from links where ticket_id = $1 and state = 'linked' and record_id is not null) l
       left join gates g on g.system = l.system left join source_cursors s on s.system = l.system`,
    [ticketId],
  );
  return Object.fromEntries(rows.map(({ system, until }) => [system, until?.getTime() ?? asOf]));
};
