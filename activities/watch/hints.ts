import { beforeOldest, compareEntries } from '../../domain/record';
import {
  delayHints,
  delayWhileWriting,
  dueHints,
  mayBeOurCreate,
  nextHintIn,
  settleHints,
  settleKnownHints,
  type Hint,
} from '../../store/inbox-work';
import { inSpan } from '../../platform/tracing';
import { raiseProblem, resolveProblems } from '../../store/problems';
import { undecidedRecords } from '../../store/source-cursors';
import { systemOf, type Deps } from '../deps';
import type { Reading } from '../read-record';
import { inParallel } from './in-parallel';
import { tryReading } from './try-reading';

/** Records read at once from one system. */
export const parallelReads = 4;
const batch = 100;
/** A hint that finds nothing yet (RT's scrip runs before its commit) is tried so long in quick steps. */
const quickMs = 3000;
/** What tells of a record to which we are just writing, or that we may just be making, is looked at again after this. */
const writingMs = 150;
const creatingMs = 100;
/** Without a poll it stays open so long. */
const patienceMs = 10 * 60_000;

/** Reads the records that due hints tell of, each record once. Answers in how many milliseconds the next hint is due. */
export const readHints = async (deps: Deps, system: string): Promise<number | null> => {
  await delayWhileWriting(deps.db, system, writingMs);
  await settleKnownHints(deps.db, system);
  const hints = await dueHints(deps.db, system, batch);
  await inParallel(parallelReads, [...byRecord(hints)], ([recordId, group]) =>
    readFor(deps, system, recordId, group),
  );
  if (hints.length === batch) return 0;
  await inParallel(parallelReads, await undecidedRecords(deps.db, system), (id) =>
    tryReading(deps, system, id),
  );
  const wait = await nextHintIn(deps.db, system);
  return wait === null ? null : Math.max(0, wait);
};

const byRecord = (hints: readonly Hint[]): ReadonlyMap<string, readonly Hint[]> => {
  const groups = new Map<string, Hint[]>();
  for (const hint of hints)
    for (const id of hint.recordIds) groups.set(id, [...(groups.get(id) ?? []), hint]);
  return groups;
};

const readFor = async (
  deps: Deps,
  system: string,
  recordId: string,
  hints: readonly Hint[],
): Promise<void> => {
  const isNew = hints.every(({ attempts }) => attempts === 0);
  if (isNew && (await mayBeOurCreate(deps.db, system, recordId)))
    return delayHints(deps.db, idsOf(hints), creatingMs);
  const parent = hints.find(({ traceparent }) => traceparent !== null)?.traceparent;
  const attributes = { 'sagadesk.system': system, 'sagadesk.record': recordId };
  const reading = await inSpan('read record', { parent, attributes }, () =>
    tryReading(deps, system, recordId, { from: beforeOldest(entriesOf(hints)) }),
  );
  if (reading.is === 'failed') return putOff(deps, system, recordId, hints, reading.because);
  if (hints.some(({ attempts }) => attempts > 0))
    await resolveProblems(deps.db, { system, kind: 'record-unreadable', value: recordId });
  const [found, missed] = split(hints, reading);
  if (found.length > 0) await settleHints(deps.db, idsOf(found));
  for (const hint of missed) await again(deps, system, hint);
};

const idsOf = (hints: readonly Hint[]): readonly number[] => hints.map(({ id }) => id);

/** A hint may tell of an entry below what we have read: on some databases a lower id is committed later. */
const entriesOf = (hints: readonly Hint[]): readonly string[] =>
  hints.flatMap(({ entry }) => (entry === null ? [] : [entry]));

const split = (hints: readonly Hint[], reading: Reading): readonly [readonly Hint[], readonly Hint[]] => {
  const reached = (hint: Hint) =>
    reading.is === 'read' && (hint.entry === null || compareEntries(reading.cursor, hint.entry) >= 0);
  return [hints.filter(reached), hints.filter((hint) => !reached(hint))];
};

/** 50, 100, 200 ms ... up to 3 s; then the poll finds it, or without one it waits with growing pauses. */
const again = async (deps: Deps, system: string, hint: Hint): Promise<void> => {
  const { ageMs: age } = hint;
  const polls = systemOf(deps, system).config.pollSeconds > 0;
  if (age > patienceMs || (polls && age > quickMs)) return settleHints(deps.db, [hint.id], 'nothingFound');
  const pause =
    age < quickMs
      ? 50 * 2 ** Math.min(hint.attempts, 6)
      : Math.min(60_000, 1000 * 2 ** Math.min(hint.attempts - 6, 6));
  await delayHints(deps.db, [hint.id], pause);
};

/** A record that fails while its system answers: with growing pauses, and after ten minutes a person is told as well. */
const putOff = async (
  deps: Deps,
  system: string,
  recordId: string,
  hints: readonly Hint[],
  because: string,
): Promise<void> => {
  const attempts = Math.max(...hints.map((hint) => hint.attempts));
  const pause = Math.min(60_000, 500 * 2 ** Math.min(attempts, 7));
  await delayHints(deps.db, idsOf(hints), pause);
  if (!hints.some(({ ageMs }) => ageMs > patienceMs)) return;
  await raiseProblem(deps.db, {
    system,
    kind: 'record-unreadable',
    value: recordId,
    values: { record: recordId, said: because },
  });
};
