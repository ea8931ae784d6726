import type { PoolClient } from 'pg';
import { remarkIn, type Remark } from '../domain/remark';
import type { SyncRules } from '../domain/rules';
import { front } from '../domain/ticket';
import { applyChanges } from './apply-changes';
import { insertChange } from './changes';
import { editTicket, frontChange } from './front-edits';
import { addComment } from './front-texts';
import { CommandRefused } from './command-refused';
import type { FrontActor } from './front';
import { addParticipants } from './mail/sender';
import { takeBackAnnounced } from './notify/announce';
import { announceMerged } from './notify/announce-command';
import { endClocks } from './sla/end-clocks';
import { lockTicket, type TicketRow } from './tickets';
import { tell } from './timeline-write';

/**
 * Merges a ticket into another: what was said goes along, the merged one is closed everywhere and refers to its target,
 * and what still arrives for it goes to the target.
 */
export const mergeTickets = async (
  tx: PoolClient,
  ticketId: number,
  intoId: number,
  actor: FrontActor,
  rules: SyncRules,
): Promise<void> => {
  const [source, target] = await lockBoth(tx, ticketId, intoId);
  if (source.id === target.id) throw new CommandRefused('into', 'A ticket cannot be merged into itself.');
  if (source.mergedInto !== null) throw new CommandRefused('number', `${source.number} was merged before.`);
  if (target.mergedInto !== null)
    throw new CommandRefused(
      'into',
      `${target.number} was itself merged into another ticket; name that one.`,
    );
  await copyTexts(tx, source, target, actor);
  await applyChanges(tx, target.id, rules);
  const note = {
    body: `Merged into ${target.number}.`,
    visibility: 'internal',
    commentAuthorIsRequester: false,
  } as const;
  await addComment(tx, source.id, note, actor, rules);
  await editTicket(tx, source.id, { status: 'closed' }, actor, rules);
  await tx.query('update tickets set merged_into = $2 where id = $1', [source.id, target.id]);
  await endClocks(tx, source.id, target.number);
  await bringPeople(tx, source, target);
  await takeBackAnnounced(tx, source.id);
  await announceMerged(tx, source.id, target.number, actor, rules);
  for (const [from, to] of [
    [source, target],
    [target, source],
  ] as const)
    await tell(tx, from.id, {
      at: new Date(),
      origin: front,
      actor: actor.name,
      what: 'merged',
      detail: { source: source.number, target: target.number, other: to.number },
    });
};

/** Locks in the order of ids, so that two merges cannot wait for each other. */
const lockBoth = async (tx: PoolClient, a: number, b: number): Promise<[TicketRow, TicketRow]> => {
  const low = await lockTicket(tx, Math.min(a, b));
  const high = await lockTicket(tx, Math.max(a, b));
  return a <= b ? [low, high] : [high, low];
};

/** Who waits for an answer there hears it here from now on; what was asked and said here before is not for him. */
const bringPeople = async (tx: PoolClient, source: TicketRow, target: TicketRow): Promise<void> => {
  const { rows } = await tx.query<{ id: number }>(
    'select contact_id as id from ticket_participants where ticket_id = $1',
    [source.id],
  );
  const people = [source.requesterId, ...rows.map(({ id }) => id)].sort((a, b) => a - b);
  await addParticipants(tx, target.id, people, `merged from ${source.number}`, false);
};

const copyTexts = async (
  tx: PoolClient,
  source: TicketRow,
  target: TicketRow,
  actor: FrontActor,
): Promise<void> => {
  const { number, title, description } = source;
  const remark = { says: 'mergedFrom', of: { source: number, title, text: description } } as const;
  await insertChange(tx, {
    ...frontChange(target.id, target.number, 'comment', actor),
    data: {
      body: remarkIn(remark, 'en'),
      remark,
      visibility: 'internal',
      automatic: true,
      textOf: source.id,
    },
  });
  const comments = await tx.query<{
    author: string;
    body: string;
    visibility: 'public' | 'internal';
    at: Date;
    copiedFrom: number;
    textOf: number | null;
    remark: Remark | null;
  }>(
    `select author_name as author, body, visibility, at, coalesce(copied_from, id) as "copiedFrom", text_of as "textOf", remark from comments where ticket_id = $1 and not hidden order by at, id`,
    [source.id],
  );
  for (const comment of comments.rows)
    await insertChange(tx, {
      ...frontChange(target.id, target.number, 'comment', { ...actor, name: comment.author }),
      at: comment.at.getTime(),
      data: {
        body: comment.body,
        visibility: comment.visibility,
        automatic: true,
        copiedFrom: comment.copiedFrom,
        ...(comment.remark && { remark: comment.remark }),
        ...(comment.textOf === null ? {} : { textOf: comment.textOf }),
      },
    });
  await copyFiles(tx, source.id, target.id);
};

/** They leave their comments behind: what was no more public than those stays so, and what was taken back with one stays behind. */
const copyFiles = async (tx: PoolClient, from: number, to: number): Promise<void> => {
  await tx.query(
    `insert into attachments (ticket_id, filename, media_type, size, sha256, visibility, origin, at)
     select $2, a.filename, a.media_type, a.size, a.sha256,
            case when c.visibility = 'internal' then 'internal' else a.visibility end, $3, a.at
       from attachments a left join comments c on c.id = a.comment_id
      where a.ticket_id = $1 and not a.hidden and not coalesce(c.hidden, false)`,
    [from, to, front],
  );
};
