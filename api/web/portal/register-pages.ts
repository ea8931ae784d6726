import { randomBytes } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { PoolClient } from 'pg';
import type { Fault } from '../../../domain/fault';
import { listServices } from '../../../store/services';
import { viewTicket } from '../../../store/ticket-view';
import type { Form } from '../../form';
import { answerOnce, hashOf } from '../../once';
import type { AppOptions } from '../../options';
import { demand, scopeOf } from '../../principal';
import { answersIn, questionsFor } from '../../tickets/answers';
import { register } from '../../tickets/register';
import { contentOf } from '../../upload';
import { readOwnForm } from '../form-of';
import { sendForm } from '../send-page';
import { visitorOf } from '../visitor';
import { addFiles, chosenOf, filesAllowed } from './portal-files';
import { portalPersonOf, type PortalPerson } from './portal-guard';
import { PortalRegisterPage } from './register-page';
import { orShow } from '../or-show';

/** A requester asks for something: service and what it asks, words, files. */
export const registerPortalNew = (app: FastifyInstance, options: AppOptions): void => {
  app.get('/portal/new', (request, reply) => show(request, reply, options));
  app.post('/portal/new', (request, reply) => submit(request, reply, options));
};

interface Typed {
  readonly draft?: Readonly<Record<string, string>>;
  readonly faults?: readonly Fault[];
}

const show = async (
  request: FastifyRequest,
  reply: FastifyReply,
  { db }: AppOptions,
  { draft = {}, faults = [] }: Typed = {},
): Promise<unknown> => {
  const person = await portalPersonOf(request, reply);
  if (!person) return reply;
  const services = (await listServices(db, { limit: 100 })).items;
  const questions = await questionsFor(db, draft.service);
  const once = draft.once ?? randomBytes(18).toString('base64url');
  const page = PortalRegisterPage({ visitor: visitorOf(request), services, questions, draft, faults, once });
  return sendForm(reply, page, faults);
};

const submit = async (
  request: FastifyRequest,
  reply: FastifyReply,
  options: AppOptions,
): Promise<unknown> => {
  const person = await portalPersonOf(request, reply);
  if (!person) return reply;
  const form = await readOwnForm(request, filesAllowed(options));
  demand(person, 'tickets.register');
  if (form.fields.do === 'preview') return show(request, reply, options, { draft: form.fields });
  return orShow(
    async () => {
      const number = await registerOnce(request, options, form, person);
      options.wake(number);
      return reply.redirect(`/portal/tickets/${number}`, 303);
    },
    (errors) => show(request, reply, options, { draft: form.fields, faults: errors }),
  );
};

/** A form that is sent twice makes one ticket, with all of its files or none. */
const registerOnce = async (
  request: FastifyRequest,
  options: AppOptions,
  form: Form,
  person: PortalPerson,
): Promise<string> => {
  const { fields } = form;
  const files = chosenOf(form.files);
  const key = fields.once
    ? { owner: `user:${person.id}`, key: `portal ${fields.once.slice(0, 100)}` }
    : undefined;
  const content = { ...fields, files: files.map(contentOf) };
  const { body } = await answerOnce(options.db, key, hashOf(request, content), async (tx) => ({
    body: { number: await registerWith(tx, options, { ...form, files }, person) },
  }));
  return (JSON.parse(body) as { number: string }).number;
};

const registerWith = async (
  tx: PoolClient,
  options: AppOptions,
  { fields, files }: Form,
  person: PortalPerson,
): Promise<string> => {
  const asked = {
    title: fields.title ?? '',
    description: (fields.description ?? '').replaceAll('\r\n', '\n'),
    channel: 'portal',
    answers: answersIn(fields),
    ...(fields.service?.trim() ? { service: fields.service } : {}),
  } as const;
  const { number } = await register(tx, options, asked, person);
  const ticket = files.length > 0 ? await viewTicket(tx, number, scopeOf(person)) : undefined;
  if (ticket) await addFiles(tx, options, ticket, files, { person });
  return number;
};
