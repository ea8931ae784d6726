import { statuses, type Status } from '../../domain/ticket';
import type { TicketFilter } from '../../store/ticket-list';
import { syncStates } from '../../store/ticket-view';

/** What stands in the address of a list page; whatever else stands there is left out. */
export interface ListQuery {
  readonly q: string;
  readonly status: string;
  readonly sync: string;
  readonly cursor: string;
}

const openStatuses: readonly Status[] = statuses.filter(
  (status) => status !== 'closed' && status !== 'cancelled',
);

export const listQuery = (query: Readonly<Record<string, unknown>>): ListQuery => {
  const text = (name: string): string => {
    const value = query[name];
    return typeof value === 'string' ? value.replaceAll('\0', '').slice(0, 500) : '';
  };
  return { q: text('q'), status: text('status'), sync: text('sync'), cursor: text('cursor') };
};

export const filterOf = ({ q, status, sync }: ListQuery): TicketFilter => {
  const wanted = status === 'open' ? openStatuses : statuses.filter((one) => one === status);
  const states = syncStates.filter((one) => one === sync);
  return {
    ...(q.trim() ? { q } : {}),
    ...(wanted.length > 0 ? { status: wanted } : {}),
    ...(states.length > 0 ? { sync: states } : {}),
  };
};

/** The address of the list with this query. */
export const listAddress = (query: ListQuery): string => {
  const parameters = new URLSearchParams(Object.entries(query).filter(([, value]) => value !== ''));
  return parameters.size > 0 ? `/tickets?${parameters.toString()}` : '/tickets';
};
