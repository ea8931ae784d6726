import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { PoolClient } from 'pg';
import { channels, priorities } from '../../domain/ticket';
import type { PriorityMatrix } from '../../domain/priority';
import { priorityMatrix } from '../../store/priority-matrix';
import { commit } from '../commit';
import { fileName } from '../../domain/file-name';
import type { Form } from '../form';
import { answerOnce, hashOf } from '../once';
import type { AppOptions } from '../options';
import { demand, type Principal } from '../principal';
import { invalidField } from '../problem';
import { problemOf } from '../problem-of';
import { edit, type EditInput } from '../tickets/edit';
import { answersIn } from '../tickets/answers';
import { priorityOf } from '../tickets/priority-of';
import { register, type RegistrationInput } from '../tickets/register';
import { addComment, addFile } from '../tickets/speak';
import type { TicketView } from '../../store/ticket-view';
import { may, type Right } from '../../domain/role';
import { fillFor, valuesOfTicket, withText } from './canned/fill-for';
import { readOwnForm } from './form-of';
import { staffPersonOf } from './guard';
import { orShow } from './or-show';
import { setDueByForm } from './sla/due-form';
import { pageTicket, showRegister, showTicket } from './ticket-pages';

type Fields = Readonly<Record<string, string>>;

/** The forms on tickets' pages. Each commits, wakes the ticket and goes back to its page; a fault is shown there. */
export const registerTicketForms = (app: FastifyInstance, options: AppOptions): void => {
  app.post('/tickets', (request, reply) => submitNew(request, reply, options));
  app.post('/tickets/:number', (request, reply) =>
    submitOnTicket(request, reply, options, 'tickets.work', (tx, ticket, { fields }, person) =>
      edit(tx, options, ticket.id, changed(fields), person),
    ),
  );
  app.post('/tickets/:number/comments', (request, reply) =>
    submitOnTicket(request, reply, options, 'tickets.comment', say(options), putIn(options)),
  );
  app.post('/tickets/:number/undo', (request, reply) =>
    submitOnTicket(request, reply, options, 'tickets.work', (tx, ticket, _, person) =>
      options.commands.undo(tx, ticket.id, person),
    ),
  );
  app.post('/tickets/:number/due', (request, reply) =>
    submitOnTicket(request, reply, options, 'tickets.work', (tx, ticket, { fields }, person) =>
      setDueByForm(tx, ticket, fields, person),
    ),
  );
  app.post('/tickets/:number/tasks', (request, reply) =>
    submitOnTicket(request, reply, options, 'tickets.work', (tx, ticket, { fields }, person) =>
      options.commands.addTask(tx, ticket.id, fields.system ?? '', person),
    ),
  );
};

/** What a form on a ticket's page does, inside its transaction. */
export type Work = (tx: PoolClient, ticket: TicketView, form: Form, person: Principal) => Promise<unknown>;

/** What a form asks for before it is sent at all: its fields, with that; undefined: nothing. */
type Before = (form: Form, ticket: TicketView, person: Principal) => Promise<Fields | undefined>;

/** A canned answer that was chosen without the script goes into the text, for its author to read and send. */
const putIn =
  (options: AppOptions): Before =>
  async ({ fields }, ticket, person) => {
    if (!fields.answer || !may(person.role, 'tickets.work')) return undefined;
    const asked = { requesterId: ticket.requester.id, operator: person.name, values: valuesOfTicket(ticket) };
    const text = await fillFor(options.db, fields.answer, asked);
    return { ...fields, body: withText(fields.body ?? '', text) };
  };

/** Carries a form on a ticket's page out and goes back to it; a fault is shown there, beside what was typed. */
export const submitOnTicket = async (
  request: FastifyRequest,
  reply: FastifyReply,
  options: AppOptions,
  right: Right,
  work: Work,
  before?: Before,
): Promise<unknown> => {
  const person = await staffPersonOf(request, reply);
  if (!person) return reply;
  const form = await readOwnForm(request);
  demand(person, right);
  const ticket = await pageTicket(request, options, person);
  const typed = await before?.(form, ticket, person);
  if (typed) return showTicket(request, reply, options, { typed });
  return orShow(
    async () => {
      await commit(options.db, (tx) => work(tx, ticket, form, person));
      options.wake(ticket.number);
      return reply.redirect(`/tickets/${ticket.number}`, 303);
    },
    (faults) => showTicket(request, reply, options, { typed: form.fields, faults }),
  );
};

