import type { PoolClient } from 'pg';
import type { Connector, Erased, Erasure } from '../../connectors/port';
import { ConnectorFailure } from '../../connectors/failure';
import type { RecordState } from '../../domain/record';
import { rememberText } from '../../store/comments';
import { openIntent } from '../../store/intents';
import { noteUser, type ErasureRecord } from '../../store/personal/erasure-records';
import { loadPush } from '../../store/push-load';
import type { Deps } from '../deps';
import { absorb, beginPush, readRecord, rebaseIfNews, write, type Push } from '../push/context';
import { RecordGone } from '../push/outcome';
import { settleOpenIntent } from '../push/settle';
import { noteHash } from '../record-rows';
import { wakeTicket } from '../wake-ticket';
import type { Task } from './task';

type Settled = { readonly state: 'done'; readonly notes: number } | { readonly state: 'gone' | 'hidden' };

/**
 * Takes a person out of one record, with its lock held. A record that pushes keep is written as a push writes: behind what somebody
 * did there meanwhile, and within an intent, so that nothing of it comes back as an edit.
 */
export const eraseFromRecord = async (
  deps: Deps,
  task: Task,
  record: ErasureRecord,
): Promise<Settled | 'waits'> => {
  const load = await loadPush(deps.db, record.linkId);
  if (!load) return { state: 'gone' };
  const push = beginPush(deps, load);
  const { recordId, state } = push.link;
  if (recordId === null)
    return (await openIntent(deps.db, push.link.id)) ? 'waits' : { state: 'done', notes: 0 };
  const erasure = erasureFor(deps, task, record, state !== 'linked');
  if (state !== 'linked') return settled(await push.connector.erase(recordId, erasure));
  try {
    await catchUp(push);
    return await eraseAndRead(push, recordId, erasure);
  } catch (error) {
    // Merged there into another record, which has his people now: its reader sees to the merge.
    if (!(error instanceof RecordGone) || error.how !== 'merged') throw error;
    return settled(await push.connector.erase(recordId, erasure));
  }
};

const settled = (erased: Erased | 'gone' | 'hidden'): Settled =>
  typeof erased === 'string' ? { state: erased } : { state: 'done', notes: erased.notes };

const erasureFor = (
  { db }: Deps,
  { contactId, name, person, mask }: Task,
  { id }: ErasureRecord,
  whole: boolean,
): Erasure => ({
  contact: String(contactId),
  name,
  person,
  mask,
  whole,
  stays: (user) => noteUser(db, id, user),
});

/** What an earlier attempt left open, and what others did there, comes first: their edits are merged before we write. */
const catchUp = async (push: Push): Promise<void> => {
  await settleOpenIntent(push);
  await absorb(push, await readRecord(push, push.link.cursor));
  try {
    await rebaseIfNews(push);
  } catch (error) {
    await wakeTicket(push.deps, push.load.ticket.id);
    throw error;
  }
};

const eraseAndRead = async (push: Push, recordId: string, erasure: Erasure): Promise<Settled> => {
  const before = await readRecord(push, push.link.cursor);
  const attempt = attemptAt(push.connector, recordId, erasure);
  const { description } = before.fields;
  const content = { kind: 'fields', fields: description === undefined ? {} : { description } } as const;
  const intent = await write(push, content, null, attempt.send, () => true);
  const after = await readRecord(push, push.link.cursor);
  await absorb(push, after, { intent, as: 'written' }, (_judged, tx) =>
    rememberTexts(tx, push, erasure, before, after),
  );
  if (attempt.refusal()) throw attempt.refusal();
  return settled(attempt.erased());
};

/** A refusal may come after half of it was done: the record is read all the same, and then it is told. */
const attemptAt = (connector: Connector, recordId: string, erasure: Erasure) => {
  let erased: Erased | 'gone' | 'hidden' = { notes: 0 };
  let refusal: ConnectorFailure | undefined;
  const send = async (): Promise<void> => {
    try {
      erased = await connector.erase(recordId, erasure);
    } catch (error) {
      if (!(error instanceof ConnectorFailure) || error.kind !== 'refused') throw error;
      refusal = error;
    }
  };
  return { send, erased: () => erased, refusal: () => refusal };
};

/** Copies of comments that we have just edited: that they read differently now is nobody's edit. */
const rememberTexts = async (
  tx: PoolClient,
  { link }: Push,
  { mask }: Erasure,
  before: RecordState,
  after: RecordState,
): Promise<void> => {
  const now = new Map((after.presentComments ?? []).map((comment) => [comment.id, comment]));
  for (const { id, body } of before.presentComments ?? []) {
    const copy = now.get(id);
    if (copy && copy.body !== body && copy.body === mask(body))
      await rememberText(tx, link.id, id, noteHash(copy.body, copy.visibility));
  }
};
