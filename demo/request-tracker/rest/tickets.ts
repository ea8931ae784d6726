import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Desk } from '../desk';
import { contractFields, keyField, nobody } from '../model';
import type { Ticket, User } from '../model';
import { subjectOf } from '../subject';
import type { As } from './signed-in';
import { filesIn, keyIn, listIn, numberIn, requestorsIn, textIn, valuesIn } from './wanted';
import type { Body } from './wanted';
import { ticketJson } from './wire';
import type { Query } from './wire';

/** Tickets: make one, read one, change one. */
export const restOfTickets = (app: FastifyInstance, desk: Desk, as: As): void => {
  app.post(
    '/REST/2.0/ticket',
    as((user, request, reply) => create(desk, user, (request.body ?? {}) as Body, reply)),
  );
  app.get(
    '/REST/2.0/ticket/:id',
    as((_, request, reply) => {
      const ticket = ticketIn(desk, request);
      if (!ticket) return notFound(reply);
      const newest = desk.history(ticket.id).at(-1)?.id ?? 0;
      return reply.header('etag', `"${newest}"`).send(ticketJson(desk, ticket, request.query as Query));
    }),
  );
  app.put(
    '/REST/2.0/ticket/:id',
    as((user, request, reply) => {
      const ticket = ticketIn(desk, request);
      if (!ticket) return reply.code(404).send({ message: 'Resource does not exist; use POST to create' });
      return change(desk, user, ticket, (request.body ?? {}) as Body).map(
        (said) => `Ticket ${ticket.id}: ${said}`,
      );
    }),
  );
};

export const ticketIn = (desk: Desk, request: FastifyRequest): Ticket | undefined =>
  desk.ticket(Number((request.params as { id: string }).id));

export const notFound = (reply: FastifyReply): FastifyReply => reply.code(404).send({ message: 'Not Found' });

const create = (desk: Desk, user: User, body: Body, reply: FastifyReply): FastifyReply => {
  const fault = (code: number, message: string) => reply.code(code).send({ message });
  const queueName = textIn(body, 'Queue') ?? '';
  if (queueName === '') return fault(400, 'Could not create ticket. Queue not set');
  const queue = desk.queues.find(
    ({ id, name }) => name.toLowerCase() === queueName.toLowerCase() || String(id) === queueName,
  );
  if (!queue) return fault(403, `No permission to create tickets in the queue '${queueName}'`);
  const status = textIn(body, 'Status');
  const known = desk.statusNamed(status ?? desk.statuses[0]?.name ?? '');
  if (!known) return fault(400, `Status '${status}' isn't a valid status for tickets in this queue.`);
  if (!mayBeginWith(desk, known.name))
    return fault(400, `New tickets can not have status '${known.name}' in this queue.`);
  const files = filesIn(body);
  if (!files)
    return fault(
      400,
      'Field FileName, FileType and FileContent are required for each attachment in Attachments',
    );
  const { id } = desk.create(user.name, {
    queue: queue.name,
    subject: textIn(body, 'Subject') ?? '',
    text: textIn(body, 'Content') ?? '',
    status: known.name,
    ...ownerIn(desk, body),
    priority: numberIn(body, 'Priority') ?? 0,
    requestors: requestorsIn(body),
    key: keyIn(body) ?? '',
    values: valuesIn(body),
    links: listIn(body, 'RefersTo'),
    files,
  });
  const _url = `/REST/2.0/ticket/${id}`;
  return reply
    .code(201)
    .header('location', _url)
    .send({ type: 'ticket', id: String(id), _url });
};

/** As RT's default lifecycle: anything initial, the first active one, and `resolved`. */
const mayBeginWith = (desk: Desk, name: string): boolean => {
  const firsts = ['active', 'inactive'].map(
    (kind) => desk.statuses.find((status) => status.class === kind)?.name,
  );
  return desk.statusNamed(name)?.class === 'initial' || firsts.includes(name);
};

/** One sentence for each field that was given, done or not: RT answers 200 with them in any case. */
const change = (desk: Desk, user: User, ticket: Ticket, body: Body): readonly string[] => [
  ...changePriority(desk, user, ticket, numberIn(body, 'Priority')),
  ...changeSubject(desk, user, ticket, textIn(body, 'Subject')),
  ...changeQueue(desk, user, ticket, textIn(body, 'Queue')),
  ...changeOwner(desk, user, ticket, textIn(body, 'Owner')),
  ...changeRequestors(desk, user, ticket, body),
  ...changeStatus(desk, user, ticket, textIn(body, 'Status')),
  ...changeKey(desk, user, ticket, keyIn(body)),
  ...changeValues(desk, user, ticket, valuesIn(body)),
  ...addLinks(desk, user, ticket, listIn(body, 'AddRefersTo')),
  ...mergeInto(desk, user, ticket, numberIn(body, 'MergeInto')),
];

