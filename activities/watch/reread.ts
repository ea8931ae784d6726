import { hiddenRecords, recordsToReread } from '../../store/source-cursors';
import { systemOf, type Deps } from '../deps';
import { parallelReads } from './hints';
import { inParallel } from './in-parallel';
import { tryReading } from './try-reading';

/**
 * Reads a few linked records again that were not looked at for `rereadMinutes`, where a system can change silently; and
 * those that our account may not see: no event tells that it may again.
 */
export const reread = async (deps: Deps, system: string): Promise<void> => {
  const { connector, config } = systemOf(deps, system);
  const due = await hiddenRecords(deps.db, system, 20);
  if (connector.capabilities.changesSilently && config.rereadMinutes > 0)
    due.push(...(await recordsToReread(deps.db, system, config.rereadMinutes, 20)));
  await inParallel(parallelReads, due, (id) => tryReading(deps, system, id));
};
