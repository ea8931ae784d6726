import type { Priority } from '../../domain/ticket';
import { clockResult, tallies, type ClockResult, type TicketResult } from '../../domain/sla/compliance';
import { daysAsInstants } from '../../domain/calendar/wall-days';
import type { Queryable } from '../database';
import { writtenLedger } from '../sla/ledger';
import { standingOf, type Standing } from '../sla/standing';
import { contractFor, type StoredContract } from '../sla/terms';

/** Days in the zone of the contract's calendar, both included. */
export interface Period {
  readonly from: string;
  readonly to: string;
}

/** What came of one contract's tickets that were registered in the period. */
export interface Compliance extends ReturnType<typeof tallies> {
  readonly contract: string;
  readonly organisation: string;
  readonly period: Period;
  readonly tickets: readonly TicketResult[];
  /** What turned out otherwise since an earlier period was closed. */
  readonly corrections: readonly Correction[];
}

export interface Correction {
  readonly ticket: string;
  readonly clock: string;
  readonly at: string;
  readonly was: string;
  readonly period: Period;
}

interface Row {
  readonly id: number;
  readonly number: string;
  readonly title: string;
  readonly service: string | null;
  readonly priority: Priority;
  readonly createdAt: Date;
  readonly reasons: Readonly<Record<string, string>> | null;
}

/** Undefined when the contract does not exist, or has no calendar. Merged and undone tickets do not count. */
export const complianceOf = async (
  db: Queryable,
  contractId: number,
  period: Period,
): Promise<Compliance | undefined> => {
  const stored = await contractFor(db, contractId);
  if (!stored) return undefined;
  const now = Date.now();
  const rows = await ticketsOf(db, stored, period);
  const standings = await standingOf(
    db,
    rows.map(({ id }) => id),
    now,
  );
  const tickets: TicketResult[] = [];
  for (const row of rows) {
    const standing = standings.get(row.id);
    if (standing) tickets.push(await resultOf(db, row, standing, stored, now));
  }
  return {
    contract: stored.contract.number,
    organisation: await organisationOf(db, contractId),
    period,
    ...tallies(tickets),
    tickets,
    corrections: await correctionsOf(db, contractId, period),
  };
};

const ticketsOf = async (
  db: Queryable,
  { id, contract }: StoredContract,
  { from, to }: Period,
): Promise<Row[]> => {
  const span = daysAsInstants(contract.calendar.definition.timeZone, from, to);
  return (
    await db.query<Row>(
      `select t.id, t.number, t.title, s.name as service, t.priority, t.created_at as "createdAt",
              (select jsonb_object_agg(b.clock, b.reason) from breach_reasons b where b.ticket_id = t.id) as reasons
         from tickets t left join services s on s.id = t.service_id
        where t.contract_id = $1 and t.created_at >= $2 and t.created_at < $3 and not t.undone and t.merged_into is null
        order by t.id`,
      [id, new Date(span.from), new Date(span.to)],
    )
  ).rows;
};

const resultOf = async (
  db: Queryable,
  row: Row,
  { clocks }: Standing,
  { contract }: StoredContract,
  now: number,
): Promise<TicketResult> => {
  const entries = await writtenLedger(db, row.id);
  const result = (clock: string): ClockResult | undefined => {
    const view = clocks[clock];
    if (!view) return undefined;
    const reason = row.reasons?.[clock];
    return { ...clockResult(view, entries, clock, contract.calendar, now), ...(reason && { reason }) };
  };
  const [reaction, resolution] = [result('reaction'), result('resolution')];
  return {
    ticket: row.number,
    title: row.title,
    service: row.service,
    priority: row.priority,
    registeredAt: row.createdAt.toISOString(),
    ...(reaction && { reaction }),
    ...(resolution && { resolution }),
  };
};

const organisationOf = async (db: Queryable, contractId: number): Promise<string> =>
  (
    await db.query<{ name: string }>(
      'select o.name from contracts k join organisations o on o.id = k.organisation_id where k.id = $1',
      [contractId],
    )
  ).rows[0]!.name;

/** Verdicts of closed earlier periods that were taken back after those were closed, and before this one was. */
const correctionsOf = async (db: Queryable, contractId: number, { from }: Period): Promise<Correction[]> =>
  (
    await db.query<Correction>(
      `select t.number as ticket, l.clock, to_char(l.recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as at,
              l.because->>'event' as was, jsonb_build_object('from', p.from_day, 'to', p.to_day) as period
         from closed_periods p
         join tickets t on t.contract_id = p.contract_id
         join sla_ledger l on l.ticket_id = t.id and l.event = 'corrected' and l.because->>'event' in ('met', 'breached')
        where p.contract_id = $1 and p.to_day < $2::date and l.recorded_at > p.closed_at
          and p.content->'tickets' @> jsonb_build_array(jsonb_build_object('ticket', t.number))
        order by l.id`,
      [contractId, from],
    )
  ).rows;
