import type { Client } from './client';
import { id, items, list, record, text } from './json';
import type { Json } from './json';
import { actorOf, personFields } from './people';
import { sameName } from './queue';
import { quoted } from './search';

/** What RT's history says of its mail to the requesters of a queue. */
export interface SentMail {
  /** When RT last mailed anybody; undefined: nothing that we may see. */
  readonly lastAt?: string;
  /** Scrips that mailed a requester of what our account wrote last, each with the ticket. */
  readonly scrips: readonly { readonly scrip: string; readonly ticket: string }[];
  /** Our account made a ticket, answered and solved, and of the last of each RT mailed no requester. */
  readonly isSilent: boolean;
}

/** Asks for the newest hundred entries; three requests at most. */
export const sentMail = async (client: Client, ourName: string, queue: string): Promise<SentMail> => {
  const entries = await newestEntries(client, queue);
  const deeds = deedsOf(
    entries,
    (entry) => actorOf(record(entry.Creator), ourName).isOurAccount,
    client.config.status.resolved,
  );
  const requesters = await requestersOf(
    client,
    deeds.map(({ ticket }) => ticket),
  );
  const reached = await recipientsOf(
    client,
    deeds.flatMap(({ mails }) => mails.map((mail) => id(mail.id))),
  );
  const scrips = deeds.flatMap(({ ticket, mails }) =>
    mails
      .filter((mail) => isAmong(requesters.get(ticket) ?? [], reached.get(id(mail.id)) ?? ''))
      .map((mail) => ({ scrip: scripOf(mail), ticket })),
  );
  const lastAt = text(entries.find(isMail)?.Created);
  const isKnown = deeds.length === 3 && deeds.every(({ ticket }) => requesters.get(ticket)?.length);
  return { ...(lastAt && { lastAt }), scrips, isSilent: lastAt !== '' && isKnown && scrips.length === 0 };
};

export const isMail = ({ Type }: Json): boolean => text(Type) === 'EmailRecord';

/** Tickets, answers, statuses and mails of RT in a queue: the newest hundred of them. */
export const newestEntries = async (client: Client, queue: string): Promise<readonly Json[]> => {
  const types = ['Create', 'Correspond', 'Status', 'EmailRecord']
    .map((type) => `Type = '${type}'`)
    .join(' OR ');
  const query = `TicketQueue = ${quoted(queue)} AND (${types})`;
  const more = { order: 'DESC', 'fields[Creator]': personFields };
  return items(
    await client.page('/transactions', query, 'Type,NewValue,Data,Created,Creator,ObjectId', more),
  );
};

/** Something that a requester would be mailed of. */
interface Deed {
  readonly ticket: string;
  readonly mails: readonly Json[];
}

/** The last one of each kind by our account. What RT mails because of it stands right after it, before the ticket's next entry. */
const deedsOf = (
  newestFirst: readonly Json[],
  isOurs: (entry: Json) => boolean,
  resolved: string,
): readonly Deed[] => {
  const deeds = new Map<string, Deed>();
  const mails = new Map<string, readonly Json[]>();
  for (const entry of newestFirst) {
    const ticket = id(entry.ObjectId);
    const after = mails.get(ticket) ?? [];
    mails.set(ticket, isMail(entry) ? [...after, entry] : []);
    const kind = kindOf(entry, resolved);
    if (kind && !deeds.has(kind) && isOurs(entry)) deeds.set(kind, { ticket, mails: after });
  }
  return [...deeds.values()];
};

const kindOf = ({ Type, NewValue }: Json, resolved: string): string | undefined => {
  if (text(Type) === 'Status') return sameName(text(NewValue), resolved) ? 'solution' : undefined;
  return ['Create', 'Correspond'].find((kind) => kind === text(Type));
};

/** RT's Message-ID names the scrip that sent it: `<rt-5.0.3-PID-TIME-N.TICKET-SCRIP-N@...>` (RT::Interface::Email::GenMessageId). */
const scripOf = ({ Data }: Json): string => /\.\d+-(\d+)-\d+@/.exec(text(Data))?.[1] ?? '?';

/** Addresses of the requesters, by ticket. */
const requestersOf = async (
  client: Client,
  tickets: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> => {
  if (tickets.length === 0) return new Map();
  const query = [...new Set(tickets)].map((ticket) => `id = ${ticket}`).join(' OR ');
  const more = { 'fields[Requestor]': personFields };
  const found = items(await client.page('/tickets', query, 'Requestor', more));
  return new Map(found.map((ticket) => [id(ticket.id), list(ticket.Requestor).flatMap(addressOf)]));
};

/** RT names a user that it made itself by his address. */
const addressOf = (user: unknown): readonly string[] => {
  const { EmailAddress, Name, id: name } = record(user);
  const address = text(EmailAddress) || text(Name) || text(name);
  return address.includes('@') ? [address.toLowerCase()] : [];
};

/** The lines of a mail's head that name who gets it, by transaction. */
export const recipientsOf = (
  client: Client,
  mails: readonly string[],
): Promise<ReadonlyMap<string, string>> =>
  headsOf(client, mails, /^(to|cc|bcc|rt-send-cc|rt-send-bcc):.*(\n[ \t].*)*/gim);

/** These lines of the heads of all parts, in small letters, by transaction. */
export const headsOf = async (
  client: Client,
  transactions: readonly string[],
  wanted: RegExp,
): Promise<ReadonlyMap<string, string>> => {
  if (transactions.length === 0) return new Map();
  const query = JSON.stringify(transactions.map((value) => ({ field: 'TransactionId', value })));
  const parts = items(await client.page('/attachments', query, 'Headers,TransactionId'));
  const heads = new Map<string, string>();
  for (const part of parts) {
    const transaction = id(part.TransactionId);
    const lines = text(part.Headers).match(wanted) ?? [];
    heads.set(transaction, `${heads.get(transaction) ?? ''}${lines.join('\n').toLowerCase()}\n`);
  }
  return heads;
};

const isAmong = (addresses: readonly string[], recipients: string): boolean =>
  addresses.some((address) => recipients.includes(address));
