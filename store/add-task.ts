import type { PoolClient } from 'pg';
import { rulesOf, type SyncRules } from '../domain/rules';
import { front } from '../domain/ticket';
import { keyOf } from '../domain/ticket-key';
import { CommandRefused } from './command-refused';
import { taskStart } from './ensure-links';
import type { FrontActor } from './front';
import { refuseIfMerged } from './front-edits';
import { insertLink, nextOrdinal } from './links';
import { appendLive } from './live';
import { lockTicket, moveVersion } from './tickets';
import { tell } from './timeline-write';

/** A further task of the ticket in this tracker, to be created by its lane. Throws CommandRefused. */
export const addTask = async (
  tx: PoolClient,
  ticketId: number,
  system: string,
  actor: FrontActor,
  rules: SyncRules,
): Promise<{ linkId: number }> => {
  const ticket = await lockTicket(tx, ticketId);
  refuseIfMerged(ticket);
  if (rulesOf(rules, system)?.role !== 'tracker')
    throw new CommandRefused('system', `“${system}” is not a task tracker of this configuration.`);
  const linkId = await insertLink(tx, {
    ticketId,
    system,
    role: 'tracker',
    key: keyOf(ticket.number, await nextOrdinal(tx, ticketId, system)),
    ...taskStart(ticket, system),
  });
  if (linkId === undefined) throw new CommandRefused('system', 'Another task was being added; try again.');
  await tell(tx, ticketId, {
    at: new Date(),
    origin: front,
    actor: actor.name,
    what: 'task-added',
    detail: { system },
  });
  const version = await moveVersion(tx, ticketId);
  appendLive(tx, 'ticket', ticketId, { number: ticket.number, version });
  return { linkId };
};
