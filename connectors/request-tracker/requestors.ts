import type { RecordEvent, RecordState } from '../../domain/record';
import { isAnonymousAddress } from './anonymous-address';
import { ticketPath, type Client } from './client';
import { id, list, record, text } from './json';
import type { Json } from './json';

/** RT's names of the users who are its requestors; groups are left out. */
export const requestorsOf = (ticket: Json): readonly string[] =>
  list(ticket.Requestor)
    .map(record)
    .filter(({ type }) => type === 'user')
    .map((user) => text(user.id));

/** Who that is; empty for none. */
export const requesterOf = async (
  client: Client,
  name: string | undefined,
): Promise<Pick<RecordState, 'requester'>> => {
  if (!name) return {};
  const path = `/user/${encodeURIComponent(name)}`;
  const answer = await client.send({ method: 'GET', path, allow: [403, 404] });
  const user = answer.status === 200 ? record(answer.json()) : {};
  // RT names a user that it made itself by his address.
  const email = text(user.EmailAddress) || (name.includes('@') ? name : '');
  return { requester: { name: text(user.RealName) || name, ...(email === '' ? {} : { email }) } };
};

/** RT adds and removes requestors one by one: only the last of these steps says who is left. */
const isRequestorChange = ({ Type, Field }: Json): boolean =>
  Field === 'Requestor' && ['AddWatcher', 'DelWatcher', 'SetWatcher'].includes(text(Type));

/**
 * The events, with a new requester where somebody changed the requestors and exactly one with an address is left. Several are no answer to
 * whose ticket it is, and one who was made anonymous is whose it was. The ticket is asked for again: what was read before the
 * change says who it was then.
 */
export const withRequester = async (
  client: Client,
  ticketId: string,
  ofTicket: readonly Json[],
  events: readonly RecordEvent[],
): Promise<readonly RecordEvent[]> => {
  const change = ofTicket.filter(isRequestorChange).at(-1);
  if (!change) return events;
  const answer = await client.send({ method: 'GET', path: ticketPath(ticketId), allow: [403, 404] });
  const left = answer.status === 200 ? requestorsOf(record(answer.json())) : [];
  const { requester } = left.length === 1 ? await requesterOf(client, left[0]) : {};
  const email = requester?.email;
  if (!requester || email === undefined || isAnonymousAddress(client.config, email)) return events;
  return events.map(({ entry, at, actor, ...event }) =>
    entry === id(change.id)
      ? { entry, at, actor, kind: 'requester', who: { name: requester.name, email } }
      : ({ entry, at, actor, ...event } as RecordEvent),
  );
};
