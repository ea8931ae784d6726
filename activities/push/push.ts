import { ApplicationFailure, activityInfo } from '@temporalio/activity';
import { whileBeating } from '../beat';
import { transaction } from '../../store/database';
import { holdGate, waitAtGate } from '../../store/gates';
import { confirm } from '../../store/confirm';
import { setLinkState } from '../../store/links';
import { loadPush, type PushLoad } from '../../store/push-load';
import { RecordBusy, withRecordLock } from '../record-lock';
import type { Deps } from '../deps';
import { absorb, beginPush, readRecord, rebaseIfNews, type Push } from './context';
import { createRecord } from './create';
import { pushComments } from './comments';
import { pushDescription } from './description';
import { onFailure } from './failure';
import { forgetSettledRefusals, pushFields } from './fields';
import { pushFiles } from './files';
import { Rebase, RecordGone, Unsettled, type PushOutcome } from './outcome';
import { storeGone } from './gone';
import { settleOpenIntent } from './settle';
import { watched } from './watched';

export interface PushInput {
  readonly linkId: number;
}

/**
 * Makes one record equal to what it should be. One writer per record; settles what an earlier attempt left open; reads
 * before it writes and after; says what it is about to write. Safe to repeat at any point.
 */
export const createPush =
  (deps: Deps) =>
  async ({ linkId }: PushInput): Promise<PushOutcome> => {
    try {
      return await whileBeating(() => withRecordLock(deps.db, linkId, () => pushLink(deps, linkId)));
    } catch (error) {
      if (error instanceof RecordBusy || error instanceof Unsettled) throw retryLater(error);
      throw error;
    }
  };

const retryLater = (error: RecordBusy | Unsettled): ApplicationFailure =>
  ApplicationFailure.create({
    type: error.name,
    message: error.message,
    nextRetryDelay: error instanceof Unsettled ? Math.ceil(error.retryAfterMs) : 500,
    category: 'BENIGN',
  });

const pushLink = async (deps: Deps, linkId: number): Promise<PushOutcome> => {
  const load = await loadPush(deps.db, linkId);
  if (!load || (load.link.state !== 'creating' && load.link.state !== 'linked'))
    return { outcome: 'stopped' };
  return watched(deps, load, () => pushLoaded(deps, load));
};

const pushLoaded = async (deps: Deps, load: PushLoad): Promise<PushOutcome> => {
  if (await parks(deps, load)) return { outcome: 'parked' };
  const push = beginPush(deps, load);
  try {
    return await bringUpToDate(push);
  } catch (error) {
    if (error instanceof Rebase) return { outcome: 'rebase' };
    if (error instanceof RecordGone) return storeGone(push, error);
    const { scheduledTimestampMs: since, attempt } = activityInfo();
    return onFailure(push, error, { since, attempt });
  }
};

/** Behind a closed gate nothing is tried: the ticket is put on the list under the gate row's lock. */
const parks = async (deps: Deps, { ticket, link, gateOpen }: PushLoad): Promise<boolean> =>
  !gateOpen &&
  transaction(deps.db, async (tx) => {
    const gate = await holdGate(tx, link.system);
    if (!gate.open) await waitAtGate(tx, link.system, ticket.id);
    return !gate.open;
  });

const bringUpToDate = async (push: Push): Promise<PushOutcome> => {
  const { db } = push.deps;
  const { version } = push.load.ticket; // comments and files are those of this version, fields may be newer
  await settleOpenIntent(push);
  if (push.link.recordId === null) {
    if (push.load.ticket.undone) {
      await setLinkState(db, push.link.id, 'unlinked');
      return { outcome: 'stopped' };
    }
    await createRecord(push);
  } else {
    await absorb(push, await readRecord(push, push.link.cursor));
  }
  await rebaseIfNews(push);
  await pushDescription(push);
  await pushComments(push);
  if (activityInfo().attempt > 1) await pushFields(push); // they need not wait for a file that fails again and again
  await pushFiles(push);
  await pushFields(push);
  await forgetSettledRefusals(push);
  await rebaseIfNews(push);
  const tookMs = await confirm(db, push.link.id, version);
  if (tookMs !== undefined) push.deps.meter?.confirmed(push.link.system, tookMs / 1000);
  return { outcome: 'confirmed', version };
};
