import type { PoolClient } from 'pg';
import type { SyncRules } from '../domain/rules';
import { applyChanges } from './apply-changes';
import { insertChange } from './changes';
import { linkOfRecord, setLinkState, type Link } from './links';
import { mergeTickets } from './merge-tickets';
import { lockTicket, ticketById } from './tickets';
import { openIntent, settleIntent } from './intents';

/**
 * A record was merged into another one in its own system: the link follows it there; where that one belongs to another
 * ticket, the tickets are merged here too.
 */
export const recordMerged = async (
  tx: PoolClient,
  link: Link,
  into: string,
  rules: SyncRules,
): Promise<void> => {
  const actor = { kind: 'key', id: link.system, name: link.system } as const;
  const intent = await openIntent(tx, link.id);
  if (intent) await settleIntent(tx, intent.id, 'abandoned');
  await insertChange(tx, {
    ticketId: link.ticketId,
    linkId: link.id,
    system: link.system,
    recordId: link.recordId!,
    kind: 'merged',
    changeId: `merged:${into}`,
    entry: link.cursor,
    at: Date.now(),
    actor,
    data: { what: into },
    applied: true,
  });
  const target = await linkOfRecord(tx, link.system, into);
  const heir = target && (await lastHeir(tx, target.ticketId));
  const both = [link.ticketId, heir ?? link.ticketId].sort((a, b) => a - b);
  for (const id of both) await lockTicket(tx, id); // in this order, as every merge
  await applyChanges(tx, link.ticketId, rules); // what was said last goes along
  if (!target || heir === undefined) {
    await tx.query('update links set record_id = $2 where id = $1', [link.id, into]);
    return;
  }
  await setLinkState(tx, link.id, 'unlinked');
  const source = (await ticketById(tx, link.ticketId))!;
  if (heir === source.id || source.mergedInto !== null) return; // people had merged them in the front
  await mergeTickets(tx, source.id, heir, actor, rules);
  await bringAlong(tx, link, { id: target.id, ticketId: heir });
};

/** The ticket that this one has become part of, or itself. */
const lastHeir = async (tx: PoolClient, ticketId: number): Promise<number> => {
  const into = (await ticketById(tx, ticketId))?.mergedInto;
  return into === undefined || into === null ? ticketId : lastHeir(tx, into);
};

/** The record brought its own texts and files along: what the merge copied of them stands there already. */
const bringAlong = async (tx: PoolClient, from: Link, to: Pick<Link, 'id' | 'ticketId'>): Promise<void> => {
  const ids = [from.id, from.ticketId, to.id, to.ticketId];
  await tx.query(
    `insert into comment_links (comment_id, link_id, revision)
     select distinct n.id, $3::bigint, n.revision from comments n
       join comments o on o.ticket_id = $2 and (o.at, o.author_name, o.body) = (n.at, n.author_name, n.body)
       join comment_links k on k.comment_id = o.id and k.link_id = $1 and not k.refused
      where n.ticket_id = $4 on conflict do nothing`,
    ids,
  );
  await tx.query(
    `insert into attachment_links (attachment_id, link_id)
     select distinct n.id, $3::bigint from attachments n
       join attachments o on o.ticket_id = $2 and (o.at, o.filename, o.sha256) = (n.at, n.filename, n.sha256)
       join attachment_links k on k.attachment_id = o.id and k.link_id = $1 and not k.refused
      where n.ticket_id = $4 on conflict do nothing`,
    ids,
  );
};
