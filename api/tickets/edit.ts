import type { PoolClient } from 'pg';
import type { Priority, Status } from '../../domain/ticket';
import type { TicketEdit } from '../../store/front';
import type { Referable } from '../../store/references';
import type { AppOptions } from '../options';
import type { Principal } from '../principal';
import { resolve } from '../reference';
import { requesterId, type RequesterInput } from './requester';
import { line } from './words';

export interface EditInput {
  readonly title?: string;
  readonly description?: string;
  readonly status?: Status;
  readonly priority?: Priority;
  /** Null: nobody. */
  readonly assignee?: string | number | null;
  readonly service?: string | number | null;
  readonly contract?: string | number | null;
  readonly requester?: RequesterInput;
}

/** Edits what is given; throws 422 with the field at fault. */
export const edit = async (
  tx: PoolClient,
  { commands, country }: AppOptions,
  ticketId: number,
  input: EditInput,
  principal: Principal,
): Promise<void> => {
  const { title, description, status, priority, assignee, service, contract, requester } = input;
  const change: TicketEdit = {
    ...(title === undefined ? {} : { title: line('title', title) }),
    ...(description === undefined ? {} : { description }),
    ...(status === undefined ? {} : { status }),
    ...(priority === undefined ? {} : { priority }),
    ...(assignee === undefined ? {} : { assigneeId: await idOrNull(tx, 'users', assignee, 'assignee') }),
    ...(service === undefined ? {} : { serviceId: await idOrNull(tx, 'services', service, 'service') }),
    ...(contract === undefined ? {} : { contractId: await idOrNull(tx, 'contracts', contract, 'contract') }),
    ...(requester === undefined ? {} : { requesterId: await requesterId(tx, requester, principal, country) }),
  };
  await commands.edit(tx, ticketId, change, principal);
};

const idOrNull = async (
  tx: PoolClient,
  table: Referable,
  reference: string | number | null,
  field: string,
): Promise<number | null> => (reference === null ? null : resolve(tx, table, String(reference), field));
