import { transaction } from '../../store/database';
import { raiseProblem } from '../../store/problems';
import { openIntent, settleIntent } from '../../store/intents';
import { insertGone } from '../insert-gone';
import { readRecord } from '../read-record';
import type { Push } from './context';
import type { PushOutcome, RecordGone } from './outcome';

/**
 * The record is not where it was. Gone (404 twice): a change like any other, merged into the link's state, and a problem.
 * Out of sight (403): a problem only, it still exists. Merged into another record: the reader of that record sees to it.
 */
export const storeGone = async (push: Push, gone: RecordGone): Promise<PushOutcome> => {
  const { link, load, deps } = push;
  if (gone.how === 'hidden') {
    await raiseProblem(deps.db, {
      ticketId: load.ticket.id,
      linkId: link.id,
      system: link.system,
      kind: 'record-hidden',
      values: { record: link.recordId ?? '', ticket: load.ticket.number },
    });
    return { outcome: 'stopped' };
  }
  if (gone.into !== undefined) {
    await readRecord(deps, link.system, link.recordId!);
    return { outcome: 'rebase' };
  }
  await transaction(deps.db, async (tx) => {
    const intent = await openIntent(tx, link.id);
    if (intent) await settleIntent(tx, intent.id, 'abandoned');
    await insertGone(tx, link);
  });
  return { outcome: 'rebase' };
};
