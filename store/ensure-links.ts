import { systemsFor } from '../domain/routes';
import { rulesOf, type SyncRules } from '../domain/rules';
import { keyOf } from '../domain/ticket-key';
import { first, type Queryable } from './database';
import { insertLink, linksOf, type Link } from './links';
import type { TicketRow } from './tickets';

/** Name of a service; null without one. */
export const serviceName = async (tx: Queryable, id: number | null): Promise<string | null> =>
  id === null
    ? null
    : (first(await tx.query<{ name: string }>('select name from services where id = $1', [id]))?.name ??
      null);

/** Gives the ticket a link in every system that the routes lead it to. True when one was added. `known`: those that it has. */
export const ensureLinks = async (
  tx: Queryable,
  ticket: TicketRow,
  rules: SyncRules,
  known?: readonly Pick<Link, 'system'>[],
): Promise<boolean> => {
  const present = known ?? (await linksOf(tx, ticket.id));
  let added = false;
  for (const name of systemsFor(rules, await serviceName(tx, ticket.serviceId))) {
    const system = rulesOf(rules, name);
    if (!system || present.some((link) => link.system === name)) continue;
    const id = await insertLink(tx, {
      ticketId: ticket.id,
      system: name,
      role: system.role,
      key: keyOf(ticket.number),
      ...(system.role === 'tracker' && taskStart(ticket, name)),
    });
    added ||= id !== undefined;
  }
  return added;
};

/** A task begins with the status that the ticket has. */
export const taskStart = (ticket: TicketRow, system: string) => ({
  status: ticket.status,
  statusWinner: ticket.winners.status ?? { at: ticket.createdAt.getTime(), system, entry: '0' },
});
