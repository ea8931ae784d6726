import type { PoolClient } from 'pg';
import type { SyncRules } from '../../domain/rules';
import { actionOf, raised, type Action } from '../../domain/sla/action';
import type { FrontActor } from '../front';
import { editTicket } from '../front-edits';
import { addComment } from '../front-texts';
import { find } from '../references';
import { ticketById, type TicketRow } from '../tickets';
import { announceEscalation } from '../notify/announce-clocks';
import { openActionsOf, settleAction, type OpenAction } from './actions';

/** Whose edits escalations are. */
export const slaActor: FrontActor = { kind: 'key', id: 'sla', name: 'SLA' };

/**
 * Does what escalation levels ask for, each once: edits of the front like anybody's. What cannot be done is kept with the
 * reason. Notices go into the outbox; where nothing is sent at all they stay open, as do calls to
 * other programs.
 */
export const performActions = async (tx: PoolClient, ticketId: number, rules: SyncRules): Promise<void> => {
  for (const open of await openActionsOf(tx, ticketId)) {
    const action = actionOf(open.action);
    if (open.isMoot) {
      await settleAction(tx, open.id, 'the breach was taken back');
      continue;
    }
    if (action && 'webhook' in action) continue;
    if (action && 'notify' in action && !rules.notify) continue;
    const failed = action
      ? await perform(tx, ticketId, open, action, rules)
      : `“${JSON.stringify(open.action)}” is no action that we know`;
    await settleAction(tx, open.id, failed);
  }
};

/** Answers why it could not be done, or nothing. */
const perform = async (
  tx: PoolClient,
  ticketId: number,
  { level, clock }: OpenAction,
  action: Exclude<Action, { webhook: string }>,
  rules: SyncRules,
): Promise<string | undefined> => {
  const ticket = (await ticketById(tx, ticketId))!;
  if (ticket.mergedInto !== null) return `${ticket.number} was merged into another ticket`;
  if ('notify' in action) {
    await announceEscalation(tx, ticketId, { target: action.notify, level, clock }, rules);
    return undefined;
  }
  if ('raisePriority' in action) return raise(tx, ticket, action.raisePriority, rules);
  if ('assign' in action) return assign(tx, ticket, action.assign, rules);
  const body = `${level}: ${action.comment}`;
  const remark = { body, visibility: 'internal', commentAuthorIsRequester: false } as const;
  await addComment(tx, ticketId, remark, slaActor, rules);
  return undefined;
};

const raise = async (
  tx: PoolClient,
  ticket: TicketRow,
  to: Parameters<typeof raised>[1],
  rules: SyncRules,
): Promise<undefined> => {
  const priority = raised(ticket.priority, to);
  if (priority) await editTicket(tx, ticket.id, { priority }, slaActor, rules);
};

const assign = async (
  tx: PoolClient,
  ticket: TicketRow,
  to: string,
  rules: SyncRules,
): Promise<string | undefined> => {
  const found = await find(tx, 'users', to);
  if (typeof found === 'string') return `“${to}” names ${found === 'unknown' ? 'nobody' : 'several people'}`;
  await editTicket(tx, ticket.id, { assigneeId: found.id }, slaActor, rules);
  return undefined;
};
