import { addendum, commentKey, withAuthor } from '../../domain/comment-text';
import { saysTheSame, toNative } from '../../domain/mapping';
import { ConnectorFailure } from '../../connectors/failure';
import { linkEcho } from '../absorb';
import { commentsToPush, linkComment, type CommentToPush } from '../../store/comments';
import { transaction } from '../../store/database';
import { setShadow } from '../../store/links';
import { raiseProblem } from '../../store/problems';
import { noteHash } from '../record-rows';
import { absorb, readRecord, rebaseIfNews, write, type Push } from './context';
import { hideIfPublic } from './hide-if-public';

/** Brings every comment that the record does not show into it, oldest first. */
export const pushComments = async (push: Push): Promise<void> => {
  for (const comment of await commentsToPush(push.deps.db, push.load.ticket.id, push.link.id)) {
    if (comment.shown !== null) await takeBackIfInternal(push, comment);
    await pushComment(push, comment);
    await rebaseIfNews(push);
  }
};

/** A description that the system cannot change there travels as an internal remark that names the original. */
export const pushDescription = async (push: Push): Promise<void> => {
  const { rules, load, link } = push;
  const known = link.shadow.description;
  if (rules.fields.description !== 'create-only' || known === undefined) return;
  if (saysTheSame(rules, 'description', load.ticket.description, known)) return;
  const native = toNative(rules, 'description', load.ticket.description);
  const outgoing = {
    key: `D-${load.ticket.id}.${load.ticket.version}`,
    body: addendum('Sagadesk: the description was changed to', native),
    visibility: 'internal',
  } as const;
  const send = () => push.connector.comment(link.recordId!, outgoing);
  const intent = await write(push, { kind: 'addendum', ...outgoing }, null, send);
  await absorb(push, await readRecord(push, link.cursor), { intent, as: 'written' }, (_judged, tx) =>
    setShadow(tx, link.id, { description: native }, link.cursor),
  );
  await rebaseIfNews(push);
};

const ourName = 'Sagadesk';

const textOf = (comment: CommentToPush): string => {
  const origin = comment.origin === 'front' ? ourName : comment.origin;
  if (comment.shown === null) return withAuthor(comment.authorName, origin, comment.body);
  return comment.hidden
    ? addendum(`${comment.authorName} · ${origin}: an earlier comment was taken back`, '')
    : addendum(`${comment.authorName} · ${origin}: an earlier comment was changed to`, comment.body);
};

/** Internal always means internal; a comment that was taken back is told inside only. */
const visibilityOf = (comment: CommentToPush) => (comment.hidden ? 'internal' : comment.visibility);

const pushComment = async (push: Push, comment: CommentToPush): Promise<void> => {
  const outgoing = {
    key: commentKey(comment.id, comment.revision),
    body: textOf(comment),
    visibility: visibilityOf(comment),
  };
  const content = { kind: comment.shown === null ? 'comment' : 'addendum', ...outgoing } as const;
  try {
    const intent = await write(push, content, comment.id, () =>
      push.connector.comment(push.link.recordId!, outgoing),
    );
    const state = await readRecord(push, push.link.cursor, outgoing);
    const judged = await absorb(push, state, { intent, as: 'written' }, (found, tx) =>
      linkEcho(tx, push.link, found, comment.id, comment.revision),
    );
    await hideIfPublic(push, judged, content);
  } catch (error) {
    if (!(error instanceof ConnectorFailure) || error.kind !== 'refused') throw error;
    await refuse(push, comment, error);
  }
};

/**
 * Public became internal at its source: every copy is hidden where the system can, whatever it reads back as (a tracker without
 * public notes calls all of them internal). Where it cannot, that only matters for a copy that was public.
 */
const takeBackIfInternal = async (push: Push, comment: CommentToPush): Promise<void> => {
  if (!comment.remoteId || (comment.visibility === 'public' && !comment.hidden)) return;
  try {
    for (const copy of [comment.remoteId, ...comment.addenda])
      await push.connector.hideComment(push.link.recordId!, copy);
    await rememberHidden(push, comment, comment.remoteId);
  } catch (error) {
    if (!(error instanceof ConnectorFailure) || error.kind !== 'refused') throw error;
    if (comment.shownAs === 'internal') return;
    await raise(
      push,
      'cannot-hide',
      `A comment of ${push.load.ticket.number} became internal, but ${push.link.system} cannot hide its copy (record ${push.link.recordId}).`,
      'Remove or hide it there by hand if it must not be seen.',
    );
  }
};

/** That it is private now was our doing, and no edit of somebody's. */
const rememberHidden = async (push: Push, comment: CommentToPush, remoteId: string): Promise<void> => {
  const { presentComments = [] } = await readRecord(push, push.link.cursor);
  const copy = presentComments.find(({ id }) => id === remoteId);
  if (!copy) return;
  const { body, visibility } = copy;
  await linkComment(push.deps.db, {
    commentId: comment.id,
    linkId: push.link.id,
    remoteId,
    revision: comment.shown ?? 0,
    hash: noteHash(body, visibility),
    visibility,
  });
};

const refuse = async (push: Push, comment: CommentToPush, error: ConnectorFailure): Promise<void> => {
  await transaction(push.deps.db, async (tx) => {
    await linkComment(tx, {
      commentId: comment.id,
      linkId: push.link.id,
      revision: comment.revision,
      refused: true,
    });
    await raiseProblem(tx, {
      ticketId: push.load.ticket.id,
      linkId: push.link.id,
      system: push.link.system,
      kind: 'comment-refused',
      value: String(comment.id),
      message: `${push.link.system} did not take a comment of ${push.load.ticket.number}: ${error.message}`,
      advice: `Check our account's rights in ${push.link.system}, then retry.`,
    });
  });
};

const raise = (push: Push, kind: string, message: string, advice: string): Promise<void> =>
  raiseProblem(push.deps.db, {
    ticketId: push.load.ticket.id,
    linkId: push.link.id,
    system: push.link.system,
    kind,
    message,
    advice,
  });
