import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Desk } from '../desk';
import { readForm } from '../form';
import type { Form } from '../form';
import { nobody } from '../model';
import type { Ticket } from '../model';
import { subjectOf } from '../subject';
import { agentNamed, fromOurPage, remember, sendPage, visitorOf } from './answer';
import { listPage } from './list-page';
import { newPage } from './new-page';
import { gonePage, ticketPage } from './ticket-page';
import { languageOf, wordsIn } from './words';

/** The pages for a newcomer. They ask for no password: they belong on loopback. */
export const pages = (app: FastifyInstance, desk: Desk): void => {
  app.get('/', (request, reply) =>
    sendPage(reply, listPage(visitorOf(desk, request).language, desk, queryOf(request).all === '1')),
  );
  app.get('/language', (request, reply) =>
    remember(reply, 'lang', languageOf(queryOf(request).to)).redirect(cameFrom(request), 303),
  );
  app.get('/new', (request, reply) => {
    const { language, person } = visitorOf(desk, request);
    return sendPage(reply, newPage(language, desk, person));
  });
  app.get('/Ticket/Display.html', (request, reply) =>
    show(desk, request, reply, desk.ticket(Number(queryOf(request).id))),
  );
  app.get('/file/:id', (request, reply) => sendFile(desk, Number(paramOf(request)), reply));
  app.post('/new', { preHandler: fromOurPage }, (request, reply) => create(desk, request, reply));
  app.post('/ticket/:id/fields', { preHandler: fromOurPage }, (request, reply) =>
    change(desk, request, reply),
  );
  app.post('/ticket/:id/message', { preHandler: fromOurPage }, (request, reply) => say(desk, request, reply));
};

const queryOf = (request: FastifyRequest) => request.query as Readonly<Record<string, string | undefined>>;
const paramOf = (request: FastifyRequest): string => (request.params as { id: string }).id;

/** The page of ours that the visitor was on. */
const cameFrom = ({ headers: { referer = '', host } }: FastifyRequest): string => {
  const from = URL.canParse(referer) ? new URL(referer) : undefined;
  return from && from.host === host ? `/${from.pathname.replace(/^\/+/, '')}${from.search}` : '/';
};

const show = (
  desk: Desk,
  request: FastifyRequest,
  reply: FastifyReply,
  ticket: Ticket | undefined,
  fault?: string,
) => {
  const visitor = visitorOf(desk, request);
  if (!ticket) return sendPage(reply.code(404), gonePage(visitor.language));
  return sendPage(reply, ticketPage({ ...visitor, desk, ticket }, fault));
};

/** After a form the browser loads the ticket anew, and knows who acted. */
const goTo = (reply: FastifyReply, ticket: Ticket, person: string) =>
  remember(reply, 'desk_person', person).redirect(`/Ticket/Display.html?id=${ticket.id}`, 303);

const create = async (desk: Desk, request: FastifyRequest, reply: FastifyReply) => {
  const { fields, files } = await readForm(request);
  const person = agentNamed(desk, fields.person);
  const { language } = visitorOf(desk, request);
  if (!fields.subject?.trim())
    return sendPage(reply.code(422), newPage(language, desk, person, wordsIn(language).empty));
  const queue = desk.queues.at(-1)?.name ?? '';
  const { subject, text = '' } = fields;
  const ticket = desk.create(person, {
    queue,
    subject,
    text,
    files,
    priority: priorityIn(fields, 0),
    requestors: requesterIn(fields),
  });
  return goTo(reply, ticket, person);
};

const requesterIn = ({ requesterName, requesterEmail }: Form['fields']) => {
  const email = requesterEmail?.trim() ?? '';
  return email === '' ? [] : [{ email, name: requesterName?.trim() || email }];
};

const priorityIn = ({ priority }: Form['fields'], present: number): number =>
  /^-?\d{1,9}$/.test(priority ?? '') ? Number(priority) : present;

const change = async (desk: Desk, request: FastifyRequest, reply: FastifyReply) => {
  const { fields } = await readForm(request);
  const ticket = desk.ticket(Number(paramOf(request)));
  if (!ticket) return show(desk, request, reply, ticket);
  const person = agentNamed(desk, fields.person);
  const subject = fields.subject?.trim() || ticket.subject;
  const priority = priorityIn(fields, ticket.priority);
  const status = desk.statusNamed(fields.status ?? '')?.name ?? ticket.status;
  if (subject !== ticket.subject) desk.setSubject(person, ticket, subjectOf(subject));
  if (priority !== ticket.priority) desk.setPriority(person, ticket, priority);
  const owner = desk.user(fields.owner ?? '');
  if (owner && owner.name !== (ticket.owner ?? nobody.name)) desk.setOwner(person, ticket, owner);
  if (status !== ticket.status) desk.setStatus(person, ticket, status);
  return goTo(reply, ticket, person);
};

const say = async (desk: Desk, request: FastifyRequest, reply: FastifyReply) => {
  const { fields, files } = await readForm(request);
  const ticket = desk.ticket(Number(paramOf(request)));
  const { language } = visitorOf(desk, request);
  if (!ticket) return show(desk, request, reply, ticket);
  const [text, person] = [fields.text?.trim() ?? '', agentNamed(desk, fields.person)];
  if (text === '' && files.length === 0)
    return show(desk, request, reply.code(422), ticket, wordsIn(language).unsaid);
  // Whatever is not plainly meant for the requester stays internal.
  desk.say(person, ticket, { type: fields.type === 'Correspond' ? 'Correspond' : 'Comment', text, files });
  return goTo(reply, ticket, person);
};

/** Never shown inside the page: its type was told by whoever sent it. */
const sendFile = (desk: Desk, id: number, reply: FastifyReply) => {
  const file = desk.tables.attachments.find((one) => one.id === id && one.filename !== '');
  if (!file) return reply.code(404).type('text/plain').send('There is no such file.');
  return reply
    .type('application/octet-stream')
    .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(file.filename)}`)
    .header('x-content-type-options', 'nosniff')
    .send(desk.keeper.bytesOf(id));
};
