import type { PoolClient } from 'pg';
import type { SyncRules } from '../domain/rules';
import { front, type Channel, type Visibility } from '../domain/ticket';
import { CommandRefused } from './command-refused';
import { first, type Queryable } from './database';
import type { FrontActor } from './front';
import { refuseIfMerged } from './front-edits';
import { addComment, attachFile, type NewFrontFile } from './front-texts';
import { register } from './registration';
import { relate } from './relations';
import { lockTicket } from './tickets';
import { tell } from './timeline-write';

/** Which comment becomes a ticket of its own, and how that begins. */
export interface Split {
  readonly ticketId: number;
  readonly commentId: number;
  readonly title: string;
  readonly description: string;
}

interface Chosen {
  readonly author: string;
  readonly body: string;
  readonly visibility: Visibility;
  readonly channel: Channel;
}

/**
 * Makes a linked ticket of a comment, of the same requester, service and priority; the comment's files come along. What was
 * internal stays so: an internal comment goes there as a note, never by itself into the description, which its requester sees.
 */
export const splitTicket = async (
  tx: PoolClient,
  { ticketId, commentId, title, description }: Split,
  actor: FrontActor,
  rules: SyncRules,
): Promise<{ id: number; number: string }> => {
  const source = await lockTicket(tx, ticketId);
  refuseIfMerged(source);
  const chosen = await commentOf(tx, ticketId, commentId);
  if (!chosen) throw new CommandRefused('comment', `${source.number} has no such comment.`);
  const { requesterId, priority, serviceId, contractId } = source;
  const made = await register(
    tx,
    {
      title,
      description,
      channel: chosen.channel,
      requesterId,
      priority,
      ...(serviceId !== null && { serviceId }),
      ...(contractId !== null && { contractId }),
    },
    actor,
    rules,
  );
  const note = chosen.visibility === 'internal' ? await takeAlong(tx, made.id, chosen, actor, rules) : {};
  for (const file of await filesOf(tx, commentId))
    await attachFile(tx, made.id, { ...file, ...note }, actor, rules);
  await relate(tx, made.id, ticketId, 'related', actor);
  for (const [id, other] of [
    [ticketId, made.number],
    [made.id, source.number],
  ] as const)
    await tell(tx, id, {
      at: new Date(),
      origin: front,
      actor: actor.name,
      what: 'split',
      detail: { source: source.number, target: made.number, other },
    });
  return made;
};

const takeAlong = async (
  tx: PoolClient,
  ticketId: number,
  { author, body, visibility }: Chosen,
  actor: FrontActor,
  rules: SyncRules,
): Promise<{ readonly commentId: number }> => {
  const comment = { body, visibility, commentAuthorIsRequester: false, automatic: true };
  const { id } = await addComment(tx, ticketId, comment, { ...actor, name: author }, rules);
  return { commentId: id };
};

const commentOf = async (tx: Queryable, ticketId: number, commentId: number): Promise<Chosen | undefined> =>
  first(
    await tx.query<Chosen>(
      `select c.author_name as author, c.body, c.visibility, t.channel from comments c join tickets t on t.id = c.ticket_id
        where c.id = $1 and c.ticket_id = $2 and not c.hidden`,
      [commentId, ticketId],
    ),
  );

const filesOf = async (tx: Queryable, commentId: number): Promise<readonly NewFrontFile[]> =>
  (
    await tx.query<NewFrontFile>(
      `select filename, media_type as "mediaType", size, sha256, visibility from attachments
        where comment_id = $1 and not hidden order by id`,
      [commentId],
    )
  ).rows;
