import { rtDate } from '../hook';
import type { Desk } from '../desk';
import { commentField, contractFields, keyField, nobody } from '../model';
import type { Attachment, Ticket, Transaction, User } from '../model';

export type Query = Readonly<Record<string, string | undefined>>;

const never = '1970-01-01T00:00:00Z';

/** A reference, with what `fields[Name]=` asks for. */
const reference = (type: string, id: string, more: object = {}) => ({
  type,
  id,
  _url: `/REST/2.0/${type}/${id}`,
  ...more,
});

const personJson = (desk: Desk, name: string, query: Query) => {
  const user = desk.user(name);
  const all: Readonly<Record<string, string>> = {
    Name: name,
    EmailAddress: user?.email ?? '',
    RealName: user?.realName ?? '',
  };
  const wanted = (query['fields[Creator]'] ?? '').split(',').filter((field) => field in all);
  return reference('user', name, Object.fromEntries(wanted.map((field) => [field, all[field]])));
};

const queueJson = (desk: Desk, name: string, query: Query) => {
  const id = String(desk.queues.find((queue) => queue.name === name)?.id ?? '');
  return reference('queue', id, (query['fields[Queue]'] ?? '').includes('Name') ? { Name: name } : {});
};

const fieldJson = ({ id, name }: { readonly id: number; readonly name: string }, value: string) => ({
  ...reference('customfield', String(id)),
  name,
  values: value === '' ? [] : [value],
});

export const ticketJson = (desk: Desk, ticket: Ticket, query: Query) => ({
  id: ticket.id,
  Type: 'ticket',
  Subject: ticket.subject,
  Status: ticket.status,
  Priority: String(ticket.priority),
  Queue: queueJson(desk, ticket.queue, query),
  Owner: reference('user', ticket.owner ?? nobody.name),
  Creator: personJson(desk, ticket.creator, query),
  Requestor: ticket.requestors.map((name) => reference('user', name)),
  Cc: [],
  AdminCc: [],
  Created: rtDate(ticket.created),
  LastUpdated: rtDate(ticket.lastUpdated),
  Due: never,
  Starts: never,
  Resolved: never,
  CustomFields: [
    fieldJson(keyField, ticket.key),
    ...contractFields.map((field) => fieldJson(field, ticket.values?.[field.id] ?? '')),
  ],
  _hyperlinks: hyperlinks(desk, ticket),
});

const hyperlinks = (desk: Desk, ticket: Ticket) => [
  { ...reference('ticket', String(ticket.id)), ref: 'self' },
  ...ticket.links.map((_url) => ({ ref: 'refers-to', type: 'external', _url })),
  ...['history', 'correspond', 'comment'].map((ref) => ({
    ref,
    _url: `/REST/2.0/ticket/${ticket.id}/${ref}`,
  })),
  ...desk.statuses
    .filter(({ name }) => name !== ticket.status)
    .map(({ name }) => ({ ref: 'lifecycle', from: ticket.status, to: name, label: name })),
];

export const transactionJson = (desk: Desk, one: Transaction, query: Query) => ({
  ...reference('transaction', String(one.id)),
  Type: one.type,
  Field: one.field,
  OldValue: one.old,
  NewValue: one.new,
  Created: rtDate(one.created),
  Creator: personJson(desk, one.creator, query),
  ObjectId: String(one.ticket),
  CustomFields: [fieldJson(commentField, one.comment)],
});

/** In a list the content is text, alone it is base64. */
export const attachmentJson = (desk: Desk, { id, ...one }: Attachment, query: Query) => ({
  ...reference('attachment', String(id)),
  Filename: one.filename,
  ContentType: one.contentType,
  ContentLength: String(one.size),
  TransactionId: String(one.transaction),
  ...((query.fields ?? '').split(',').includes('Content')
    ? { Content: desk.keeper.bytesOf(id).toString('utf8') }
    : {}),
});

export const userJson = ({ id, name, realName, email, agent }: User) => ({
  id,
  Name: name,
  RealName: realName,
  EmailAddress: email,
  Privileged: agent ? 1 : 0,
  Disabled: '0',
  Lang: 'en',
  Timezone: 'UTC',
  _hyperlinks: [],
});

export const queueFullJson = ({ id, name }: Desk['queues'][number]) => ({
  id,
  Name: name,
  Lifecycle: 'default',
  Disabled: '0',
  SLADisabled: '1',
  TicketCustomFields: [keyField, ...contractFields].map((field) => ({
    ...reference('customfield', String(field.id)),
    name: field.name,
  })),
  TicketTransactionCustomFields: [
    { ...reference('customfield', String(commentField.id)), name: commentField.name },
  ],
  _hyperlinks: [{ ref: 'create', type: 'ticket', _url: `/REST/2.0/ticket?Queue=${id}` }],
});
