import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { note } from '../../../store/audit/note';
import { contactById, listContacts } from '../../../store/contacts';
import { erasureView } from '../../personal/erasure-view';
import { holdingsOf } from '../../../store/personal/holdings';
import { actorOf } from '../../audit/register-audit';
import { commit } from '../../commit';
import type { AppOptions } from '../../options';
import { makeAnonymous } from '../../personal/make-anonymous';
import { sendArchive } from '../../personal/send-archive';
import { notFound } from '../../problem';
import { idInPath } from '../../reference';
import { stringsOf } from '../fields';
import { formOf } from '../form-of';
import { personWhoMay } from '../guard';
import { sendPage } from '../send-page';
import { visitorOf } from '../visitor';
import { PersonalDataPage, PersonalSearchPage } from './personal-page';

/** What is held about a person, for managers and administrators. */
export const registerPersonalPages = (app: FastifyInstance, options: AppOptions): void => {
  app.get('/personal-data', (request, reply) => search(request, reply, options));
  app.get('/personal-data/:id', async (request, reply) =>
    (await personWhoMay(request, reply, 'personal')) ? show(request, reply, options) : reply,
  );
  app.get('/personal-data/:id/archive', (request, reply) => hand(request, reply, options));
  app.post('/personal-data/:id/anonymise', (request, reply) => anonymise(request, reply, options));
};

const contactOf = async (request: FastifyRequest, { db }: AppOptions) => {
  const contact = await contactById(db, idInPath(request, 'contact'));
  if (!contact) throw notFound('such contact');
  return contact;
};

const search = async (request: FastifyRequest, reply: FastifyReply, { db }: AppOptions): Promise<unknown> => {
  if (!(await personWhoMay(request, reply, 'personal'))) return reply;
  const { q = '' } = stringsOf(request.query);
  const wanted = q.replaceAll('\0', '').trim();
  const found = wanted === '' ? null : (await listContacts(db, { q: wanted }, { limit: 50 })).items;
  return sendPage(reply, PersonalSearchPage({ visitor: visitorOf(request), q: wanted, found }));
};

const show = async (
  request: FastifyRequest,
  reply: FastifyReply,
  options: AppOptions,
  fault?: string,
): Promise<FastifyReply> => {
  const contact = await contactOf(request, options);
  const page = PersonalDataPage({
    visitor: visitorOf(request),
    contact,
    holdings: await holdingsOf(options.db, contact.id),
    erasure: await erasureView(options, contact.id),
    ...(fault ? { fault } : {}),
  });
  return sendPage(reply, page, fault ? 422 : 200);
};

const hand = async (request: FastifyRequest, reply: FastifyReply, options: AppOptions): Promise<unknown> => {
  const person = await personWhoMay(request, reply, 'personal');
  if (!person) return reply;
  const { id } = await contactOf(request, options);
  const about = { subject: `contact ${id}`, address: request.ip };
  await note(options.db, { actor: actorOf(person), action: 'personal-data-exported', ...about });
  return sendArchive(reply, options, id);
};

const anonymise = async (
  request: FastifyRequest,
  reply: FastifyReply,
  options: AppOptions,
): Promise<unknown> => {
  const form = await formOf(request, reply, 'personal');
  if (!form) return reply;
  const { id, name } = await contactOf(request, options);
  if ((form.fields.name ?? '').trim() !== name.trim())
    return show(request, reply, options, visitorOf(request).texts.access.personal.mismatch);
  const woken = await commit(options.db, async (tx) => {
    const done = await makeAnonymous(tx, options, id, form.person);
    const about = { subject: `contact ${id}`, address: request.ip };
    if (done) await note(tx, { actor: actorOf(form.person), action: 'person-anonymised', ...about });
    return done ?? [];
  });
  woken.forEach(options.wake);
  return reply.redirect(`/personal-data/${id}`, 303);
};
