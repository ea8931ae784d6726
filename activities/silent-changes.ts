import type { PoolClient } from 'pg';
import type { Connector } from '../connectors/port';
import { sameText } from '../domain/comment-text';
import { compareEntries, type PresentComment, type RecordState } from '../domain/record';
import type { Visibility } from '../domain/ticket';
import type { ChangeData } from '../store/changes';
import { insertChange } from '../store/changes';
import { commentsAsTheyAre, linkedComments, type CommentNow, type LinkedComment } from '../store/comments';
import type { Queryable } from '../store/database';
import { linkById, type Link } from '../store/links';
import { noteHash } from './record-rows';

/** A comment that does not stand in the record as we last knew it, and what to make of that. */
export interface SilentChange {
  readonly remoteId: string;
  readonly commentId: number;
  /** The comment's, before this change. */
  readonly revision: number;
  readonly data: ChangeData;
  /** As which the record was known to show it. */
  readonly shownAs: Visibility | null;
}

/**
 * Some systems let people edit, hide or empty a comment without a trace in the history. Where the system tells all its
 * present comments, they are held against what we last knew.
 */
export const silentChanges = async (
  db: Queryable,
  link: Link,
  state: RecordState,
): Promise<readonly SilentChange[]> => {
  if (!state.presentComments || (await isOutdated(db, link, state))) return [];
  const present = new Map(state.presentComments.map((comment) => [comment.id, comment]));
  const found = (await linkedComments(db, link.id)).flatMap((known) => {
    const { remoteId, commentId, revision, shownAs } = known;
    const data = difference(known, present.get(remoteId), link);
    return data ? [{ remoteId, commentId, revision, shownAs, data }] : [];
  });
  if (found.length === 0) return found;
  const ours = await commentsAsTheyAre(
    db,
    found.map(({ commentId }) => commentId),
  );
  return found.filter(({ commentId, remoteId, shownAs, data }) => {
    const [held, now] = [ours.get(commentId), present.get(remoteId)];
    return !(held && now && saysWhatWeHold(held, now, shownAs, data));
  });
};

/**
 * The copy has become what our comment is, as when we hid it ourselves a moment ago, or took a person out of it: that is nobody's
 * edit. A tracker without public notes may show it as internal all along.
 */
const saysWhatWeHold = (
  held: CommentNow,
  now: PresentComment,
  shownAs: Visibility | null,
  { body = '', hidden }: ChangeData,
): boolean =>
  hidden === undefined &&
  !held.hidden &&
  [held.visibility, shownAs].includes(now.visibility) &&
  sameText(held.body, body);

/**
 * The record as it was read; if a comment that we know is missing in it, with the comments as an account reads them that sees every
 * one: what is only out of our sight was not taken back.
 */
export const sureOfMissing = async (
  db: Queryable,
  connector: Connector,
  link: Link,
  state: RecordState,
): Promise<RecordState> => {
  if (!connector.allComments || !state.presentComments) return state;
  const present = new Set(state.presentComments.map(({ id }) => id));
  const known = await linkedComments(db, link.id);
  if (known.every(({ remoteId, hash }) => hash === 'gone' || present.has(remoteId))) return state;
  return { ...state, presentComments: await connector.allComments(state.id) };
};

/** Stores silent changes; their time is the moment we noticed: there is no other. Returns how many are new. */
export const insertSilentChanges = async (
  tx: PoolClient,
  link: Link,
  state: RecordState,
): Promise<number> => {
  let opened = 0;
  for (const { remoteId, revision, data } of await silentChanges(tx, link, state)) {
    const id = await insertChange(tx, {
      ticketId: link.ticketId,
      linkId: link.id,
      system: link.system,
      recordId: link.recordId!,
      kind: 'comment-edited',
      // With the revision: the same text, or the same privacy, may come back after another one.
      changeId: `${remoteId}:${data.hash}:${revision}`,
      entry: state.cursor,
      data,
      at: Date.now(),
      actor: { id: '', name: link.system },
    });
    if (id !== undefined) opened += 1;
  }
  return opened;
};

/**
 * A push wrote while this was being read: what it wrote is not missing. Its own read comes later, so nothing is lost.
 * (A newest entry below the cursor alone tells nothing: an emptied note takes its entry away.)
 */
const isOutdated = async (db: Queryable, link: Link, state: RecordState): Promise<boolean> => {
  const cursor = (await linkById(db, link.id))?.cursor ?? link.cursor;
  return cursor !== link.cursor && compareEntries(state.cursor, cursor) < 0;
};

const difference = (
  known: LinkedComment,
  now: PresentComment | undefined,
  link: Link,
): ChangeData | undefined => {
  if (!now)
    return known.hash === 'gone' ? undefined : { commentId: known.remoteId, hidden: true, hash: 'gone' };
  const hash = noteHash(now.body, now.visibility);
  if (known.hash === null || known.hash === hash) return undefined;
  const isTheirs = known.origin === link.system;
  return {
    commentId: known.remoteId,
    hash,
    ...(known.hash === 'gone' && { hidden: false }),
    body: isTheirs ? now.body : withoutAuthorLine(now.body),
    // Internal never becomes public by itself: only a comment that is theirs may, by their own hand.
    ...((isTheirs || now.visibility === 'internal') && { visibility: now.visibility }),
  };
};

/** Our own text, edited there by somebody: the author's line is ours, not his. */
const withoutAuthorLine = (body: string): string => body.replace(/^\[.*\]\s*\n+/, '');
