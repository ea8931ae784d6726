import type { PoolClient } from 'pg';
import type { IgnoredBecause } from '../domain/ignored';
import type { MergedTicket } from '../domain/merge';
import type { SyncRules } from '../domain/rules';
import { front } from '../domain/ticket';
import { openChanges, settleChange, type Change } from './changes';
import { transaction, type Database, type Queryable } from './database';
import { linksOf, setTaskStatus, type Link } from './links';
import { appendLive } from './live';
import { applyAttachment } from './merging/apply-attachment';
import { applyComment, applyCommentEdit } from './merging/apply-comment';
import { applyField } from './merging/apply-field';
import { applyGone } from './merging/apply-gone';
import type { Merging } from './merging/merging';
import { announceNews } from './merging/news';
import { tellClocksOfAssignment } from './merging/tell-clocks';
import { announceClocks } from './notify/announce-clocks';
import { reroute } from './reroute';
import { judgeTicket } from './sla/judge-ticket';
import { fieldsOf, lockTicket, moveVersion, saveTicket, ticketById, type TicketRow } from './tickets';

/**
 * The one merge: takes all open changes of the ticket in order, under its row lock, and writes ticket, comments, conflicts
 * and timeline. Returns whether the ticket's version moved.
 */
export const applyChanges = async (tx: PoolClient, ticketId: number, rules: SyncRules): Promise<boolean> => {
  const ticket = await lockTicket(tx, ticketId);
  if (ticket.mergedInto !== null) await passOn(tx, ticket, ticket.mergedInto, rules);
  const changes = await openChanges(tx, ticketId);
  if (changes.length === 0) return false;
  const links = await linksOf(tx, ticketId);
  const merging: Merging = {
    tx,
    ticket,
    links,
    rules,
    merged: mergedTicket(ticket, links),
    moved: false,
    clocksTold: false,
    news: [],
  };
  for (const change of changes) await applyOne(merging, change);
  await save(merging);
  await announceNews(merging);
  if (merging.clocksTold)
    await announceClocks(tx, ticketId, await judgeTicket(tx, ticketId, Date.now()), rules);
  return merging.moved;
};

/**
 * What is still said in the records of a merged ticket is said in the one that it was merged into; the sweeper wakes that. Also
 * what was passed on earlier and had to wait there for a write of ours to its record: pushes of that record wait for it.
 */
const passOn = async (tx: PoolClient, from: TicketRow, into: number, rules: SyncRules): Promise<void> => {
  await tx.query(
    `update changes set ticket_id = $2 where ticket_id = $1 and state = 'open' and kind in ('comment', 'attachment')`,
    [from.id, into],
  );
  const heirs = await tx.query<{ id: number }>(
    `select distinct c.ticket_id as id from changes c join links l on l.id = c.link_id
      where l.ticket_id = $1 and c.state = 'open' and c.ticket_id <> $1`,
    [from.id],
  );
  for (const { id } of heirs.rows) await applyChanges(tx, id, rules);
};

/** The same in a transaction of its own. */
export const applyChangesOf = (db: Database, ticketId: number, rules: SyncRules): Promise<boolean> =>
  transaction(db, (tx) => applyChanges(tx, ticketId, rules));

const mergedTicket = (ticket: TicketRow, links: readonly Link[]): MergedTicket => ({
  version: ticket.version,
  fields: fieldsOf(ticket),
  winners: ticket.winners,
  tasks: links
    .filter((link) => link.role === 'tracker' && (link.state === 'creating' || link.state === 'linked'))
    .map((link) => ({
      linkId: link.id,
      status: link.status ?? ticket.status,
      winner: link.statusWinner ?? { at: ticket.createdAt.getTime(), system: front, entry: '0' },
    })),
});

const applyOne = async (merging: Merging, change: Change): Promise<void> => {
  const because = await handlers[change.kind](merging, change);
  const version = merging.moved ? merging.ticket.version + 1 : undefined;
  await settleChange(merging.tx, change.id, { because: because ?? undefined, version });
};

/** Each answers why the change was ignored, or nothing when it was applied. */
const handlers: {
  readonly [kind in Change['kind']]: (m: Merging, c: Change) => Promise<IgnoredBecause | void>;
} = {
  field: (merging, change) => applyField(merging, change),
  comment: (merging, change) => applyComment(merging, change),
  'comment-edited': (merging, change) => applyCommentEdit(merging, change),
  attachment: (merging, change) => applyAttachment(merging, change),
  gone: (merging, change) => applyGone(merging, change),
  assigned: (merging, change) => tellClocksOfAssignment(merging, change),
  created: async () => undefined,
  merged: async () => undefined,
  other: async () => 'notOurs',
};

const save = async (merging: Merging): Promise<void> => {
  const { tx, ticket, merged } = merging;
  await saveTasks(tx, merging);
  if (merging.moved || merged.winners !== ticket.winners)
    await saveTicket(tx, ticket.id, merged.fields, merged.winners);
  if (!merging.moved) return;
  if (merged.fields.service !== fieldsOf(ticket).service)
    await reroute(tx, (await ticketById(tx, ticket.id))!, merging.rules);
  const version = await moveVersion(tx, ticket.id);
  appendLive(tx, 'ticket', ticket.id, { number: ticket.number, version });
};

const saveTasks = async (tx: Queryable, merging: Merging): Promise<void> => {
  for (const task of merging.merged.tasks) {
    const link = merging.links.find((candidate) => candidate.id === task.linkId)!;
    if (
      link.status !== task.status ||
      link.statusWinner?.entry !== task.winner.entry ||
      link.statusWinner.at !== task.winner.at
    )
      await setTaskStatus(tx, task.linkId, task.status, task.winner);
  }
};
