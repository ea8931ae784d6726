import type { PoolClient } from 'pg';
import type { SyncRules } from '../domain/rules';
import { front } from '../domain/ticket';
import { linkTicket } from './calls/act-on-call';
import { insertChange } from './changes';
import { ensureLinks } from './ensure-links';
import type { FrontActor, Registration } from './front';
import { frontChange } from './front-edits';
import { appendLive } from './live';
import { announceRegistered } from './notify/announce-command';
import { beginClocks } from './sla/begin-clocks';
import { insertTicket } from './tickets';
import { tell } from './timeline-write';
import { together } from './together';

/** Seconds in which a registration may be undone (API.md). */
const undoSeconds = 60;

export const register = async (
  tx: PoolClient,
  registration: Registration,
  actor: FrontActor,
  rules: SyncRules,
): Promise<{ id: number; number: string }> => {
  const createdAt = new Date(Math.min(actor.at ?? Infinity, Date.now()));
  const winner = { at: createdAt.getTime(), system: front, entry: '1' };
  const ticket = await insertTicket(tx, {
    ...registration,
    status: 'new',
    winners: {
      title: winner,
      description: winner,
      status: winner,
      priority: winner,
      requester: winner,
      ...(registration.contractId !== undefined && { contract: winner }),
    },
    createdAt,
    undoSeconds,
  });
  const callAnswered = registration.channel === 'phone' && registration.callId !== undefined;
  await together(
    ensureLinks(tx, ticket, rules, []),
    insertChange(tx, { ...frontChange(ticket.id, ticket.number, 'created', actor), applied: true }),
    tell(tx, ticket.id, { at: createdAt, origin: front, actor: actor.name, what: 'registered' }),
    beginClocks(tx, ticket, { origin: front, callAnswered }),
    registration.callId === undefined ? Promise.resolve() : linkTicket(tx, registration.callId, ticket),
  );
  await announceRegistered(tx, ticket.id, { at: createdAt.getTime(), actor, mail: registration.mail }, rules);
  appendLive(tx, 'ticket', ticket.id, { number: ticket.number, version: 1 });
  return ticket;
};
