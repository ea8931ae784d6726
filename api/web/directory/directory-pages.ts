import type { TObject } from '@fastify/type-provider-typebox';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Fault } from '../../../domain/fault';
import { contactsOfOrganisation } from '../../../store/contacts';
import { listContracts } from '../../../store/contracts';
import { questionsOf } from '../../../store/questions';
import { versionsOf } from '../../../store/object-history';
import { pageJson, pageRequest } from '../../cursor';
import type { AppOptions } from '../../options';
import { notFound } from '../../problem';
import { idInPath } from '../../reference';
import { saveObject } from '../agreements/save-object';
import { formOf } from '../form-of';
import { personWhoMay } from '../guard';
import { sendForm, sendPage } from '../send-page';
import { visitorOf } from '../visitor';
import { visitorMay } from '../visitor-may';
import { organisationDirectory, serviceDirectory, type Directory, type DirectoryEntry } from './directory';
import { registerPortalSight } from './portal-sight';
import { DirectoryEntryPage, DirectoryListPage } from './directory-page';
import { orShow } from '../or-show';

type Fields = Readonly<Record<string, string>>;

/** Services and organisations: list, form, what was changed. */
export const registerDirectoryPages = (app: FastifyInstance, options: AppOptions): void => {
  registerDirectory(app, options, serviceDirectory);
  registerDirectory(app, options, organisationDirectory);
  registerPortalSight(app, options);
};

const registerDirectory = <View extends DirectoryEntry, New extends TObject, Change extends TObject>(
  app: FastifyInstance,
  options: AppOptions,
  directory: Directory<View, New, Change>,
): void => {
  const { path, read } = directory;
  app.get(path, async (request, reply) =>
    (await personWhoMay(request, reply, read)) ? showList(request, reply, options, directory) : reply,
  );
  app.get(`${path}/new`, async (request, reply) =>
    (await personWhoMay(request, reply, read)) ? showEntry(request, reply, options, directory, {}) : reply,
  );
  app.get(`${path}/:id`, async (request, reply) => {
    if (!(await personWhoMay(request, reply, read))) return reply;
    const entry = await entryOf(request, options, directory);
    return showEntry(request, reply, options, directory, { entry });
  });
  app.post(path, (request, reply) => submit(request, reply, options, directory));
  app.post(`${path}/:id`, (request, reply) => submit(request, reply, options, directory));
};

const entryOf = async <View extends DirectoryEntry, New extends TObject, Change extends TObject>(
  request: FastifyRequest,
  { db }: AppOptions,
  { collection }: Directory<View, New, Change>,
): Promise<View> => {
  const entry = await collection.get(db, idInPath(request, 'entry'));
  if (!entry) throw notFound('such entry');
  return entry;
};

const showList = async <View extends DirectoryEntry, New extends TObject, Change extends TObject>(
  request: FastifyRequest,
  reply: FastifyReply,
  { db }: AppOptions,
  directory: Directory<View, New, Change>,
): Promise<unknown> => {
  const { path, collection, more } = directory;
  const { cursor } = request.query as { cursor?: unknown };
  const at = typeof cursor === 'string' ? { cursor } : {};
  const page = await collection.list(db, pageRequest({ limit: 100, ...at }), undefined);
  const { next } = pageJson(page, () => null);
  const { texts } = visitorOf(request);
  return sendPage(
    reply,
    DirectoryListPage({
      visitor: visitorOf(request),
      path,
      title: directory.title(texts),
      newTitle: directory.newTitle(texts),
      entries: page.items.map((entry) => ({
        id: entry.id,
        name: entry.name,
        more: (directory.fields(entry)[more] ?? '').split('\n').join(' · '),
      })),
      writes: visitorMay(visitorOf(request), directory.write),
      next: next === null ? null : `${path}?cursor=${next}`,
    }),
  );
};

interface Shown<View> {
  readonly entry?: View;
  readonly values?: Fields;
  readonly faults?: readonly Fault[];
}

const showEntry = async <View extends DirectoryEntry, New extends TObject, Change extends TObject>(
  request: FastifyRequest,
  reply: FastifyReply,
  { db }: AppOptions,
  directory: Directory<View, New, Change>,
  { entry, values, faults = [] }: Shown<View>,
): Promise<unknown> => {
  const { path, collection, more } = directory;
  const visitor = visitorOf(request);
  const isOrganisation = path === '/organisations';
  const page = DirectoryEntryPage({
    draft: { visitor, values: values ?? (entry ? directory.fields(entry) : {}), faults },
    path,
    title: entry ? entry.name : directory.newTitle(visitor.texts),
    more,
    id: entry?.id ?? null,
    writes: visitorMay(visitorOf(request), directory.write),
    versions: entry ? await versionsOf(db, collection.table, entry.id) : [],
    contracts: entry
      ? (
          await listContracts(
            db,
            { limit: 100 },
            isOrganisation ? { organisationId: entry.id } : { serviceId: entry.id },
          )
        ).items
      : [],
    questions: entry && !isOrganisation ? await questionsOf(db, entry.id) : null,
    people: entry && isOrganisation ? await contactsOfOrganisation(db, entry.id) : null,
  });
  return sendForm(reply, page, faults);
};

const submit = async <View extends DirectoryEntry, New extends TObject, Change extends TObject>(
  request: FastifyRequest,
  reply: FastifyReply,
  options: AppOptions,
  directory: Directory<View, New, Change>,
): Promise<unknown> => {
  const form = await formOf(request, reply, directory.write);
  if (!form) return reply;
  const { fields: values, person } = form;
  const isNew = !(request.params as { id?: string }).id;
  const entry = isNew ? undefined : await entryOf(request, options, directory);
  const subject = { ...(entry && { id: entry.id }), version: values.version ?? '' };
  const said = { body: directory.body(values, entry), faults: [], place: (fault: Fault) => fault };
  return orShow(
    async () => {
      const id = await saveObject(options.db, directory.collection, subject, said, person.name);
      return reply.redirect(`${directory.path}/${id}`, 303);
    },
    (errors) =>
      showEntry(request, reply, options, directory, { ...(entry && { entry }), values, faults: errors }),
  );
};
