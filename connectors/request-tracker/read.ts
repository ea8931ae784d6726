import { compareEntries } from '../../domain/record';
import type { NativeFields, RecordEvent, RecordState } from '../../domain/record';
import type { OutgoingComment } from '../port';
import type { Account } from './account';
import { ticketPath } from './client';
import type { Client } from './client';
import { noContent } from './content';
import { fieldsOf, instantOf, isDone, keyOf, linksOf, slaOf } from './fields';
import { historyOf, transactionsOf, type Own } from './history';
import { id, record, text } from './json';
import type { Json } from './json';
import type { Owners } from './owners';
import { actorOf, personFields } from './people';
import { requesterOf, requestorsOf, withRequester } from './requestors';
import { sameName } from './queue';

/** Whom a reading asks. */
export interface Asked {
  readonly client: Client;
  readonly account: Account;
  readonly owners: Owners;
}

/**
 * A ticket as it stands, and its transactions since: one request when nothing is new, two when only fields or our own
 * comment are, else up to four, and one for each owner who is not known yet.
 */
export const readTicket = async (
  { client, account, owners }: Asked,
  recordId: string,
  since: string,
  written: readonly OutgoingComment[] = [],
): Promise<RecordState | 'gone' | 'hidden'> => {
  const query = { 'fields[Creator]': personFields, 'fields[Queue]': 'Name' };
  const answer = await client.send({ method: 'GET', path: ticketPath(recordId), query, allow: [403, 404] });
  if (answer.status !== 200) return answer.status === 403 ? 'hidden' : 'gone';
  const ticket = record(answer.json());
  if (isDeleted(ticket, client)) return 'gone';
  const cursor = /\d+/.exec(text(answer.headers.etag))?.[0] ?? '0';
  const ourName = await account.name();
  const own = { ourName, owners, written };
  const { events, first, ofTicket, brought } = await newsOf(client, id(ticket.id), since, cursor, own);
  const history = await withRequester(client, id(ticket.id), ofTicket, events);
  const { config } = client;
  return {
    id: id(ticket.id),
    fields: {
      ...caughtUp(fieldsOf(ticket), events, Date.now() + client.clockOffset),
      ...(first ? { description: first.body } : since === '0' ? { description: '' } : {}),
    },
    key: keyOf(ticket, config.externalKeyField),
    sla: slaOf(ticket, config),
    linksBack: linksOf(ticket),
    // Reminders and approvals are tickets, too, in RT's tables.
    inScope: text(ticket.Type) === 'ticket' && sameName(text(record(ticket.Queue).Name), config.queue),
    isDone: isDone(text(ticket.Status), config),
    createdAt: instantOf(ticket.Created),
    createdBy: actorOf(record(ticket.Creator), ourName),
    ...(since === '0' && (await requesterOf(client, requestorsOf(ticket)[0]))),
    ...(since === '0' && (await firstAssignee(owners, ticket, ofTicket))),
    firstFiles: (first ?? noContent).files.map((file) => ({ ...file, visibility: 'public' })),
    cursor,
    history,
    ...(brought.length > 0 && { brought }),
  };
};

/** RT only marks what is deleted; no search finds it any more. (A status of ours that is mapped to it, against advice, is one.) */
const isDeleted = ({ Status }: Json, { config }: Client): boolean =>
  sameName(text(Status), 'deleted') &&
  !Object.values(config.status).some((name) => sameName(name, 'deleted'));

/** The ETag is the id of the newest transaction: when it is the one we know, there is nothing to ask for. */
const newsOf = async (client: Client, ticketId: string, since: string, cursor: string, own: Own) => {
  if (compareEntries(cursor, since) <= 0) return { events: [], ofTicket: [], brought: [] };
  return historyOf(client, ticketId, await transactionsOf(client, ticketId, since, cursor), own);
};

const racingMs = 10_000;

/**
 * RT loads the ticket a moment before it computes the ETag: a change that comes between is in the history and not yet in
 * the fields. What has just been recorded is therefore believed more. (Only that: RT's escalation may change a priority
 * without any record.)
 */
const caughtUp = (fields: NativeFields, events: readonly RecordEvent[], theirNow: number): NativeFields => {
  const newest = events.filter((event) => event.kind === 'field' && theirNow - event.at < racingMs);
  return newest.reduce(
    (known, event) =>
      event.kind === 'field' && event.new !== null ? { ...known, [event.field]: event.new } : known,
    fields,
  );
};

const firstAssignee = async (
  owners: Owners,
  ticket: Json,
  ofTicket: readonly Json[],
): Promise<Pick<RecordState, 'firstAssignee'>> => {
  const name = await owners.first(ticket, ofTicket);
  return name === null ? {} : { firstAssignee: name };
};