const changePriority = (desk: Desk, { name }: User, ticket: Ticket, wanted: number | undefined) => {
  if (wanted === undefined || wanted === ticket.priority) return [];
  const said = `Priority changed from '${ticket.priority}' to '${wanted}'`;
  desk.setPriority(name, ticket, wanted);
  return [said];
};

const changeSubject = (desk: Desk, { name }: User, ticket: Ticket, wanted: string | undefined) => {
  const subject = wanted === undefined ? undefined : subjectOf(wanted);
  if (subject === undefined || subject === ticket.subject) return [];
  const said = `Subject changed from '${ticket.subject}' to '${subject}'`;
  desk.setSubject(name, ticket, subject);
  return [said];
};

const changeQueue = (desk: Desk, { name }: User, ticket: Ticket, wanted: string | undefined) => {
  if (wanted === undefined || wanted.toLowerCase() === ticket.queue.toLowerCase()) return [];
  const queue = desk.queues.find((known) => known.name.toLowerCase() === wanted.toLowerCase());
  if (!queue) return [`Queue ${wanted} does not exist`];
  const said = `Queue changed from ${ticket.queue} to ${queue.name}`;
  desk.setQueue(name, ticket, queue.name);
  return [said];
};

const changeStatus = (desk: Desk, { name }: User, ticket: Ticket, wanted: string | undefined) => {
  if (wanted === undefined || wanted.toLowerCase() === ticket.status.toLowerCase()) return [];
  const status = desk.statusNamed(wanted);
  if (!status) return [`Status '${wanted}' isn't a valid status for this ticket.`];
  const said = `Status changed from '${ticket.status}' to '${status.name}'`;
  desk.setStatus(name, ticket, status.name);
  return [said];
};

const mayOwn = (desk: Desk, user: User): boolean =>
  user.agent || user === nobody || desk.tables.token.startsWith(`1-${user.id}-`);

/** At creation RT drops whoever it does not know. */
const ownerIn = (desk: Desk, body: Body): { readonly owner?: string } => {
  const owner = desk.user(textIn(body, 'Owner') ?? '');
  return owner?.agent ? { owner: owner.name } : {};
};

const changeOwner = (desk: Desk, { name }: User, ticket: Ticket, wanted: string | undefined) => {
  if (wanted === undefined || wanted.toLowerCase() === (ticket.owner ?? nobody.name).toLowerCase()) return [];
  const owner = desk.user(wanted);
  if (!owner) return ['That user does not exist'];
  if (!mayOwn(desk, owner)) return ['That user may not own tickets in that queue'];
  const said = `Owner changed from ${ticket.owner ?? nobody.name} to ${owner.name}`;
  desk.setOwner(name, ticket, owner);
  return [said];
};

/** The list is the whole of it: names that RT knows, or addresses. */
const changeRequestors = (desk: Desk, { name }: User, ticket: Ticket, body: Body): readonly string[] => {
  if (body.Requestor === undefined) return [];
  const wanted = listIn(body, 'Requestor').map(
    (text) => desk.user(text)?.name ?? requestorsIn({ Requestor: text })[0],
  );
  desk.setRequestors(
    name,
    ticket,
    wanted.filter((one) => one !== undefined),
  );
  return ['Requestors changed'];
};

const changeKey = (desk: Desk, { name }: User, ticket: Ticket, wanted: string | undefined) => {
  if (wanted === undefined || wanted === ticket.key) return [];
  const said = `${keyField.name} ${ticket.key} changed to ${wanted}`;
  desk.setKey(name, ticket, keyField.id, wanted);
  return [said];
};

const changeValues = (desk: Desk, { name }: User, ticket: Ticket, wanted: Record<string, string>) =>
  contractFields.flatMap((field) => {
    const [old, now] = [ticket.values?.[field.id] ?? '', wanted[field.id]];
    if (now === undefined || now === old) return [];
    desk.setValue(name, ticket, field.id, now);
    return [`${field.name} ${old} changed to ${now}`];
  });

const addLinks = (desk: Desk, { name }: User, ticket: Ticket, urls: readonly string[]) =>
  urls.map((url) => {
    if (ticket.links.includes(url)) return 'Link already exists';
    desk.addLink(name, ticket, url);
    return `refers to URI ${url}.`;
  });

const mergeInto = (desk: Desk, { name }: User, ticket: Ticket, wanted: number | undefined) => {
  if (wanted === undefined) return [];
  const into = desk.ticket(wanted);
  if (!into) return ["New ticket doesn't exist"];
  if (into === ticket) return ["Can't merge a ticket into itself"];
  desk.merge(name, ticket, into);
  return ['Merge Successful'];
};
