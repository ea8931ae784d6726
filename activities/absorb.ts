import { createHash } from 'node:crypto';
import type { PoolClient } from 'pg';
import { commentOfKey } from '../domain/comment-text';
import {
  classifyAll,
  says,
  textsOf,
  type IntentContent,
  type IntentWindow,
  type OwnText,
  type Verdict,
} from '../domain/echo';
import { sameNative } from '../domain/mapping';
import { compareEntries, type RecordEvent, type RecordState } from '../domain/record';
import { recordFields, type Visibility } from '../domain/ticket';
import { ignoreEntry, insertChange } from '../store/changes';
import { commentOfRemote, linkComment } from '../store/comments';
import type { Queryable } from '../store/database';
import { openIntent, writtenWindows } from '../store/intents';
import type { Link } from '../store/links';
import type { FetchedFiles } from './fetch-files';
import { noteHash, rowOf } from './record-rows';
import { insertSilentChanges } from './silent-changes';

/** A history entry with what it is to us. */
export interface Judged {
  readonly event: RecordEvent;
  readonly verdict: Verdict;
}

export interface Sight {
  readonly link: Link;
  readonly state: RecordState;
  readonly judged: readonly Judged[];
  readonly files: FetchedFiles;
  readonly clockOffset: number;
  readonly requesterEmail: string | null;
}

const because = { echo: 'echo', 'side-effect': 'sideEffect' } as const;

/** Tells the events of a read apart: our own echoes, side effects of ours, and news. `own`: the write just made. */
export const judge = async (
  db: Queryable,
  link: Link,
  history: readonly RecordEvent[],
  own?: IntentWindow,
): Promise<readonly Judged[]> => {
  if (history.length === 0) return [];
  const windows = [...(own ? [own] : []), ...(await writtenWindows(db, link.id, link.cursor))];
  const verdicts = classifyAll(history, windows);
  return history.map((event, i) => ({ event, verdict: verdicts[i]! }));
};

/**
 * Stores what a read of a record says as change rows, each once. Returns how many are new and open.
 * While an intent of the record is open, and this is not the push that settles it, everything waits as open.
 */
export const storeSight = async (tx: PoolClient, sight: Sight, settling: boolean): Promise<number> => {
  const { link, state } = sight;
  const held = !settling && (await openIntent(tx, link.id)) !== undefined;
  let opened = 0;
  for (const { event, verdict } of sight.judged) {
    const row = {
      ...rowOf(link, event, sight.clockOffset, sight.requesterEmail, sight.files),
      ticketId: link.ticketId,
      linkId: link.id,
    };
    const reason = held || verdict === 'news' ? row.ignored : because[verdict];
    const inserted = await insertChange(tx, { ...row, ignored: reason });
    if (inserted !== undefined && !reason) opened += 1;
    // Stored by a reader before we knew what it was.
    if (inserted === undefined && !held && verdict !== 'news') await ignoreEntry(tx, row, because[verdict]);
  }
  if (!held) opened += await insertSilentChanges(tx, link, state);
  return opened;
};

/**
 * What differs from the shadow and no history entry explains was changed without a trace: an observed change, once per
 * value and shadow.
 */
export const storeUnexplained = async (tx: PoolClient, sight: Sight): Promise<number> => {
  const { link, state } = sight;
  const explained = new Set(
    sight.judged.flatMap(({ event }) => (event.kind === 'field' ? [event.field] : [])),
  );
  let opened = 0;
  for (const field of recordFields) {
    const [before, now] = [link.shadow[field], state.fields[field]];
    if (before === undefined || now === undefined || explained.has(field) || sameNative(field, before, now))
      continue;
    const id = await insertChange(tx, {
      ticketId: link.ticketId,
      linkId: link.id,
      system: link.system,
      recordId: link.recordId!,
      kind: 'field',
      field,
      changeId: `observed:${field}:${createHash('sha256').update(now).digest('hex').slice(0, 16)}:${link.confirmedVersion}:${state.cursor}`,
      entry: state.cursor,
      old: before,
      new: now,
      at: Date.now(),
      actor: { id: '', name: link.system },
    });
    if (id !== undefined) opened += 1;
  }
  return opened;
};

/**
 * Remembers under which ids, and with which texts, the comments of a write of ours stand in the record: as they were when they
 * were sent, for what they have become since is still to be told. Every echo is that of one comment. Answers the texts of which
 * nothing is seen there.
 */
export const linkEchoes = async (
  tx: PoolClient,
  link: Link,
  judged: readonly Judged[],
  content: IntentContent,
): Promise<readonly OwnText[]> => {
  const echoes = judged.flatMap(({ event, verdict }) =>
    verdict === 'echo' && event.kind === 'comment' ? [event] : [],
  );
  const missing: OwnText[] = [];
  for (const text of textsOf(content)) {
    const at = echoes.findIndex((event) => says(event, text));
    const [note] = at < 0 ? [] : echoes.splice(at, 1);
    if (!note) missing.push(text);
    else if (!(await commentOfRemote(tx, link.id, note.id)))
      await linkText(tx, link, text, {
        remoteId: note.id,
        hash: noteHash(note.body, note.visibility),
        visibility: note.visibility,
      });
  }
  return missing;
};

/** The record shows this text of ours; `as`: what is known of it there. */
export const linkText = async (
  tx: PoolClient,
  link: Link,
  { key }: OwnText,
  as: { readonly remoteId?: string; readonly hash?: string; readonly visibility?: Visibility } = {},
): Promise<void> => {
  const comment = commentOfKey(key);
  if (comment)
    await linkComment(tx, { commentId: comment.id, revision: comment.revision, linkId: link.id, ...as });
};

/** Only the entries after a cursor. */
export const after = (history: readonly RecordEvent[], cursor: string): readonly RecordEvent[] =>
  history.filter((event) => compareEntries(event.entry, cursor) > 0);
