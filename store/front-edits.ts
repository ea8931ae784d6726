import { randomUUID } from 'node:crypto';
import type { PoolClient } from 'pg';
import type { SyncRules } from '../domain/rules';
import { front, type TicketField } from '../domain/ticket';
import { applyChanges } from './apply-changes';
import { insertChange, type NewChange } from './changes';
import { CommandRefused } from './command-refused';
import type { FrontActor, TicketEdit } from './front';
import { fieldsOf, lockTicket, type TicketRow } from './tickets';

/** The head of a change made in the front, now or when its actor says. */
export const frontChange = (
  ticketId: number,
  number: string,
  kind: NewChange['kind'],
  actor: FrontActor,
): NewChange => ({
  ticketId,
  linkId: null,
  system: front,
  recordId: number,
  kind,
  changeId: randomUUID(),
  entry: '1',
  at: actor.at ?? Date.now(),
  actor: {
    id: actor.id,
    name: actor.name,
    ...(actor.contactId !== undefined && { contactId: actor.contactId }),
    ...(actor.kind === 'user' && { userId: Number(actor.id) }),
  },
});

/** Edits of the front as changes on top of what its page showed, merged at once: no page waits for anybody. */
export const editTicket = async (
  tx: PoolClient,
  ticketId: number,
  edit: TicketEdit,
  actor: FrontActor,
  rules: SyncRules,
): Promise<void> => {
  const ticket = await lockTicket(tx, ticketId);
  refuseIfMerged(ticket);
  const before = fieldsOf(ticket);
  for (const [field, value] of editedFields(edit)) {
    if (before[field] === value) continue;
    await insertChange(tx, {
      ...frontChange(ticketId, ticket.number, 'field', actor),
      field,
      entry: String(ticket.version + 1),
      old: before[field],
      new: value,
    });
  }
  await applyChanges(tx, ticketId, rules);
};

const text = (value: string | number | null): string | null => (value === null ? null : String(value));

const editedFields = (edit: TicketEdit): (readonly [TicketField, string | null])[] => {
  const { assigneeId, serviceId, contractId, requesterId, ...plain } = edit;
  const named: { readonly [field in TicketField]?: string | number | null | undefined } = {
    ...plain,
    assignee: assigneeId,
    service: serviceId,
    contract: contractId,
    requester: requesterId,
  };
  return Object.entries(named)
    .filter(([, value]) => value !== undefined)
    .map(([field, value]) => [field as TicketField, text(value as string | number | null)] as const);
};

/** A merged ticket stays as it is. */
export const refuseIfMerged = (ticket: TicketRow): void => {
  if (ticket.mergedInto !== null)
    throw new CommandRefused('number', `${ticket.number} was merged into another ticket; edit that one.`);
};