/** The text, with the files on it; or the files alone. Browsers send an empty file where none was chosen. */
const say =
  (options: AppOptions): Work =>
  async (tx, ticket, { fields, files }, person) => {
    const visibility = fields.visibility === 'public' ? 'public' : 'internal';
    const chosen = files.filter(({ bytes, filename }) => bytes.length > 0 || filename !== '');
    const body = (fields.body ?? '').replaceAll('\r\n', '\n');
    const speaks = body.trim() !== '' || chosen.length === 0;
    const on = speaks
      ? { comment: String(await addComment(tx, options, ticket, { body, visibility }, person)) }
      : {};
    for (const file of chosen)
      await addFile(
        tx,
        options,
        ticket,
        { ...file, filename: fileName(file.filename), visibility, ...on },
        person,
      );
  };

/** Only what the person changed: what somebody else changed meanwhile is not set back. */
const changed = (fields: Fields): EditInput => {
  const now = (name: string): string | undefined =>
    fields[name] === undefined || fields[name] === fields[`was.${name}`] ? undefined : fields[name];
  const reference = (name: string): string | null | undefined => (now(name) === '' ? null : now(name));
  const values = {
    title: now('title'),
    priority: oneOf('priority', now('priority'), priorities),
    assignee: reference('assignee'),
    service: reference('service'),
    requester: now('requester') === undefined ? undefined : { id: fields.requester },
  };
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as EditInput;
};

const oneOf = <T extends string>(
  field: string,
  value: string | undefined,
  among: readonly T[],
): T | undefined => {
  const found = among.find((one) => one === value);
  if (value !== undefined && !found) throw invalidField(field, `must be one of ${among.join(', ')}`);
  return found;
};

const submitNew = async (
  request: FastifyRequest,
  reply: FastifyReply,
  options: AppOptions,
): Promise<unknown> => {
  const person = await staffPersonOf(request, reply);
  if (!person) return reply;
  const { fields } = await readOwnForm(request);
  demand(person, 'tickets.register');
  if (fields.do === 'preview') return showRegister(request, reply, options, { draft: fields });
  try {
    const number = await registerOnce(request, options, fields, person);
    options.wake(number);
    return reply.redirect(`/tickets/${number}`, 303);
  } catch (error) {
    const { errors } = problemOf(error);
    if (!errors) throw error;
    return showRegister(request, reply, options, { draft: fields, faults: errors });
  }
};

/** A form that is sent twice makes one ticket. */
const registerOnce = async (
  request: FastifyRequest,
  options: AppOptions,
  fields: Fields,
  person: Principal,
): Promise<string> => {
  const key = fields.once
    ? { owner: `user:${person.id}`, key: `form ${fields.once.slice(0, 100)}` }
    : undefined;
  const { body } = await answerOnce(options.db, key, hashOf(request, fields), async (tx) => ({
    body: {
      number: (await register(tx, options, registration(fields, await priorityMatrix(tx)), person)).number,
    },
  }));
  return (JSON.parse(body) as { number: string }).number;
};

const registration = (fields: Fields, matrix: PriorityMatrix): RegistrationInput => {
  const given = (name: string) => (fields[name]?.trim() ? { [name]: fields[name] } : {});
  return {
    title: fields.title ?? '',
    description: (fields.description ?? '').replaceAll('\r\n', '\n'),
    channel: oneOf('channel', fields.channel, channels) ?? 'phone',
    priority: priorityOf(fields, matrix),
    answers: answersIn(fields),
    ...given('service'),
    requester: { name: fields.name ?? '', ...given('email'), ...given('phone') },
  };
};
