import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { PoolClient } from 'pg';
import { linkTicket, markCalledBack } from '../../store/calls/act-on-call';
import type { CallView } from '../../store/calls/call-view';
import type { PriorityMatrix } from '../../domain/priority';
import { priorityMatrix } from '../../store/priority-matrix';
import { saveDraft } from '../../store/calls/draft';
import { belongsTo } from '../calls/belongs-to';
import { commit } from '../commit';
import { answerOnce, hashOf } from '../once';
import type { AppOptions } from '../options';
import { demand, scopeOf, type Principal } from '../principal';
import { invalidField } from '../problem';
import { resolve } from '../reference';
import { answersIn } from '../tickets/answers';
import { priorityOf } from '../tickets/priority-of';
import { register } from '../tickets/register';
import { addComment } from '../tickets/speak';
import { viewTicket } from '../../store/ticket-view';
import { ticketById } from '../../store/tickets';
import { besideOf, pageCall, showCallTicket } from './call-pages';
import { withText } from './canned/fill-for';
import { filledForCall } from './canned/fill-pages';
import { BesideAndQuestions } from './components/call-beside';
import { ownFields } from './form-of';
import { personWhoMay } from './guard';
import { sendPage } from './send-page';
import { visitorOf } from './visitor';
import { orShow } from './or-show';

type Fields = Readonly<Record<string, string>>;

/** What an operator does about a call. Each form commits and leads on; a fault is shown where it was made. */
export const registerCallForms = (app: FastifyInstance, options: AppOptions): void => {
  app.post('/phone/calls/:id/ticket', (request, reply) => submitTicket(request, reply, options));
  app.post('/phone/calls/:id/draft', async (request, reply) => {
    const form = await formOf(request, reply, options);
    if (!form) return reply;
    await saveDraft(options.db, form.call.id, visitorOf(request).userId, draftFields(form.fields));
    return sendBeside(request, reply, options, form);
  });
  app.post('/phone/calls/:id/beside', async (request, reply) => {
    const form = await formOf(request, reply, options);
    return form ? sendBeside(request, reply, options, form) : reply;
  });
  app.post('/phone/calls/:id/caller', async (request, reply) => {
    const form = await formOf(request, reply, options);
    if (!form) return reply;
    demand(form.person, 'people');
    await commit(options.db, async (tx) => {
      const contact = await resolve(tx, 'contacts', form.fields.contact ?? '', 'contact');
      await belongsTo(tx, form.call.id, contact, form.person.name);
    });
    return reply.redirect(`/phone/calls/${form.call.id}/ticket`, 303);
  });
  app.post('/phone/calls/:id/called-back', async (request, reply) => {
    const form = await formOf(request, reply, options);
    if (!form) return reply;
    await commit(options.db, (tx) => markCalledBack(tx, form.call.id, form.person.name));
    options.wakeCall?.(form.call.id);
    return reply.redirect('/phone', 303);
  });
};

/** What stands beside the form, for the form as it stands. */
const sendBeside = async (
  request: FastifyRequest,
  reply: FastifyReply,
  options: AppOptions,
  { fields, call }: CallForm,
): Promise<unknown> => {
  const visitor = visitorOf(request);
  return sendPage(
    reply,
    BesideAndQuestions({ visitor, beside: await besideOf(options, fields, call, visitor.userId) }),
  );
};

interface CallForm {
  readonly fields: Fields;
  readonly person: Principal;
  readonly call: CallView;
}

/** A form of ours about a call, sent by somebody who may; undefined after sending a stranger to the sign-in page. */
const formOf = async (
  request: FastifyRequest,
  reply: FastifyReply,
  options: AppOptions,
): Promise<CallForm | undefined> => {
  const person = await personWhoMay(request, reply, 'calls');
  if (!person) return undefined;
  const fields = ownFields(request);
  return { fields, person, call: await pageCall(request, options) };
};

