import { addendum, commentKey, withAuthor } from '../../domain/comment-text';
import type { Language } from '../../domain/language';
import { ourName, remarkIn } from '../../domain/remark';
import { front } from '../../domain/ticket';
import { ConnectorFailure } from '../../connectors/failure';
import type { OwnText } from '../../domain/echo';
import { linkEchoes, linkText } from '../absorb';
import { commentsToPush, linkComment, type CommentToPush } from '../../store/comments';
import { transaction } from '../../store/database';
import { settleIntent, type Intent } from '../../store/intents';
import { raiseProblem } from '../../store/problems';
import { noteHash } from '../record-rows';
import { absorb, readRecord, rebaseIfNews, write, type Push } from './context';
import { hideIfPublic } from './hide-if-public';

/**
 * So many comments are sent before the record is read again. Reading after each would be half of all requests when much has
 * gathered while the system was away; more at a time would leave more open if we die now.
 */
const mostAtOnce = 5;

/** Brings every comment that the record does not show into it, oldest first. */
export const pushComments = async (push: Push): Promise<void> => {
  const comments = await commentsToPush(push.deps.db, push.load.ticket.id, push.link.id);
  for (const group of inGroups(comments)) {
    const [first] = group;
    if (first && first.shown !== null) await takeBackIfInternal(push, first);
    await pushGroup(push, group);
    await rebaseIfNews(push);
  }
};

/** New comments go together; one that has changed goes alone. */
const inGroups = (comments: readonly CommentToPush[]): readonly (readonly CommentToPush[])[] => {
  const groups: CommentToPush[][] = [];
  for (const comment of comments) {
    const last = groups.at(-1);
    const joins = last && last.length < mostAtOnce && last[0]!.shown === null && comment.shown === null;
    if (joins) last.push(comment);
    else groups.push([comment]);
  }
  return groups;
};

/** As it stands there: what is ours in it, in the language of the system. */
const textOf = (comment: CommentToPush, language: Language): string => {
  const { authorName: who, remark } = comment;
  const origin = comment.origin === front ? ourName : comment.origin;
  const body = remark ? remarkIn(remark, language) : comment.body;
  if (comment.shown === null) return withAuthor(who, origin, body);
  return comment.hidden
    ? addendum(remarkIn({ says: 'commentTakenBack', of: { who, origin } }, language), '')
    : addendum(remarkIn({ says: 'commentChanged', of: { who, origin } }, language), body);
};

/** Internal always means internal; a comment that was taken back is told inside only. */
const visibilityOf = (comment: CommentToPush) => (comment.hidden ? 'internal' : comment.visibility);

const outgoingOf = (comment: CommentToPush, language: Language): OwnText => ({
  key: commentKey(comment.id, comment.revision),
  body: textOf(comment, language),
  visibility: visibilityOf(comment),
});

/** Sends them one after the other and reads once. What the system refuses is told to a person; the others go on without it. */
const pushGroup = async (push: Push, group: readonly CommentToPush[]): Promise<void> => {
  const texts = group.map((comment) => outgoingOf(comment, push.config.language));
  const sending: Sending = { taken: 0 };
  const intent = await write(
    push,
    group[0]!.shown === null ? { kind: 'comments', texts } : { kind: 'addendum', ...texts[0]! },
    null,
    () => send(push, group, sending),
    () => sending.taken > 0,
  );
  if (sending.taken > 0) await readBack(push, intent, texts.slice(0, sending.taken));
  else await settleIntent(push.deps.db, intent.id, 'not-written', intent.cursorBefore);
  if (!sending.refusal) return;
  await refuse(push, group[sending.taken]!, sending.refusal);
  const rest = group.slice(sending.taken + 1);
  if (rest.length > 0) await pushGroup(push, rest);
};

/** Who said it on the requester's side is told to the system, and stands in no intent. */
const saidBy = ({ authorAddress }: CommentToPush) => (authorAddress === null ? {} : { authorAddress });

/** How far a sending came. */
interface Sending {
  taken: number;
  /** Why the system did not take the next one. */
  refusal?: ConnectorFailure;
}

const send = async (
  { connector, link, config }: Push,
  group: readonly CommentToPush[],
  sending: Sending,
): Promise<void> => {
  for (const comment of group) {
    try {
      await connector.comment(link.recordId!, {
        ...outgoingOf(comment, config.language),
        ...saidBy(comment),
      });
    } catch (error) {
      if (!(error instanceof ConnectorFailure) || error.kind !== 'refused') throw error;
      sending.refusal = error;
      return;
    }
    sending.taken += 1;
  }
};

const readBack = async (push: Push, intent: Intent, sent: readonly OwnText[]): Promise<void> => {
  const state = await readRecord(push, push.link.cursor, sent);
  const judged = await absorb(push, state, { intent, as: 'written' }, async (found, tx) => {
    const missing = await linkEchoes(tx, push.link, found, intent.content);
    // The system said that it took it: it is not sent again, whatever the history shows.
    for (const text of sent)
      if (missing.some(({ key }) => key === text.key)) await linkText(tx, push.link, text);
  });
  await hideIfPublic(push, judged, intent.content);
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
    await linkAsHidden(push, comment, comment.remoteId);
  } catch (error) {
    if (!(error instanceof ConnectorFailure) || error.kind !== 'refused') throw error;
    if (comment.shownAs === 'internal') return;
    await cannotHide(push);
  }
};

/** That it is private now was our doing, and no edit of somebody's. */
const linkAsHidden = async (push: Push, comment: CommentToPush, remoteId: string): Promise<void> => {
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
      values: { ticket: push.load.ticket.number, said: error.message },
    });
  });
};

const cannotHide = ({ deps, load: { ticket }, link }: Push): Promise<void> =>
  raiseProblem(deps.db, {
    ticketId: ticket.id,
    linkId: link.id,
    system: link.system,
    kind: 'cannot-hide',
    values: { ticket: ticket.number, record: link.recordId ?? '' },
  });
