import type { PoolClient } from 'pg';
import { may } from '../../domain/role';
import type { BulkTurn } from '../../store/bulk';
import { note } from '../../store/audit/note';
import { viewTicket } from '../../store/ticket-view';
import { userById } from '../../store/users';
import { actorOf } from '../audit/register-audit';
import type { AppOptions } from '../options';
import type { Principal } from '../principal';
import { invalidField } from '../problem';
import { changeStatus } from '../tickets/change-status';
import { addComment } from '../tickets/speak';

/** Does to one ticket what the job asks for, as who asked; throws 422 with the reason why not. */
export const perform = async (tx: PoolClient, options: AppOptions, turn: BulkTurn): Promise<void> => {
  const person = await personOf(tx, turn.userId);
  const ticket = await viewTicket(tx, turn.number, {});
  if (!ticket) throw invalidField('ticket', 'there is no such ticket');
  if (ticket.mergedInto) throw invalidField('ticket', `${ticket.number} was merged into another ticket`);
  const { status, priority, assigneeId, comment, visibility } = turn.action;
  if (status !== undefined)
    await changeStatus(tx, options, ticket, { status, reason: comment, visibility }, person);
  else if (comment !== '') await addComment(tx, options, ticket, { body: comment, visibility }, person);
  const fields = {
    ...(priority === undefined ? {} : { priority }),
    ...(assigneeId === undefined ? {} : { assigneeId }),
  };
  if (Object.keys(fields).length > 0) await options.commands.edit(tx, ticket.id, fields, person);
  await note(tx, {
    actor: actorOf(person),
    action: 'changed',
    ticket: ticket.number,
    subject: `bulk ${turn.jobId}`,
    detail: { fields: Object.keys(turn.action).filter((name) => name !== 'comment' || comment !== '') },
  });
};

/** He may have lost his right since he asked. */
const personOf = async (tx: PoolClient, userId: number): Promise<Principal> => {
  const user = await userById(tx, userId);
  if (!user || !may(user.role, 'tickets.work'))
    throw invalidField('person', 'who asked for it may not do this any more');
  return { kind: 'user', id: String(user.id), name: user.name, role: user.role };
};
