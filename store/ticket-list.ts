import type { Status } from '../domain/ticket';
import type { Queryable } from './database';
import { pageOf, type Page, type PageRequest } from './page';
import { isSeenBy, type Scope } from './scope';
import { hasWord, searchWords } from './ticket-search';
import { ticketColumns, ticketJoins, withParts, type SyncState, type TicketView } from './ticket-view';

export interface TicketFilter {
  readonly status?: readonly Status[];
  readonly requesterId?: number;
  /** Those that this contact asked for, or takes part in. */
  readonly concerning?: number;
  /** Words; every one must be found. */
  readonly q?: string;
  readonly sync?: readonly SyncState[];
}

/** Tickets that the scope may see and the filter lets through, newest first. */
export const listTickets = async (
  db: Queryable,
  filter: TicketFilter,
  scope: Scope,
  page: PageRequest,
): Promise<Page<TicketView>> => {
  const { where, values } = conditions(filter, scope, page);
  const result = await db.query<Omit<TicketView, 'links' | 'attachments'>>(
    `select ${ticketColumns} from tickets t ${ticketJoins} where ${where} order by t.id desc limit ${page.limit + 1}`,
    values,
  );
  return pageOf(await withParts(db, result.rows, scope), page.limit);
};

const concerns = (contact: string): string =>
  `(t.requester_id = ${contact} or t.id in (select p.ticket_id from ticket_participants p where p.contact_id = ${contact} and p.sees))`;

const conditions = (filter: TicketFilter, scope: Scope, page: PageRequest) => {
  const values: unknown[] = [];
  const parameter = (value: unknown): string => `$${values.push(value)}`;
  const parts = ['true'];
  if (scope.contactId !== undefined) parts.push(isSeenBy(`${parameter(scope.contactId)}::bigint`, 't.id'));
  if (page.after !== undefined) parts.push(`t.id < ${parameter(page.after)}`);
  if (filter.status) parts.push(`t.status = any(${parameter(filter.status)})`);
  if (filter.requesterId !== undefined) parts.push(`t.requester_id = ${parameter(filter.requesterId)}`);
  if (filter.concerning !== undefined) parts.push(concerns(parameter(filter.concerning)));
  if (filter.sync)
    parts.push(`(select state from ticket_sync y where y.ticket_id = t.id) = any(${parameter(filter.sync)})`);
  for (const word of searchWords(filter.q ?? ''))
    parts.push(
      hasWord(
        `${parameter(word.text)}::text`,
        `${parameter(word.number)}::text`,
        `${parameter(scope.contactId ?? null)}::bigint`,
      ),
    );
  return { where: parts.join(' and '), values };
};
