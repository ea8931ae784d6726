import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Wanted } from './changes';
import { safeName } from './changes';
import type { Desk } from './desk';
import { readForm } from './form';
import type { Form } from './form';
import { newIssuePage } from './issue-form';
import { gonePage, issuePage } from './issue-page';
import { listPage } from './list-page';
import { sendFile } from './rest-files';
import { languageOf } from './words';
import type { Language } from './words';
import { byId } from './world';
import type { Issue, User } from './world';

/** The pages for a newcomer: they ask for no key, so they belong on loopback. */
export const pages = (app: FastifyInstance, desk: Desk): void => {
  const { world } = desk;
  app.get('/', (_request, reply) => reply.redirect('/issues'));
  app.get('/issues', (request, reply) =>
    show(reply, request, (language) =>
      listPage(language, world, (request.query as { all?: string }).all === '1'),
    ),
  );
  app.get('/issues/new', (request, reply) =>
    show(reply, request, (language) => newIssuePage(language, world)),
  );
  app.get('/issues/:id', (request, reply) => showIssue(desk, request, reply));
  app.get('/files/:id', (request, reply) => sendFile(desk, Number(idIn(request)), reply));
  app.post('/issues', { preHandler: fromOurPage }, async (request, reply) => {
    const form = await readForm(request);
    const outcome = desk.create(personIn(desk, form), {
      ...newFields(form),
      project_id: 1,
      tracker_id: lastTracker(desk),
    });
    if ('issue' in outcome) return reply.redirect(`/issues/${outcome.issue.id}`, 303);
    return show(reply.code(422), request, (language) => newIssuePage(language, world, outcome.errors));
  });
  app.post('/issues/:id', { preHandler: fromOurPage }, (request, reply) => changeIssue(desk, request, reply));
};

const changeIssue = async (desk: Desk, request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
  const issue = byId(desk.world.issues, idIn(request));
  const form = await readForm(request);
  if (!issue) return showIssue(desk, request, reply);
  const user = personIn(desk, form);
  const outcome = desk.update(user, issue, await changesIn(desk, user, issue, form));
  if ('errors' in outcome) return showIssue(desk, request, reply.code(422), outcome.errors);
  return reply.redirect(`/issues/${issue.id}`, 303);
};

const showIssue = (
  desk: Desk,
  request: FastifyRequest,
  reply: FastifyReply,
  errors?: readonly string[],
): unknown => {
  const issue = byId(desk.world.issues, idIn(request));
  if (!issue) return show(reply.code(404), request, gonePage);
  return show(reply, request, (language) => issuePage({ language, world: desk.world, issue }, errors));
};

const show = (
  reply: FastifyReply,
  request: FastifyRequest,
  page: (language: Language) => string,
): FastifyReply => {
  const { cookie, 'accept-language': accepted } = request.headers;
  const language = languageOf((request.query as { lang?: unknown }).lang, cookie, accepted);
  return reply
    .type('text/html; charset=utf-8')
    .header('set-cookie', `lang=${language}; Path=/; SameSite=Lax; Max-Age=31536000`)
    .header(
      'content-security-policy',
      "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'",
    )
    .header('x-content-type-options', 'nosniff')
    .header('cache-control', 'no-store')
    .send(page(language));
};

/** A form of another site cannot post here. */
const fromOurPage = async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
  const { origin, host } = request.headers;
  if (origin === undefined || origin === `${request.protocol}://${host}`) return undefined;
  return reply.code(403).type('text/plain').send('This form was sent from another site.');
};

const newFields = ({ fields }: Form): Wanted => ({
  subject: fields.subject ?? '',
  description: fields.description ?? '',
});

const changesIn = async (desk: Desk, user: User, issue: Issue, { fields, file }: Form): Promise<Wanted> => {
  const upload = file && (await desk.upload(user, safeName(file.filename), file.mediaType, file.bytes));
  return {
    status_id: fields.status_id,
    priority_id: fields.priority_id ?? issue.priorityId,
    ...(fields.assigned_to_id === undefined ? {} : { assigned_to_id: Number(fields.assigned_to_id) || '' }),
    subject: fields.subject ?? issue.subject,
    notes: fields.notes,
    private_notes: fields.private_notes === '1',
    ...(upload ? { uploads: [{ token: upload.token }] } : {}),
  };
};

const personIn = ({ world }: Desk, { fields }: Form): User => {
  const people = world.users.filter(({ login }) => login.startsWith('executor'));
  const person = byId(people, fields.user) ?? people[0];
  if (!person) throw new Error('the demo Redmine has lost its people');
  return person;
};

const lastTracker = ({ world }: Desk): number => world.trackers.at(-1)?.id ?? 1;

const idIn = (request: FastifyRequest): string => (request.params as { id: string }).id;