const kept = [
  'title',
  'description',
  'service',
  'priority',
  'impact',
  'urgency',
  'contact',
  'name',
  'email',
  'phone',
];
const longest = 200_000;

const draftFields = (fields: Fields): Fields =>
  Object.fromEntries(
    Object.entries(fields)
      .filter(([name]) => kept.includes(name) || /^answer\.\d{1,15}$/.test(name))
      .map(([name, value]) => [name, value.slice(0, longest)]),
  );

const submitTicket = async (
  request: FastifyRequest,
  reply: FastifyReply,
  options: AppOptions,
): Promise<unknown> => {
  const form = await formOf(request, reply, options);
  if (!form) return reply;
  demand(form.person, 'tickets.register');
  if (form.fields.answer) return showWithAnswer(request, reply, options, form);
  return orShow(
    async () => {
      const number = form.fields.add
        ? await addToTicket(options, form, form.fields.add)
        : await registerTicket(request, options, form);
      options.wake(number);
      options.wakeCall?.(form.call.id);
      return reply.redirect(`/tickets/${number}`, 303);
    },
    (errors) => showCallTicket(request, reply, options, { typed: draftFields(form.fields), faults: errors }),
  );
};

/** A canned answer that was chosen without the script goes into the text. */
const showWithAnswer = async (
  request: FastifyRequest,
  reply: FastifyReply,
  options: AppOptions,
  { fields, person, call }: CallForm,
): Promise<unknown> => {
  const { userId } = visitorOf(request);
  const text = await filledForCall(options, call, fields, fields.answer ?? '', userId, person.name);
  const typed = { ...draftFields(fields), description: withText(fields.description ?? '', text) };
  return showCallTicket(request, reply, options, { typed });
};

/** A form that is sent twice makes one ticket. */
const registerTicket = async (
  request: FastifyRequest,
  options: AppOptions,
  { fields, person, call }: CallForm,
): Promise<string> => {
  const key = fields.once
    ? { owner: `user:${person.id}`, key: `form ${fields.once.slice(0, 100)}` }
    : undefined;
  const { body } = await answerOnce(options.db, key, hashOf(request, fields), async (tx) => ({
    body: {
      number: (await register(tx, options, registrationOf(fields, call, await priorityMatrix(tx)), person))
        .number,
    },
  }));
  return (JSON.parse(body) as { number: string }).number;
};

const registrationOf = (fields: Fields, call: CallView, matrix: PriorityMatrix) => {
  const given = (name: string) => (fields[name]?.trim() ? { [name]: fields[name] } : {});
  return {
    title: fields.title ?? '',
    description: (fields.description ?? '').replaceAll('\r\n', '\n'),
    channel: 'phone' as const,
    callId: call.callId,
    requester: fields.contact
      ? { id: fields.contact }
      : { name: fields.name ?? '', ...given('email'), ...given('phone') },
    priority: priorityOf(fields, matrix),
    answers: answersIn(fields),
    ...given('service'),
  };
};

/** What was typed becomes a note of that ticket for staff, and the call is joined with it. */
const addToTicket = (
  options: AppOptions,
  { fields, person, call }: CallForm,
  number: string,
): Promise<string> =>
  commit(options.db, async (tx: PoolClient) => {
    demand(person, 'tickets.work');
    const ticket = await viewTicket(tx, number.slice(0, 30), scopeOf(person));
    if (!ticket) throw invalidField('add', 'there is no such ticket');
    const typed = [fields.title, fields.description]
      .map((text) => text?.trim() ?? '')
      .filter((text) => text !== '');
    const body = typed.join('\n\n').replaceAll('\r\n', '\n');
    if (body !== '') await addComment(tx, options, ticket, { body, visibility: 'internal' }, person);
    const row = (await ticketById(tx, ticket.id))!;
    await linkTicket(tx, call.callId, { id: row.id, requesterId: call.contact ?? row.requesterId });
    return ticket.number;
  });
