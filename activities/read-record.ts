import type { PoolClient } from 'pg';
import { compareEntries, type RecordState } from '../domain/record';
import { adoptRecord, glanceAtRecord, lockRecord } from '../store/adopt-record';
import { applyChanges } from '../store/apply-changes';
import { transaction } from '../store/database';
import { openIntent } from '../store/intents';
import { linkById, linkOfRecord, type Link } from '../store/links';
import { resolveProblems } from '../store/problems';
import { clockOffsetOf } from '../store/push-load';
import { recordMerged } from '../store/record-merged';
import { requesterEmailOf } from '../store/requester';
import { after, judge, linkEchoes, storeSight, type Sight } from './absorb';
import { systemOf, type Deps } from './deps';
import { fetchFiles, filesOf } from './fetch-files';
import { insertGone } from './insert-gone';
import { sureOfMissing } from './silent-changes';
import { filesAtFirstSight, storeFirstSight } from './store-first-sight';
import { wakeTicket } from './wake-ticket';

/** What a reading of one record came to. */
export type Reading =
  /** Read up to this history entry. */
  | { readonly is: 'read'; readonly cursor: string }
  /** No such record (yet). */
  | { readonly is: 'nothing' }
  /** A create of ours must be settled first. */
  | { readonly is: 'undecided' };

export interface ReadOptions {
  /** Met while listing what was there before us. */
  readonly likelyOld?: boolean;
  /** Read again from this history entry on, though we have read beyond it: a lower one may have been committed since. */
  readonly from?: string;
}

/**
 * The reader of one record: turns what the system says of it since our cursor into change rows, finds the ticket that it
 * belongs to, and wakes it. Never moves the cursor, never writes to the system.
 */
export const readRecord = async (
  deps: Deps,
  system: string,
  recordId: string,
  { likelyOld = false, from }: ReadOptions = {},
): Promise<Reading> => {
  const { connector, config } = systemOf(deps, system);
  const known = await linkOfRecord(deps.db, system, recordId);
  if (!known && (likelyOld || config.role === 'tracker')) return readUnknown(deps, system, recordId);
  if (!known) return readNew(deps, system, recordId);
  const since = from !== undefined && compareEntries(from, known.cursor) < 0 ? from : known.cursor;
  const state = await connector.read(recordId, since);
  if (state === 'hidden') return { is: 'nothing' };
  if (state === 'gone') return gone(deps, known);
  if (state.id !== recordId) return merged(deps, known, state);
  if ((await resolveProblems(deps.db, { linkId: known.id, kind: 'record-hidden' })) > 0)
    await wakeTicket(deps, known.ticketId); // in sight again: what waited can be pushed
  return takeInNews(deps, known, state, since);
};

/** Most likely a new ticket of the desk: all that was said in it is wanted at once. */
const readNew = async (deps: Deps, system: string, recordId: string): Promise<Reading> => {
  const state = await systemOf(deps, system).connector.read(recordId, '0');
  return state === 'gone' || state === 'hidden' ? { is: 'nothing' } : takeIn(deps, system, state);
};

/** Beyond every history: only the fields are asked for. */
const noHistory = '9'.repeat(18);

/** Most records of a tracker, and old ones, never get a link: a glance tells, and only the others are read with all that was said. */
const readUnknown = async (deps: Deps, system: string, recordId: string): Promise<Reading> => {
  const { connector } = systemOf(deps, system);
  const glance = await connector.read(recordId, noHistory);
  if (glance === 'gone' || glance === 'hidden') return { is: 'nothing' };
  const verdict = await judgeUnknown(deps, system, glance);
  return verdict === 'link' ? readNew(deps, system, glance.id) : withoutLink(verdict, glance);
};

/** Is it to be linked, or linked already? If not, or not yet, that is noted. */
const judgeUnknown = async (deps: Deps, system: string, state: RecordState) => {
  const { rules, installation } = deps;
  const clockOffset = await clockOffsetOf(deps.db, system);
  return transaction(deps.db, async (tx) => {
    await lockRecord(tx, system, state.id);
    const isLinked = (await linkOfRecord(tx, system, state.id)) !== undefined;
    return isLinked ? 'link' : glanceAtRecord(tx, system, state, { rules, installation, clockOffset });
  });
};

const withoutLink = (verdict: 'undecided' | 'left-alone', { cursor }: RecordState): Reading =>
  verdict === 'undecided' ? { is: 'undecided' } : { is: 'read', cursor };

/** Linked meanwhile: what was read before that may be older than what the link knows. */
const takeIn = async (deps: Deps, system: string, state: RecordState): Promise<Reading> => {
  const link = await linkOfRecord(deps.db, system, state.id);
  return link ? readRecord(deps, system, state.id) : takeInUnknown(deps, system, state);
};

