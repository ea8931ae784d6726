import { priorities } from '../../../domain/ticket';
import { nearnesses, type BoardFilter } from '../../../store/sla/board';

/** What stands in the address of the board. */
export interface BoardQuery {
  readonly nearness: string;
  readonly priority: string;
  readonly organisation: string;
  readonly assignee: string;
  readonly service: string;
  readonly status: string;
  readonly page: string;
}

export const boardQuery = (query: Readonly<Record<string, unknown>>): BoardQuery => {
  const among = (name: string, values: readonly string[]): string =>
    values.find((value) => value === query[name]) ?? '';
  const digits = (name: string, most: number): string => {
    const value = query[name];
    return typeof value === 'string' && new RegExp(`^[1-9]\\d{0,${most - 1}}$`).test(value) ? value : '';
  };
  return {
    nearness: among('nearness', nearnesses),
    priority: among('priority', priorities),
    organisation: digits('organisation', 15),
    assignee: among('assignee', ['mine', 'nobody']),
    service: digits('service', 15),
    status: among('status', boardStatuses),
    page: digits('page', 4),
  };
};

/** Statuses of tickets that are open. */
export const boardStatuses = ['new', 'in_progress', 'waiting_customer', 'waiting_supplier'] as const;

/** `userId`: whose “mine” is. */
export const boardFilter = (query: BoardQuery, userId: number | null): BoardFilter => {
  const nearness = nearnesses.find((one) => one === query.nearness);
  const priority = priorities.find((one) => one === query.priority);
  const status = boardStatuses.find((one) => one === query.status);
  return {
    ...(nearness && { nearness }),
    ...(priority && { priority }),
    ...(status && { status }),
    ...(query.service && { serviceId: Number(query.service) }),
    ...(query.organisation && { organisationId: Number(query.organisation) }),
    ...(query.assignee === 'nobody' && { assigneeId: null }),
    ...(query.assignee === 'mine' && { assigneeId: userId ?? 0 }),
  };
};
