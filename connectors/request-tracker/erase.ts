import { reason } from '../../domain/reason';
import { ConnectorFailure } from '../failure';
import type { Erased, Erasure } from '../port';
import { anonymousAddress } from './anonymous-address';
import { ticketPath } from './client';
import type { Client } from './client';
import { slaOf } from './fields';
import { id, list, record, text } from './json';
import type { Json } from './json';
import { sameName } from './queue';
import { eraseUser } from './erase-user';

/** Who takes part in a ticket, as RT's answers and PUT name them. */
const roles = ['Requestor', 'Cc', 'AdminCc'] as const;

/**
 * Takes a person out of a ticket's people. Where our account may edit users (it need not), his user becomes an anonymous one and
 * stays where he is; else the ticket's requester becomes an address of nobody, and he leaves its copies. RT's history cannot be edited.
 */
export const eraseFromTicket = async (
  client: Client,
  recordId: string,
  erasure: Erasure,
): Promise<Erased | 'gone' | 'hidden'> => {
  const ticket = await find(client, recordId);
  if (typeof ticket === 'string') return ticket;
  const leaving: string[] = [];
  for (const name of peopleOf(ticket))
    if ((await eraseUser(client, name, erasure)) === 'stays') leaving.push(name);
  const edit = {
    ...withoutThem(client, ticket, leaving, erasure),
    ...fieldsWithout(client, ticket, erasure),
  };
  if (Object.keys(edit).length > 0) await editAndSee(client, id(ticket.id), edit, leaving, erasure);
  return { notes: 0 };
};

const find = async (client: Client, recordId: string): Promise<Json | 'gone' | 'hidden'> => {
  const answer = await client.send({ method: 'GET', path: ticketPath(recordId), allow: [403, 404] });
  if (answer.status !== 200) return answer.status === 403 ? 'hidden' : 'gone';
  const ticket = record(answer.json());
  return sameName(text(ticket.Status), 'deleted') ? 'gone' : ticket;
};

const namesIn = (ticket: Json, role: string): readonly string[] =>
  list(ticket[role])
    .map(record)
    .filter(({ type }) => type === 'user')
    .map((user) => text(user.id));

/** RT's names of all users who take part. */
const peopleOf = (ticket: Json): readonly string[] => [
  ...new Set(roles.flatMap((role) => namesIn(ticket, role)).filter((name) => name !== '')),
];

/** The lists as they should be. RT takes a list for the whole of it, groups with their ids included. */
const withoutThem = (
  { config }: Client,
  ticket: Json,
  leaving: readonly string[],
  { contact, name }: Erasure,
): Json => {
  const stay = (role: string) =>
    list(ticket[role])
      .map((one) => text(record(one).id))
      .filter((one) => one !== '' && !leaving.includes(one));
  const nobody = `"${name}" <${anonymousAddress(config, contact)}>`;
  return Object.fromEntries(
    roles
      .filter((role) => namesIn(ticket, role).some((one) => leaving.includes(one)))
      .map((role) => [role, [...stay(role), ...(role === 'Requestor' ? [nobody] : [])]]),
  );
};

/** Of a ticket that no push keeps up to date any more: its title, and the field that shows the requester. */
const fieldsWithout = ({ config }: Client, ticket: Json, { mask, name, whole }: Erasure): Json => {
  const [subject, contact] = [text(ticket.Subject), slaOf(ticket, config).contact ?? ''];
  const field = config.slaFields?.contact;
  if (!whole) return {};
  return {
    ...(mask(subject) === subject ? {} : { Subject: mask(subject) }),
    ...(field === undefined || mask(contact) === contact ? {} : { CustomFields: { [field]: name } }),
  };
};

/** RT answers 200 whether it did it or not. */
const editAndSee = async (
  client: Client,
  ticketId: string,
  json: Json,
  leaving: readonly string[],
  erasure: Erasure,
): Promise<void> => {
  await client.send({ method: 'PUT', path: ticketPath(ticketId), body: { json } });
  const now = await find(client, ticketId);
  if (typeof now === 'string') return;
  const isThere = peopleOf(now).some((name) => leaving.includes(name));
  if (!isThere && Object.keys(fieldsWithout(client, now, erasure)).length === 0) return;
  const why = reason('stillNamed', { system: client.config.name, record: ticketId });
  throw new ConnectorFailure('refused', 'answered', why);
};
