import type { Winner } from '../domain/decide';
import type { SlaTexts } from '../domain/record';
import type { Priority, Status, TicketField } from '../domain/ticket';
import { first, type Queryable } from './database';

export interface TicketRow {
  readonly id: number;
  readonly number: string;
  readonly title: string;
  readonly description: string;
  readonly status: Status;
  readonly priority: Priority;
  readonly requesterId: number;
  readonly assigneeId: number | null;
  readonly serviceId: number | null;
  readonly contractId: number | null;
  readonly winners: { readonly [field in TicketField]?: Winner };
  readonly version: number;
  readonly undone: boolean;
  readonly mergedInto: number | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly closedAt: Date | null;
  /** When its SLA clocks are to be looked at again. */
  readonly slaNextAt: Date | null;
  /** The nearest deadline that is neither met nor missed. */
  readonly slaDueAt: Date | null;
  /** What its records are to show of its contract; null: no contract ever covered it. */
  readonly slaShown: SlaTexts | null;
}

/** Of the table `tickets`, as a TicketRow names them. */
export const ticketColumns = `id, number, title, description, status, priority, requester_id as "requesterId",
  assignee_id as "assigneeId", service_id as "serviceId", contract_id as "contractId", winners, version, undone,
  merged_into as "mergedInto", created_at as "createdAt", updated_at as "updatedAt", closed_at as "closedAt",
  sla_next_at as "slaNextAt", sla_due_at as "slaDueAt", sla_shown as "slaShown"`;

/** The ticket's row, locked until the transaction ends: the one place where its changes are merged. */
export const lockTicket = async (tx: Queryable, id: number): Promise<TicketRow> => {
  const row = first(
    await tx.query<TicketRow>(`select ${ticketColumns} from tickets where id = $1 for update`, [id]),
  );
  if (!row) throw new Error(`ticket with id ${id} does not exist`);
  return row;
};

export const ticketById = async (db: Queryable, id: number): Promise<TicketRow | undefined> =>
  first(await db.query<TicketRow>(`select ${ticketColumns} from tickets where id = $1`, [id]));

export const ticketByNumber = async (db: Queryable, number: string): Promise<TicketRow | undefined> =>
  first(await db.query<TicketRow>(`select ${ticketColumns} from tickets where number = $1`, [number]));

/** Number of the newest ticket; undefined: there is none yet. */
export const newestNumber = async (db: Queryable): Promise<string | undefined> =>
  first(await db.query<{ number: string }>('select number from tickets order by id desc limit 1'))?.number;

export interface NewTicket {
  readonly title: string;
  readonly description: string;
  readonly status: Status;
  readonly priority: Priority;
  readonly channel: string;
  readonly requesterId: number;
  readonly serviceId?: number;
  readonly contractId?: number;
  readonly callId?: string;
  readonly winners: TicketRow['winners'];
  readonly createdAt: Date;
  /** Seconds in which the registration may be undone; 0: not at all. */
  readonly undoSeconds: number;
}

/** Registers a ticket under the next number; nobody else sees its row before the commit. */
export const insertTicket = async (tx: Queryable, ticket: NewTicket): Promise<TicketRow> =>
  (
    await tx.query<TicketRow>(
      `insert into tickets (number, title, description, status, priority, channel, requester_id, service_id, contract_id,
         call_id, winners, created_at, updated_at, undo_until, closed_at)
       values ('SD-' || nextval('ticket_numbers'), $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11::timestamptz,
         greatest(now(), $11), now() + make_interval(secs => $12), case when $3 in ('closed', 'cancelled') then $11::timestamptz end)
       returning ${ticketColumns}`,
      [
        ticket.title,
        ticket.description,
        ticket.status,
        ticket.priority,
        ticket.channel,
        ticket.requesterId,
        ticket.serviceId ?? null,
        ticket.contractId ?? null,
        ticket.callId ?? null,
        ticket.winners,
        ticket.createdAt,
        ticket.undoSeconds,
      ],
    )
  ).rows[0]!;

/** Writes what a merge changed; the version moves, since somebody must be told. */
export const saveTicket = async (
  tx: Queryable,
  id: number,
  fields: { readonly [field in TicketField]: string | null },
  winners: TicketRow['winners'],
): Promise<void> => {
  await tx.query(
    `update tickets set title = $2, description = $3, status = $4, priority = $5, requester_id = $6, assignee_id = $7,
       service_id = $8, contract_id = $9, winners = $10,
       closed_at = case when $4 not in ('closed', 'cancelled') then null
                        else coalesce(closed_at, now()) end
     where id = $1`,
    [
      id,
      fields.title,
      fields.description,
      fields.status,
      fields.priority,
      fields.requester,
      fields.assignee,
      fields.service,
      fields.contract,
      winners,
    ],
  );
};

/** Something about the ticket is new: the records are behind until they are confirmed at this version. */
export const moveVersion = async (tx: Queryable, id: number): Promise<number> =>
  (
    await tx.query<{ version: number }>(
      `update tickets set version = version + 1, updated_at = greatest(now(), created_at) where id = $1 returning version`,
      [id],
    )
  ).rows[0]!.version;

/** The ticket as the merge sees it. */
export const fieldsOf = (ticket: TicketRow): { readonly [field in TicketField]: string | null } => ({
  title: ticket.title,
  description: ticket.description,
  status: ticket.status,
  priority: ticket.priority,
  requester: String(ticket.requesterId),
  assignee: ticket.assigneeId === null ? null : String(ticket.assigneeId),
  service: ticket.serviceId === null ? null : String(ticket.serviceId),
  contract: ticket.contractId === null ? null : String(ticket.contractId),
});

/** Further than this no number is passed: it is a slip of the pen in a record, and no ticket that was. */
const mostPassed = 100_000;

/** A number of ours that no ticket has was given before the database was restored from a backup: it is not given again. */
export const passNumber = async (tx: Queryable, number: string): Promise<void> => {
  await tx.query(
    `select nextval('ticket_numbers') from ticket_numbers s, generate_series(s.last_value, $1::bigint)
      where $1::bigint - s.last_value between 0 and ${mostPassed}`,
    [number.replace(/^SD-/, '')],
  );
};
