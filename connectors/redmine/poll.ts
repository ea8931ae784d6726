import { reason } from '../../domain/reason';
import { ConnectorFailure } from '../failure';
import type { PollPage } from '../port';
import { IssuesAnswer } from './answers';
import type { Issue } from './answers';
import type { Clock } from './clock';
import type { Parts } from './parts';
import { filterTime, isIn, ofProject } from './search';
import type { Vocabulary } from './vocabulary';

/** A measured clock is good to half a second, a filter to one: so much is always looked at again, in milliseconds. */
const blurMs = 2_000;

/** Nothing that is committed later than this still carries the second of its change, in milliseconds. */
const settledMs = 30_000;

/** Between rounds only `from`: every issue changed before it has been told. Times are Redmine's own. */
interface Cursor {
  readonly from: string;
  /** Inside a round: where the next one will begin, and how many issues of the second `from` were told already. */
  readonly then?: string;
  readonly skip?: number;
}

/**
 * One page of the issues changed since the cursor. Pages go on from the last issue's second, not by offset: an issue that
 * changes meanwhile moves to the end and would pull another one over the page's edge.
 */
export const pollIssues = async (parts: Parts, text: string | null, overlapMs: number): Promise<PollPage> => {
  const cursor = text === null ? null : parse(text);
  const then = cursor?.then ?? (await startOfNext(parts.clock, overlapMs));
  if (cursor === null) return { recordIds: [], next: JSON.stringify({ from: then }), more: false };
  const words = await parts.names.get();
  const issues = await page(parts, words, cursor);
  const full = issues.length >= parts.pageSize;
  const next: Cursor = full ? { ...onwards(cursor, issues, parts.pageSize), then } : { from: then };
  const ours = issues.filter((issue) => isIn(issue, words));
  return {
    recordIds: [...new Set(ours.map(({ id }) => String(id)))],
    marks: marksOf(ours, Date.now() + (await parts.clock.offset())),
    next: JSON.stringify(next),
    more: full,
  };
};

/**
 * Redmine tells whole seconds: of an issue that changed just now another change could carry the same one. After that it is
 * looked at once more when everything that still could carry it is committed.
 */
const marksOf = (issues: readonly Issue[], theirNow: number): Readonly<Record<string, string>> =>
  Object.fromEntries(
    issues.flatMap(({ id, updated_on: at }) => {
      const age = theirNow - Date.parse(at);
      return age < 2 * blurMs ? [] : [[String(id), age < settledMs ? `${at} young` : at]];
    }),
  );

const startOfNext = async (clock: Clock, overlapMs: number): Promise<string> =>
  filterTime(Date.now() + (await clock.offset()) - overlapMs - blurMs);

const page = async (
  { client, pageSize }: Parts,
  words: Vocabulary,
  { from, skip = 0 }: Cursor,
): Promise<readonly Issue[]> => {
  const query = { updated_on: `>=${from}`, sort: 'updated_on,id', limit: pageSize, offset: skip };
  return (await client.get('/issues.json', IssuesAnswer, { ...ofProject(words), ...query })).issues;
};

/** A fifth of a page is asked for twice where one second fills more than a page. */
const onwards = ({ from, skip = 0 }: Cursor, issues: readonly Issue[], pageSize: number): Cursor => {
  const last = issues.at(-1)?.updated_on ?? from;
  return last > from ? { from: last } : { from, skip: skip + Math.max(1, Math.floor(pageSize * 0.8)) };
};

const parse = (text: string): Cursor => {
  try {
    const cursor = JSON.parse(text) as Cursor;
    if (typeof cursor.from === 'string' && !Number.isNaN(Date.parse(cursor.from))) return cursor;
  } catch {
    // told below
  }
  throw new ConnectorFailure('refused', 'not-sent', reason('pollCursor', { cursor: text.slice(0, 80) }));
};
