import type { Channel, Priority, Status } from '../domain/ticket';
import { attachmentsOfTickets, type AttachmentView } from './attachment-view';
import type { Queryable } from './database';
import { isSeenBy, type Scope } from './scope';
import { linksOfTickets, type LinkView } from './link-view';
import { standingOf, type Standing } from './sla/standing';
import { together } from './together';

export type SyncState = 'synced' | 'pending' | 'partial' | 'blocked';
export const syncStates = ['synced', 'pending', 'partial', 'blocked'] as const;

/** A ticket as people see it, with everything that pages and calls show of it. */
export interface TicketView {
  readonly id: number;
  readonly number: string;
  readonly title: string;
  readonly description: string;
  readonly status: Status;
  readonly priority: Priority;
  readonly channel: Channel;
  readonly requester: {
    readonly id: number;
    readonly name: string;
    readonly email: string | null;
    readonly phone: string | null;
  };
  readonly assignee: { readonly id: number; readonly login: string; readonly name: string } | null;
  readonly service: { readonly id: number; readonly name: string } | null;
  readonly contract: { readonly id: number; readonly number: string } | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly closedAt: Date | null;
  readonly undoUntil: Date | null;
  readonly mergedInto: string | null;
  readonly version: number;
  readonly sync: SyncState;
  readonly links: readonly LinkView[];
  /** Files that hang on no comment. */
  readonly attachments: readonly AttachmentView[];
  /** Absent: no contract covers it. */
  readonly sla?: Standing | undefined;
}

type Row = Omit<TicketView, 'links' | 'attachments' | 'sla'>;

/** Columns and joins of a ticket's row; every query of them is an alias `t`. */
export const ticketColumns = `t.id, t.number, t.title, t.description, t.status, t.priority, t.channel,
  json_build_object('id', r.id, 'name', r.name, 'email', r.email, 'phone', r.phones[1]) as requester,
  case when u.id is not null then json_build_object('id', u.id, 'login', u.login, 'name', u.name) end as assignee,
  case when s.id is not null then json_build_object('id', s.id, 'name', s.name) end as service,
  case when k.id is not null then json_build_object('id', k.id, 'number', k.number) end as contract,
  t.created_at as "createdAt", t.updated_at as "updatedAt", t.closed_at as "closedAt",
  case when not t.undone then t.undo_until end as "undoUntil", m.number as "mergedInto", t.version,
  (select state from ticket_sync y where y.ticket_id = t.id) as sync`;

export const ticketJoins = `join contacts r on r.id = t.requester_id
  left join users u on u.id = t.assignee_id
  left join services s on s.id = t.service_id
  left join contracts k on k.id = t.contract_id
  left join tickets m on m.id = t.merged_into`;

/** The ticket with this number, unless the scope may not see it. */
export const viewTicket = async (
  db: Queryable,
  number: string,
  scope: Scope,
): Promise<TicketView | undefined> => {
  const result = await db.query<Row>(
    `select ${ticketColumns} from tickets t ${ticketJoins}
     where t.number = $1 and ($2::bigint is null or ${isSeenBy('$2', 't.id')})`,
    [number.toUpperCase(), scope.contactId ?? null],
  );
  return (await withParts(db, result.rows, scope))[0];
};

/** Adds links and files to the rows, in one query each. */
export const withParts = async (
  db: Queryable,
  rows: readonly Row[],
  scope: Scope,
): Promise<readonly TicketView[]> => {
  if (rows.length === 0) return [];
  const ids = rows.map((row) => row.id);
  const targets = await targetsSeen(db, rows, scope);
  const [links, files, standings] = await together(
    linksOfTickets(db, ids),
    attachmentsOfTickets(db, ids, scope),
    standingOf(db, ids, Date.now(), scope),
  );
  return rows.map((row) => ({
    ...row,
    mergedInto: targets(row.mergedInto),
    sla: standings.get(row.id),
    links: links.filter((link) => link.ticketId === row.id).map((link) => seenBy(scope, link)),
    attachments: files.filter((file) => file.ticketId === row.id && file.commentId === null),
  }));
};

/** What a system said of a refusal is for staff: it may quote what only they may read. */
const seenBy = (scope: Scope, link: LinkView): LinkView =>
  scope.contactId === undefined ? link : { ...link, problem: null };

/** A ticket of his may have been merged into one that a contact may not see: then he is not told its number. */
const targetsSeen = async (db: Queryable, rows: readonly Row[], { contactId }: Scope) => {
  const numbers = rows.flatMap(({ mergedInto }) => mergedInto ?? []);
  if (contactId === undefined || numbers.length === 0) return (number: string | null) => number;
  const { rows: seen } = await db.query<{ number: string }>(
    `select t.number from tickets t where t.number = any($1) and ${isSeenBy('$2', 't.id')}`,
    [numbers, contactId],
  );
  return (number: string | null) => (seen.some((one) => one.number === number) ? number : null);
};
