import { remindOf } from '../../store/inbox-work';
import { saveListCursor, savePollCursor, sourceCursor } from '../../store/source-cursors';
import { systemOf, type Deps } from '../deps';
import { parallelReads } from './hints';
import { inParallel } from './in-parallel';
import { tryReading } from './try-reading';

/** Sets the poll's cursor before anything else is looked at, so that nothing falls between the first look and the poll. */
export const setPollCursor = async (deps: Deps, system: string): Promise<void> => {
  const { connector, config } = systemOf(deps, system);
  if ((await sourceCursor(deps.db, system)).cursor !== null) return;
  const { next } = await connector.poll(null, config.requestTimeoutSeconds * 2000);
  await savePollCursor(deps.db, system, next);
};

/** The first look at a system: every record that was there before us is read, page by page. */
export const listFirstSight = async (deps: Deps, system: string, signal: AbortSignal): Promise<void> => {
  const { connector } = systemOf(deps, system);
  await setPollCursor(deps, system);
  let { listCursor } = await sourceCursor(deps.db, system);
  while (listCursor !== 'done' && !signal.aborted) {
    const page = await connector.list(deps.rules.from, listCursor);
    await inParallel(parallelReads, page.recordIds, async (id) => {
      const reading = await tryReading(deps, system, id, { likelyOld: true });
      if (reading.is === 'failed') await remindOf(deps.db, system, id);
    });
    listCursor = page.more ? page.next : 'done';
    await saveListCursor(deps.db, system, listCursor);
  }
};
