import type { PollPage } from '../port';
import type { Client } from './client';
import { instantOf } from './fields';
import { id, items } from './json';
import type { Json } from './json';

/** A transaction that was told already but is young: id, and its time in seconds. */
type Told = readonly [id: number, at: number];

/** Where the poll stands. */
interface Position {
  /** Every transaction up to this id is told, and none can come up with a lower one any more. */
  readonly settled: number;
  /** What was told beyond that: on PostgreSQL and MySQL a lower id may still be committed between them. */
  readonly told: readonly Told[];
  /** How far this pass has read. */
  readonly upTo: number;
}

/** So many are remembered at most; what is older is then told twice, which harms nobody. */
const toldAtMost = 3000;

/**
 * Tickets with transactions beyond the cursor, of every queue that our account sees (a linked ticket may have been moved).
 * Mail that RT sent is none. A page may come short, as RT takes hidden comments out afterwards: read until an empty one.
 */
export const pollTransactions = async (
  client: Client,
  cursor: string | null,
  overlapMs: number,
): Promise<PollPage> => {
  const youngFrom = Date.now() + client.clockOffset - overlapMs;
  if (cursor === null) return firstPage(await newest(client), youngFrom);
  const position = JSON.parse(cursor) as Position;
  const page = await pageAfter(client, position.upTo);
  const known = new Set(position.told.map(([told]) => told));
  const fresh = page.filter((one) => !known.has(numberOf(one)));
  const told = [...position.told, ...fresh.map(toldOf)];
  const settled = settle({ ...position, told }, youngFrom);
  const more = page.length > 0;
  const upTo = more ? Math.max(...page.map(numberOf)) : settled.settled;
  return {
    recordIds: [...new Set(fresh.map(({ ObjectId }) => id(ObjectId)).filter((ticket) => ticket !== ''))],
    entries: entriesOf(fresh),
    next: write({ ...settled, upTo }),
    more,
  };
};

/** By ticket, the ids of its transactions on this page. */
const entriesOf = (fresh: readonly Json[]): Readonly<Record<string, readonly string[]>> => {
  const byTicket = new Map<string, string[]>();
  for (const one of fresh) {
    const ticket = id(one.ObjectId);
    byTicket.set(ticket, [...(byTicket.get(ticket) ?? []), id(one.id)]);
  }
  return Object.fromEntries(byTicket);
};

const firstPage = (page: readonly Json[], youngFrom: number): PollPage => {
  const told = page.map(toldOf);
  const before = Math.min(...told.map(([first]) => first), Infinity) - 1;
  const position = settle({ settled: Number.isFinite(before) ? before : 0, told, upTo: 0 }, youngFrom);
  return { recordIds: [], next: write({ ...position, upTo: position.settled }), more: false };
};

/** Passes for good what is old, up to the first id that is young. */
const settle = ({ settled, told, upTo }: Position, youngFrom: number): Position => {
  const sorted = [...told].sort(([a], [b]) => a - b);
  const young = sorted.findIndex(([, at]) => at * 1000 >= youngFrom);
  const passed = young === -1 ? sorted : sorted.slice(0, young);
  return { settled: passed.at(-1)?.[0] ?? settled, told: sorted.slice(passed.length), upTo };
};

const where = `ObjectType = 'RT::Ticket' AND TicketType = 'ticket' AND Type != 'EmailRecord' AND Type != 'CommentEmailRecord'`;
const fields = 'Created,ObjectId';

const after = async (client: Client, position: number, page = 1) =>
  items(await client.page('/transactions', `id > ${position} AND ${where}`, fields, { page }));

const newest = async (client: Client, position = 0) =>
  items(await client.page('/transactions', `id > ${position} AND ${where}`, fields, { order: 'DESC' }));

/** So many pages without anything that we may see are passed over at most. */
const hiddenPages = 20;

/**
 * The first page after it on which we may see anything. RT takes comments that we may not see out of a page after it has cut the
 * pages (RT::Transactions::AddRecord): an empty one is the end only when the newest of all are not to be seen, either.
 */
const pageAfter = async (client: Client, position: number): Promise<readonly Json[]> => {
  const first = await after(client, position);
  if (first.length > 0 || (await newest(client, position)).length === 0) return first;
  for (let page = 2; page <= hiddenPages; page++) {
    const found = await after(client, position, page);
    if (found.length > 0) return found;
  }
  return first;
};

const numberOf = (transaction: Json): number => Number(id(transaction.id)) || 0;
const toldOf = (transaction: Json): Told => [numberOf(transaction), instantOf(transaction.Created) / 1000];

const write = ({ settled, told, upTo }: Position): string =>
  JSON.stringify({ settled, upTo, told: told.slice(-toldAtMost) });