/** News of a record that we know. */
const takeInNews = async (
  deps: Deps,
  link: Link,
  read: RecordState,
  since = link.cursor,
): Promise<Reading> => {
  const state = await sureOfMissing(deps.db, systemOf(deps, link.system).connector, link, read);
  const clockOffset = await clockOffsetOf(deps.db, link.system);
  const judged = await judge(deps.db, { ...link, cursor: since }, after(state.history, since));
  const news = judged.filter(({ verdict }) => verdict === 'news').flatMap(({ event }) => filesOf(event));
  const files = await fetchFiles(deps.db, systemOf(deps, link.system).connector, news, link.recordId!);
  const requesterEmail = await requesterEmailOf(deps.db, link.ticketId);
  const opened = await transaction(deps.db, async (tx) => {
    await lockRecord(tx, link.system, state.id);
    const count = await storeSight(tx, { link, state, judged, files, clockOffset, requesterEmail }, false);
    // A remark that was taken back must not wait for a workflow before it is hidden here.
    if (state.presentComments && count > 0) await applyChanges(tx, link.ticketId, deps.rules);
    return count;
  });
  if (opened > 0) await wakeTicket(deps, link.ticketId);
  return { is: 'read', cursor: state.cursor };
};

/** A record met for the first time: it gets its ticket, and what was said and attached so far, in one transaction. */
const takeInUnknown = async (deps: Deps, system: string, state: RecordState): Promise<Reading> => {
  // Bytes come before the transaction: in it everybody who takes in a record of this system would wait for them.
  const wanted = filesAtFirstSight(state);
  const verdict = wanted.length === 0 ? 'link' : await judgeUnknown(deps, system, state);
  if (verdict !== 'link') return withoutLink(verdict, state);
  const files = await fetchFiles(deps.db, systemOf(deps, system).connector, wanted, state.id);
  const clockOffset = await clockOffsetOf(deps.db, system);
  const { rules, installation } = deps;
  const found = await transaction(deps.db, async (tx) => {
    await lockRecord(tx, system, state.id);
    const linked = await linkOfRecord(tx, system, state.id);
    if (linked) return { is: 'linked-meanwhile' } as const;
    const adoption = await adoptRecord(tx, system, state, { rules, installation, clockOffset });
    if (adoption.is !== 'linked') return adoption;
    await storeFirstSight(tx, adoption.link, state, files, clockOffset);
    return adoption;
  });
  if (found.is === 'undecided' || found.is === 'left-alone') return withoutLink(found.is, state);
  if (found.is === 'linked-meanwhile') return readRecord(deps, system, state.id);
  await wakeTicket(deps, found.link.ticketId);
  return { is: 'read', cursor: state.cursor };
};

/** 404 is believed when it is said twice; a record that is gone is a change of its ticket. */
const gone = async (deps: Deps, link: Link): Promise<Reading> => {
  if (link.state !== 'linked') return { is: 'nothing' };
  if ((await systemOf(deps, link.system).connector.read(link.recordId!, link.cursor)) !== 'gone')
    return { is: 'nothing' };
  await insertGone(deps.db, link);
  await wakeTicket(deps, link.ticketId);
  return { is: 'read', cursor: link.cursor };
};

/** Merged into another record: what was said in it and not read yet goes along. */
const merged = async (deps: Deps, link: Link, state: RecordState): Promise<Reading> => {
  if (link.state !== 'linked') return takeIn(deps, link.system, state); // we know
  const sight = await lastWords(deps, link, state);
  await transaction(deps.db, async (tx) => {
    await lockRecord(tx, link.system, link.recordId!);
    if ((await linkById(tx, link.id))?.state !== 'linked') return;
    await storeSight(tx, sight, true);
    await linkOpenComments(tx, sight);
    await recordMerged(tx, link, state.id, deps.rules);
  });
  await wakeTicket(deps, link.ticketId);
  return takeIn(deps, link.system, state);
};

const lastWords = async (deps: Deps, link: Link, state: RecordState): Promise<Sight> => {
  const own = (state.brought ?? []).filter(({ of }) => of === link.recordId).map(({ event }) => event);
  const intent = await openIntent(deps.db, link.id);
  const window = intent && { content: intent.content, before: intent.cursorBefore };
  const judged = await judge(deps.db, link, after(own, link.cursor), window);
  const news = judged.filter(({ verdict }) => verdict === 'news').flatMap(({ event }) => filesOf(event));
  const files = await fetchFiles(deps.db, systemOf(deps, link.system).connector, news, link.recordId!);
  const clockOffset = await clockOffsetOf(deps.db, link.system);
  const requesterEmail = await requesterEmailOf(deps.db, link.ticketId);
  // Its present comments are those of the record that it is part of now.
  return {
    link,
    state: { ...state, presentComments: undefined },
    judged,
    files,
    clockOffset,
    requesterEmail,
  };
};

/** Remarks of ours that got in just before the merge are there already. */
const linkOpenComments = async (tx: PoolClient, { link, judged }: Sight): Promise<void> => {
  const intent = await openIntent(tx, link.id);
  if (intent) await linkEchoes(tx, link, judged, intent.content);
};
