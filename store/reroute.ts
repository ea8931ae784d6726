import type { PoolClient } from 'pg';
import { ourName } from '../domain/remark';
import { systemsFor } from '../domain/routes';
import { rulesOf, type SyncRules } from '../domain/rules';
import { isDone } from '../domain/status';
import { front } from '../domain/ticket';
import { keyOf } from '../domain/ticket-key';
import { ensureLinks, serviceName, taskStart } from './ensure-links';
import { linksOf, setLinkState, setTaskStatus, type Link } from './links';
import { leaveIfTouched } from './leave-if-touched';
import { sayRemark } from './say-remark';
import type { TicketRow } from './tickets';
import { tell } from './timeline-write';

/**
 * The ticket's service changed: a task in every tracker that the routes lead it to now, and those that they led to before are
 * taken back, newest first. A task that was asked for by hand, or that began in its tracker, stays.
 */
export const reroute = async (tx: PoolClient, ticket: TicketRow, rules: SyncRules): Promise<void> => {
  const links = await linksOf(tx, ticket.id);
  const wanted = systemsFor(rules, await serviceName(tx, ticket.serviceId));
  await ensureLinks(tx, ticket, rules, links);
  for (const link of [...links].reverse()) {
    if (link.role !== 'tracker' || !rulesOf(rules, link.system)) continue;
    if (wanted.includes(link.system)) await takeUpAgain(tx, ticket, link);
    else if (isOpen(link) && (await isOfRoute(tx, ticket, link))) await takeBack(tx, ticket, link, rules);
  }
};

const isOpen = ({ state, status }: Link): boolean =>
  (state === 'creating' || state === 'linked') && (status === null || !isDone(status));

/** We made it, or are about to, since a route led there; further tasks have an ordinal in their key. */
const isOfRoute = async (tx: PoolClient, ticket: TicketRow, link: Link): Promise<boolean> => {
  if (link.key !== keyOf(ticket.number)) return false;
  if (link.state === 'creating') return true;
  const made = await tx.query(`select 1 from intents where link_id = $1 and kind = 'create' limit 1`, [
    link.id,
  ]);
  return made.rowCount === 1;
};

const withdrawn = 'withdrawn';

/** Cancelled there, with a note; nothing is deleted. What nobody has begun to make is not made at all. */
const takeBack = async (tx: PoolClient, ticket: TicketRow, link: Link, rules: SyncRules): Promise<void> => {
  const { system } = link;
  const begun = await tx.query('select 1 from intents where link_id = $1 limit 1', [link.id]);
  const at = new Date();
  await setTaskStatus(tx, link.id, 'cancelled', { at: at.getTime(), system: front, entry: withdrawn });
  if (begun.rowCount === 0 && link.state === 'creating') return setLinkState(tx, link.id, 'unlinked');
  await leaveIfTouched(tx, ticket, link, rules, 'rerouted-touched');
  await sayRemark(tx, ticket.id, { says: 'withdrawn', of: { system } }, at);
  await tell(tx, ticket.id, {
    at,
    origin: front,
    actor: ourName,
    what: 'task-withdrawn',
    detail: { system },
  });
};

/** What we took back goes on when the routes lead there again; what a person did without stays away. */
const takeUpAgain = async (tx: PoolClient, ticket: TicketRow, link: Link): Promise<void> => {
  if (link.statusWinner?.entry !== withdrawn) return;
  const { status, statusWinner } = taskStart(ticket, front);
  await setTaskStatus(tx, link.id, status, statusWinner);
  if (link.state === 'unlinked' && link.recordId === null) await setLinkState(tx, link.id, 'creating');
};
