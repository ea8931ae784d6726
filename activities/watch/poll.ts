import type { PollPage } from '../../connectors/port';
import { beforeOldest } from '../../domain/record';
import { entriesNotStored } from '../../store/changes';
import { remindOf } from '../../store/inbox-work';
import { saveAnswered, savePollCursor, saveClockOffset, sourceCursor } from '../../store/source-cursors';
import { systemOf, type Deps } from '../deps';
import { parallelReads } from './hints';
import { inParallel } from './in-parallel';
import { tryReading } from './try-reading';

/** Without a poll their clock is still looked at so often: times are compared by it. */
const clockEveryMs = 60_000;

/** Records whose newest change we have seen, so that the overlap of two polls is not read again. */
const maxRemembered = 20_000;

/**
 * The poll of one system: every record with news since the cursor. Answers in how many milliseconds the next one is due.
 * The cursor only moves after all were read.
 */
export const createPoll = (deps: Deps, system: string): (() => Promise<number>) => {
  const { config, connector } = systemOf(deps, system);
  const seen = new Map<string, string>();
  let last = 0;
  return async () => {
    const polls = config.pollSeconds > 0;
    const every = polls ? config.pollSeconds * 1000 : clockEveryMs;
    const due = last + every - Date.now();
    if (due > 0) return due;
    last = Date.now();
    await saveClockOffset(deps.db, system, (await connector.health()).clockOffset);
    if (!polls) {
      await saveAnswered(deps.db, system);
      return every;
    }
    let { cursor } = await sourceCursor(deps.db, system);
    for (let more = true; more;) {
      const page = await connector.poll(cursor, config.requestTimeoutSeconds * 2000);
      await inParallel(parallelReads, await toRead(deps, system, page, seen), async ({ id, from }) => {
        const reading = await tryReading(deps, system, id, { from });
        if (reading.is === 'failed') await remindOf(deps.db, system, id);
      });
      remember(seen, page.marks ?? {});
      cursor = page.next;
      await savePollCursor(deps.db, system, cursor);
      more = page.more;
    }
    return Math.max(0, last + every - Date.now());
  };
};

/** The records of a page that have something new to us, and from which entry on. */
const toRead = async (
  { db }: Deps,
  system: string,
  { recordIds, marks, entries }: PollPage,
  seen: ReadonlyMap<string, string>,
): Promise<readonly { readonly id: string; readonly from: string | undefined }[]> => {
  const news = entries && (await entriesNotStored(db, system, entries));
  return recordIds
    .filter((id) => (news ? news.has(id) : marks?.[id] === undefined || seen.get(id) !== marks[id]))
    .map((id) => ({ id, from: news && beforeOldest(news.get(id)!) }));
};

const remember = (seen: Map<string, string>, marks: Readonly<Record<string, string>>): void => {
  for (const [id, mark] of Object.entries(marks)) seen.set(id, mark);
  for (const id of seen.keys()) {
    if (seen.size <= maxRemembered) break;
    seen.delete(id);
  }
};
