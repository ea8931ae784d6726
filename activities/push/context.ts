import type { PoolClient } from 'pg';
import type { Connector, OutgoingComment } from '../../connectors/port';
import type { SystemConfig } from '../../connectors/system-config';
import type { IntentContent } from '../../domain/echo';
import type { RecordState } from '../../domain/record';
import { rulesOf, type SystemRules } from '../../domain/rules';
import { transaction } from '../../store/database';
import type { FileToPush } from '../../store/attachments';
import { beginIntent, settleIntent, type Intent } from '../../store/intents';
import { linkById, setShadow, type Link } from '../../store/links';
import { hasOpenChanges, loadPush, type PushLoad } from '../../store/push-load';
import { after, judge, storeSight, storeUnexplained, type Judged } from '../absorb';
import type { Deps } from '../deps';
import { systemOf } from '../deps';
import { fetchFiles, filesOf } from '../fetch-files';
import { silentChanges, sureOfMissing } from '../silent-changes';
import { Rebase, RecordGone } from './outcome';

/** One push at work: one writer, one record. `link` moves on with every read, `load` before every write of fields. */
export interface Push {
  readonly deps: Deps;
  load: PushLoad;
  readonly rules: SystemRules;
  readonly connector: Connector;
  readonly config: SystemConfig;
  readonly clockOffset: number;
  link: Link;
  /** The file that is being sent: if this fails, it is the file's fault first. */
  file?: FileToPush;
}

export const beginPush = (deps: Deps, load: PushLoad): Push => {
  const { connector, config } = systemOf(deps, load.link.system);
  return {
    deps,
    load,
    connector,
    config,
    rules: rulesOf(deps.rules, load.link.system)!,
    clockOffset: load.clockOffset,
    link: load.link,
  };
};

/** Reads the record since a cursor; 404 is believed when it is said twice. */
export const readRecord = async (
  push: Push,
  since: string,
  written?: readonly OutgoingComment[],
): Promise<RecordState> => {
  const recordId = push.link.recordId!;
  let state = await push.connector.read(recordId, since, written);
  if (state === 'gone') state = await push.connector.read(recordId, since, written);
  if (state === 'gone' || state === 'hidden') throw new RecordGone(state);
  if (state.id !== recordId) throw new RecordGone('merged', state.id);
  return sureOfMissing(push.deps.db, push.connector, push.link, state);
};

/**
 * Takes in a read: stores what is news, moves shadow and cursor, settles the write that it follows. Then our view of the
 * record is as fresh as this read.
 */
export const absorb = async (
  push: Push,
  state: RecordState,
  settle?: { readonly intent: Intent; readonly as: 'written' | 'not-written' | 'abandoned' },
  more?: (judged: readonly Judged[], tx: PoolClient) => Promise<unknown>,
): Promise<readonly Judged[]> => {
  const { deps, link } = push;
  if (!settle && !more && (await isAsKnown(deps, link, state))) return [];
  const own = settle?.as === 'written' && {
    content: settle.intent.content,
    before: settle.intent.cursorBefore,
    after: state.cursor,
  };
  const judged = await judge(deps.db, link, after(state.history, link.cursor), own || undefined);
  const news = judged.filter(({ verdict }) => verdict === 'news').flatMap(({ event }) => filesOf(event));
  const files = await fetchFiles(deps.db, push.connector, news, state.id);
  const requesterEmail = push.load.requester.email ?? null;
  await transaction(deps.db, async (tx) => {
    if (settle) await settleIntent(tx, settle.intent.id, settle.as, state.cursor);
    const sight = { link, state, judged, files, clockOffset: push.clockOffset, requesterEmail };
    await more?.(judged, tx);
    await storeSight(tx, sight, true);
    if (!settle) await storeUnexplained(tx, sight);
    push.link =
      (await setShadow(tx, link.id, { ...state.fields, ...state.sla, key: state.key ?? '' }, state.cursor)) ??
      link;
  });
  if (more) push.link = (await linkById(deps.db, link.id))!; // it may have written to the link as well
  return judged;
};

/** Nothing has happened there since our last look, neither with a trace in the history nor without one. */
const isAsKnown = async (deps: Deps, link: Link, state: RecordState): Promise<boolean> => {
  const { history, fields, sla, key, cursor } = state;
  const says = Object.entries({ ...fields, ...sla, key: key ?? '' });
  const isSame =
    history.length === 0 &&
    cursor === link.cursor &&
    says.every(([field, value]) => link.shadow[field as keyof Link['shadow']] === value);
  return isSame && (await silentChanges(deps.db, link, state)).length === 0;
};

/** Somebody's edit waits to be merged: that comes first, and this push begins again after it. */
export const rebaseIfNews = async (push: Push): Promise<void> => {
  if (await hasOpenChanges(push.deps.db, push.link.id)) throw new Rebase();
};

/**
 * What was merged since this push began counts as well: an edit of this record that was just read, and merged by the ticket
 * meanwhile, would else be written over by what the ticket said before it. Call with nothing left to be merged.
 */
export const reload = async (push: Push): Promise<void> => {
  push.load = (await loadPush(push.deps.db, push.link.id)) ?? push.load;
  push.link = push.load.link;
};

/**
 * Says what is about to be written, writes it, and tells the table when the system is known to have finished. `hasBegun`: of what
 * is sent in several requests, whether one has been taken when another fails.
 */
export const write = async (
  push: Push,
  content: IntentContent,
  subjectId: number | null,
  send: () => Promise<unknown>,
  hasBegun: () => boolean = () => false,
): Promise<Intent> => {
  const { db } = push.deps;
  const intent = await beginIntent(db, {
    linkId: push.link.id,
    subjectId,
    content,
    cursorBefore: push.link.cursor,
    version: push.load.ticket.version,
  });
  await endIntentOnFailure(push, intent, send, hasBegun);
  return intent;
};

const endIntentOnFailure = async (
  push: Push,
  intent: Intent,
  send: () => Promise<unknown>,
  hasBegun: () => boolean,
): Promise<void> => {
  try {
    await send();
  } catch (error) {
    const delivery = (error as { delivery?: string }).delivery;
    const kind = (error as { kind?: string }).kind;
    const isRefused = delivery === 'not-sent' || (delivery === 'answered' && kind !== 'transient');
    if (isRefused && !hasBegun())
      await settleIntent(push.deps.db, intent.id, 'not-written', intent.cursorBefore);
    else
      await endsIn(
        push,
        intent,
        isRefused || delivery === 'answered' ? 0 : push.config.requestTimeoutSeconds,
      );
    throw error;
  }
};

/** After so many seconds nothing of it can be carried out any more: what would have come after the failed request is not sent. */
const endsIn = async ({ deps }: Push, intent: Intent, seconds: number): Promise<void> => {
  await deps.db.query(
    'update intents set ended_at = clock_timestamp() + make_interval(secs => $2::float) where id = $1',
    [intent.id, seconds],
  );
};
