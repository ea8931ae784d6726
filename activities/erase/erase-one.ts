import { ConnectorFailure } from '../../connectors/failure';
import { transaction } from '../../store/database';
import {
  noteTry,
  refusedRecords,
  settleRecord,
  type ErasureRecord,
} from '../../store/personal/erasure-records';
import { raiseProblem } from '../../store/problems';
import { systemOf, type Deps } from '../deps';
import { Rebase, RecordGone, Unsettled } from '../push/outcome';
import { RecordBusy, withRecordLock } from '../record-lock';
import { eraseFromRecord } from './erase-from-record';
import type { Task } from './task';

/** The whole system has to be waited for. */
export class SystemAway extends Error {
  override readonly name = 'SystemAway';
}

/** A record may fail so often while its system answers, before a person must look at it. */
const patience = 10;

/**
 * One record, with no push of ours beside it. `waits`: its turn comes again. What is gone or out of sight keeps nobody waiting; what
 * the system refuses becomes a problem, one for the person and that system.
 */
export const eraseOne = async (
  deps: Deps,
  task: Task,
  record: ErasureRecord,
): Promise<'settled' | 'waits'> => {
  try {
    const state = await withRecordLock(deps.db, record.linkId, () => eraseFromRecord(deps, task, record));
    if (state === 'waits') return 'waits';
    await settleRecord(deps.db, record.id, state);
    return 'settled';
  } catch (error) {
    return onFailure(deps, task, record, error);
  }
};

const onFailure = async (
  deps: Deps,
  task: Task,
  record: ErasureRecord,
  error: unknown,
): Promise<'settled' | 'waits'> => {
  if (error instanceof RecordBusy || error instanceof Rebase || error instanceof Unsettled) return 'waits';
  if (error instanceof RecordGone) {
    await settleRecord(deps.db, record.id, { state: error.how === 'hidden' ? 'hidden' : 'gone' });
    return 'settled';
  }
  if (!(error instanceof ConnectorFailure)) throw error;
  if (error.kind === 'refused') return refuse(deps, task, record, error);
  if (error.details.status === 429) return 'waits';
  // The system itself is away: that says nothing about this record, and nobody counts it.
  if (error.kind === 'credentials' || !(await answers(deps, task.system)))
    throw new SystemAway(error.message);
  await noteTry(deps.db, record.id);
  return record.tries + 1 < patience ? 'waits' : refuse(deps, task, record, error);
};

const answers = (deps: Deps, system: string): Promise<boolean> =>
  systemOf(deps, system)
    .connector.health()
    .then(
      () => true,
      () => false,
    );

const refuse = async (
  { db }: Deps,
  { contactId, system }: Task,
  record: ErasureRecord,
  error: ConnectorFailure,
): Promise<'settled'> => {
  await transaction(db, async (tx) => {
    await settleRecord(tx, record.id, { state: 'refused', because: error.message });
    const { records, said } = await refusedRecords(tx, contactId, system);
    await raiseProblem(tx, {
      system,
      kind: 'person-refused',
      value: String(contactId),
      values: { contact: String(contactId), records: records.slice(0, 50).join(', '), said },
    });
  });
  return 'settled';
};
