import type { Instant } from '../../domain/ticket';
import type { PollPage } from '../port';
import type { Client } from './client';
import { instantOf, keyOf } from './fields';
import { id, items } from './json';
import type { Json } from './json';
import type { Queue } from './queue';

/** A value in TicketSQL: RT::SQL takes \ as the escape inside quotes. */
export const quoted = (value: string): string => `'${value.replace(/[\\']/g, '\\$&')}'`;

/** Tickets whose key field holds exactly this: RT's own equality forgets case. */
export const findByKey = async (client: Client, queue: Queue, key: string): Promise<readonly string[]> => {
  if (key.trim() === '') return [];
  const query = `'CF.{${await queue.keyFieldId()}}' = ${quoted(key)}`;
  const found: Json[] = [];
  for (let after = '0'; ; after = id(found.at(-1)?.id)) {
    const page = items(await client.page('/tickets', `${query} AND id > ${after}`, 'CustomFields'));
    found.push(...page);
    if (page.length < client.pageSize) break;
  }
  return found
    .filter((ticket) => keyOf(ticket, client.config.externalKeyField) === key)
    .map((ticket) => id(ticket.id));
};

const dayMs = 86_400_000;

/** Tickets of the queue that are open now, or were created since; the cursor is the last id. */
export const listTickets = async (
  client: Client,
  queue: Queue,
  from: 'open' | Instant,
  cursor: string | null,
): Promise<PollPage> => {
  const { name } = await queue.facts();
  const which = from === 'open' ? `Status = '__Active__'` : `Created >= ${quoted(searchDate(from - dayMs))}`;
  const query = `Queue = ${quoted(name)} AND ${which} AND id > ${cursor ?? '0'}`;
  const page = items(await client.page('/tickets', query, 'Created'));
  // A search takes dates in the zone of our user there, so a day too many is asked for.
  const wanted = page.filter((ticket) => from === 'open' || instantOf(ticket.Created) >= from);
  return {
    recordIds: wanted.map((ticket) => id(ticket.id)),
    next: id(page.at(-1)?.id) || (cursor ?? '0'),
    more: page.length === client.pageSize,
  };
};

/** `2026-11-23 06:49:50`: the only form that a search understands to the second. */
const searchDate = (at: Instant): string => new Date(at).toISOString().slice(0, 19).replace('T', ' ');
