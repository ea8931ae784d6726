import { Context, sleep } from '@temporalio/activity';
import { countLinks, linksAfter } from '../../store/links-at-rest';
import {
  endReconciliation,
  nightlyReconciliation,
  noteStanding,
  reportDrift,
  runningReconciliation,
  saveProgress,
  setTotal,
  type RunningReconciliation,
} from '../../store/reconciliations';
import type { Deps } from '../deps';
import { RecordBusy, withRecordLock } from '../record-lock';
import { inParallel } from '../watch/in-parallel';
import { reconcileContracts } from './contracts';
import { lookAt, type Found } from './look';
import { repair } from './repair';

/** Records read at once, so that traffic keeps the better part of every system. */
const parallelReads = 4;
/** Records between two notes of how far it came. */
const pageSize = 50;
/** What is found is looked at again after this, and only then believed: a hook or a poll may be just about to tell of it. */
const secondLookMs = 3000;
const beatMs = 2000;

export const createReconcileActivities = (deps: Deps) => ({
  /** Works through every linked record; goes on where it stood, and returns early when somebody has ended it. */
  async reconcile({ id }: { readonly id: number }): Promise<void> {
    const context = Context.current();
    const beat = setInterval(() => context.heartbeat(), beatMs);
    try {
      await reconcileAll(deps, id, context.cancellationSignal);
    } catch (error) {
      const because = error instanceof Error ? error.message : String(error);
      if (!context.cancellationSignal.aborted) await noteStanding(deps.db, id, because);
      throw error;
    } finally {
      clearInterval(beat);
    }
  },

  /** Asks for the nightly reconciliation; answers with its id. */
  beginNightlyReconciliation: (): Promise<number> => nightlyReconciliation(deps.db),

  /** Notes that it did not come to its end. */
  async abandonReconciliation(end: {
    readonly id: number;
    readonly as: 'stopped' | 'failed';
  }): Promise<void> {
    await endReconciliation(deps.db, end.id, end.as);
  },
});

const reconcileAll = async (deps: Deps, id: number, signal: AbortSignal): Promise<void> => {
  const { db } = deps;
  for (;;) {
    const run = await runningReconciliation(db, id);
    if (!run) return;
    const systems = run.system === null ? [...deps.systems.keys()] : [run.system];
    if (run.cursor === 0) await setTotal(db, id, await countLinks(db, systems));
    const page = await linksAfter(db, systems, run.cursor, pageSize);
    const last = page.at(-1);
    if (last === undefined) {
      await reconcileContracts(deps, run, systems);
      return void (await endReconciliation(db, id, 'done'));
    }
    await reconcilePage(deps, run, page, signal);
    await saveProgress(db, run, { checked: page.length, cursor: last });
  }
};

const reconcilePage = async (
  deps: Deps,
  run: RunningReconciliation,
  page: readonly number[],
  signal: AbortSignal,
): Promise<void> => {
  const suspects: number[] = [];
  await inParallel(parallelReads, page, async (linkId) => {
    signal.throwIfAborted();
    if (await lookAt(deps, linkId)) suspects.push(linkId);
  });
  if (suspects.length === 0) return;
  await sleep(secondLookMs);
  if (!(await runningReconciliation(deps.db, run.id))) return;
  // A ticket that sets out at once would settle at its other records what was not yet reported there.
  const toWake = new Set<string>();
  await inParallel(parallelReads, suspects, async (linkId) => {
    signal.throwIfAborted();
    await lookAgain({ ...deps, wake: (number) => toWake.add(number) }, run, linkId);
  });
  for (const number of toWake) deps.wake(number);
};

/** With the record locked, so that no write of ours is under way; one that is being written just now is no drift. */
const lookAgain = async (deps: Deps, run: RunningReconciliation, linkId: number): Promise<void> => {
  try {
    await withRecordLock(deps.db, linkId, async () => {
      const found = await lookAt(deps, linkId);
      if (!found) return;
      const repaired = run.repair ? await repair(deps, found) : [];
      await report(deps, run, found, repaired);
    });
  } catch (error) {
    if (!(error instanceof RecordBusy)) throw error;
  }
};

/** Values are shown, not kept: a long text is cut. */
const longest = 300;

const report = (
  deps: Deps,
  run: RunningReconciliation,
  { load, differences }: Found,
  repaired: readonly boolean[],
): Promise<void> => {
  const { ticket, link } = load;
  return reportDrift(
    deps.db,
    run.id,
    differences.map(({ field, kind, ours, theirs }, i) => ({
      ticket: ticket.number,
      system: link.system,
      record: link.recordId!,
      field,
      kind,
      ours: ours?.slice(0, longest) ?? null,
      theirs: theirs?.slice(0, longest) ?? null,
      repaired: repaired[i] ?? false,
    })),
  );
};
