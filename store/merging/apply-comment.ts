import type { IgnoredBecause } from '../../domain/ignored';
import { mergeInOurWords, type FieldChange } from '../../domain/merge';
import type { Change } from '../changes';
import { commentOfRemote, editComment, insertComment, linkComment } from '../comments';
import { tell } from '../timeline-write';
import { tellOutcome } from './apply-field';
import { keepFile } from './apply-attachment';
import { tellLeftOut } from './tell-left-out';
import { fieldChange, type Merging } from './merging';
import { noteComment } from './news';
import { tellClocksOfComment } from './tell-clocks';

export const applyComment = async (merging: Merging, change: Change): Promise<void> => {
  const { tx, ticket } = merging;
  const visibility = change.data.visibility ?? 'internal';
  const commentId = await insertComment(tx, {
    ticketId: ticket.id,
    authorName: change.actor.name,
    authorContact: change.data.authorContact ?? (change.data.byRequester ? ticket.requesterId : undefined),
    origin: change.system,
    body: change.data.body ?? '',
    visibility,
    at: change.at,
    copiedFrom: change.data.copiedFrom,
    textOf: change.data.textOf,
    remark: change.data.remark,
  });
  if (change.linkId !== null)
    await linkComment(tx, {
      commentId,
      linkId: change.linkId,
      remoteId: change.data.commentId,
      revision: 1,
      hash: change.data.hash,
      visibility,
    });
  for (const file of change.data.files ?? []) await keepFile(merging, change, file, commentId);
  await tellLeftOut(merging, change);
  await tell(tx, ticket.id, {
    at: change.at,
    origin: change.system,
    actor: change.actor.name,
    what: 'comment',
    detail: { visibility, comment: String(commentId) },
  });
  merging.moved = true;
  await noteComment(merging, change, commentId, visibility);
  await tellClocksOfComment(merging, change);
  if (visibility === 'public' && change.data.byRequester && !change.data.automatic)
    await answerEndsWaiting(merging, change);
};

/** The requester wrote in public while we waited for him: that is an edit to `in_progress`, at the time he wrote. */
const answerEndsWaiting = async (merging: Merging, change: Change): Promise<void> => {
  if (merging.merged.fields.status !== 'waiting_customer') return;
  const edit: FieldChange = {
    ...fieldChange(change),
    linkId: undefined,
    field: 'status',
    old: 'waiting_customer',
    new: 'in_progress',
  };
  const { ticket, outcome } = mergeInOurWords(merging.merged, edit, merging.rules);
  merging.merged = ticket;
  await tellOutcome(merging, { ...change, field: 'status', new: 'in_progress' }, outcome);
};

export const applyCommentEdit = async (merging: Merging, change: Change): Promise<IgnoredBecause | void> => {
  const { tx } = merging;
  const { commentId, body, visibility, hidden, hash } = change.data;
  if (change.linkId === null || commentId === undefined) return 'notOurs';
  const comment = await commentOfRemote(tx, change.linkId, commentId);
  if (!comment) return 'notOurs';
  await editComment(tx, comment.id, { body, visibility, hidden });
  await tx.query(
    `update comment_links set hash = $3, revision = (select revision from comments where id = $1)
      where comment_id = $1 and link_id = $2`,
    [comment.id, change.linkId, hash ?? null],
  );
  await tell(tx, merging.ticket.id, {
    at: change.at,
    origin: change.system,
    actor: change.actor.name,
    what: hidden ? 'comment-hidden' : 'comment-edited',
    detail: { comment: String(comment.id), visibility },
  });
  merging.moved = true;
  if (visibility === 'public' && comment.visibility === 'internal' && !hidden)
    await noteComment(merging, change, comment.id, visibility);
};
