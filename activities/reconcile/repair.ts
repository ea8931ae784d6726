import type { Difference } from '../../domain/drift';
import { ownershipOf } from '../../domain/link-back';
import { lockRecord } from '../../store/adopt-record';
import { transaction } from '../../store/database';
import { countChanges, oweAgain } from '../../store/links-at-rest';
import { storeUnexplained } from '../absorb';
import type { Deps } from '../deps';
import { noFiles } from '../fetch-files';
import { readRecord } from '../read-record';
import type { Found } from './look';

/**
 * Sets right what was found, with the record locked against our own writes: an edit becomes change rows, a debt is pushed
 * by the ticket's lane. Answers for every difference whether something was done about it.
 */
export const repair = async (deps: Deps, found: Found): Promise<readonly boolean[]> => {
  const { load, differences } = found;
  const owes = differences.some((difference) => isOurs(deps, found, difference));
  const stored = differences.some(isTheirs) && (await takeIn(deps, found));
  if (owes) await oweAgain(deps.db, load.link.id);
  if (owes || stored) deps.wake(load.ticket.number);
  return differences.map((difference) => isOurs(deps, found, difference) || (stored && isTheirs(difference)));
};

/** Our key is put back where it was taken out, but not into what another installation has claimed meanwhile. */
const isOurs = (deps: Deps, { read }: Found, { kind, field }: Difference): boolean =>
  kind === 'debt' ||
  (field === 'key' && ownershipOf(read?.state.linksBack ?? [], deps.installation) !== 'foreign');

/** A record that is gone is told to its ticket as well; but what to do about it only a person can say. */
const isTheirs = ({ kind, field }: Difference): boolean =>
  (kind === 'edited' && field !== 'key') || kind === 'comment-missing' || kind === 'gone';

/** The reader first, for what the history tells; what it does not explain is an observed change. True when any is new. */
const takeIn = async (deps: Deps, { load, read }: Found): Promise<boolean> => {
  const { link } = load;
  const before = await countChanges(deps.db, link.id);
  await readRecord(deps, link.system, link.recordId!);
  if (read?.state.id === link.recordId) {
    const { state, judged } = read!;
    const sight = { link, state, judged, files: noFiles, clockOffset: 0, requesterEmail: null };
    await transaction(deps.db, async (tx) => {
      await lockRecord(tx, link.system, link.recordId!);
      await storeUnexplained(tx, sight);
    });
  }
  return (await countChanges(deps.db, link.id)) > before;
};
