import { addendumBody } from '../../domain/comment-text';
import { classify, says, textsOf, type IntentContent } from '../../domain/echo';
import { ownershipOf } from '../../domain/link-back';
import { parseKey } from '../../domain/ticket-key';
import type { RecordState } from '../../domain/record';
import { recordFields } from '../../domain/ticket';
import { inboxChannel } from '../../store/inbox';
import type { Intent } from '../../store/intents';
import { openIntent, settleIntent } from '../../store/intents';
import { linkById, setRecord, setShadow } from '../../store/links';
import { transaction } from '../../store/database';
import { linkEchoes } from '../absorb';
import { storeFirstAssignee } from '../store-first-assignee';
import { linkAttachment } from '../../store/attachments';
import { resolveProblems } from '../../store/problems';
import { absorb, readRecord, type Push } from './context';
import { hideIfPublic } from './hide-if-public';
import { refusalOf } from './refuse-file';
import { Unsettled } from './outcome';

/** The key of a comment that stands in for a file begins so; its subject is the attachment. */
export const linkInsteadKey = 'F-';

/**
 * Settles what an earlier attempt left open: found in the history → written; not found, and the system is done with the
 * request or its request time-out is over → not written; else it is too early to say.
 */
export const settleOpenIntent = async (push: Push): Promise<void> => {
  const intent = await openIntent(push.deps.db, push.link.id);
  if (!intent) return;
  const waitMs = await mayStillComeMs(push, intent);
  if (intent.content.kind === 'create') return settleCreate(push, intent, waitMs);
  const state = await readRecord(push, push.link.cursor);
  const found = whatIsWritten(intent, state);
  if (found !== 'all') throwIfTooEarly(waitMs);
  if (found === 'none') await absorb(push, state, { intent, as: 'not-written' });
  else await settleWritten(push, intent, state);
};

/** Of several comments that were sent one after the other the last may be missing: they are sent again. */
const whatIsWritten = (intent: Intent, state: RecordState): 'all' | 'some' | 'none' => {
  const window = { content: intent.content, before: intent.cursorBefore };
  const echoes = state.history.filter((event) => classify(event, window) === 'echo');
  if (intent.content.kind === 'comments') {
    const missing = textsOf(intent.content).filter((text) => !echoes.some((event) => says(event, text)));
    return missing.length === 0 ? 'all' : missing.length < intent.content.texts.length ? 'some' : 'none';
  }
  if (intent.content.kind !== 'fields')
    return echoes.some((event) => event.kind !== 'other') ? 'all' : 'none';
  const wantedFields = intent.content.fields;
  const written = new Set(echoes.flatMap((event) => (event.kind === 'field' ? [event.field as string] : [])));
  // Of the others no history tells by name; what is missing is written again.
  const fields = recordFields.filter((field) => field in wantedFields);
  return fields.every((field) => written.has(field)) ? 'all' : 'none';
};

const settleWritten = async (push: Push, intent: Intent, state: RecordState): Promise<void> => {
  const found = await absorb(push, state, { intent, as: 'written' }, async (judged, tx) => {
    if (intent.content.kind === 'addendum' && intent.subjectId === null)
      await setShadow(
        tx,
        intent.linkId,
        { description: addendumBody(intent.content.body) },
        push.link.cursor,
      );
    await linkEchoes(tx, push.link, judged, intent.content);
    const isLinkInstead = intent.content.kind === 'comment' && intent.content.key.startsWith(linkInsteadKey);
    if (intent.subjectId === null || (intent.kind !== 'attachment' && !isLinkInstead)) return;
    const file = { attachmentId: intent.subjectId, linkId: intent.linkId };
    await linkAttachment(tx, { ...file, refused: isLinkInstead });
    if (!isLinkInstead) await resolveProblems(tx, refusalOf(file.attachmentId, file.linkId)); // given up too early
  });
  await hideIfPublic(push, found, intent.content);
};

/** Was the record made after all? Unless it is noted already, it is looked for by its key, and must lead back to us. */
const settleCreate = async (push: Push, intent: Intent, waitMs: number): Promise<void> => {
  if (push.link.recordId !== null) return adoptCreated(push, intent);
  const recordId = await findOurs(push);
  if (recordId === undefined) {
    throwIfTooEarly(waitMs);
    await settleIntent(push.deps.db, intent.id, 'not-written', '0');
    return;
  }
  await transaction(push.deps.db, (tx) => setRecord(tx, push.link, recordId));
  push.link = (await linkById(push.deps.db, push.link.id))!;
  await adoptCreated(push, intent);
};

const findOurs = async (push: Push): Promise<string | undefined> => {
  for (const id of await push.connector.findByKey(push.link.key)) {
    const state = await push.connector.read(id, '0');
    if (state === 'gone' || state === 'hidden' || !parseKey(state.key)) continue;
    if (ownershipOf(state.linksBack, push.deps.installation) !== 'foreign') return state.id;
  }
  return undefined;
};

/** Reads a record that we have just made, and settles its create. */
export const adoptCreated = async (push: Push, intent: Intent): Promise<void> => {
  const state = await readRecord(push, '0');
  await absorb(push, state, { intent, as: 'written' }, async (_judged, tx) => {
    await storeFirstAssignee(tx, push.link, state, push.clockOffset);
    await tx.query(
      `update changes set state = 'ignored', because = 'echo', settled_at = now()
        where system = $1 and record_id = $2 and kind = 'created' and state = 'open'`,
      [push.link.system, push.link.recordId],
    );
    // What waited for this create to be settled can be decided now.
    await tx.query('select pg_notify($1, $2)', [inboxChannel, push.link.system]);
  });
};

/**
 * Milliseconds in which the write may still be carried out. Asked before the system is looked at: what it carries out while we
 * look would else be taken for never written, and written twice.
 */
const mayStillComeMs = async (push: Push, intent: Intent): Promise<number> => {
  const { rows } = await push.deps.db.query<{ wait: number }>(
    `select extract(epoch from least(ended_at, began_at + make_interval(secs => $2)) - clock_timestamp())::float * 1000 as wait
       from intents where id = $1`,
    [intent.id, push.config.requestTimeoutSeconds * requestsOf(intent.content)],
  );
  return Math.max(0, rows[0]?.wait ?? 0);
};

/** How many requests one after the other make up the write. */
const requestsOf = (content: IntentContent): number => Math.max(1, textsOf(content).length);

const throwIfTooEarly = (waitMs: number): void => {
  if (waitMs > 0) throw new Unsettled(Math.min(waitMs, 2000));
};
