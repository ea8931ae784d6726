import { Type, type Static } from '@fastify/type-provider-typebox';
import { notifyEvents } from '../../domain/notify/event';
import { ways } from '../../domain/notify/rule';
import type { Queryable } from '../../store/database';
import { servicePeople, setServicePeople, type ServicePeople } from '../../store/notify/service-people';
import {
  digests,
  saveSettings,
  settingsOf,
  type NotificationSettings,
  type PersonKey,
} from '../../store/notify/settings';
import { commit } from '../commit';
import type { AppOptions } from '../options';
import { principalOf, type Principal } from '../principal';
import { invalidField } from '../problem';
import { resolve, resolvePath } from '../reference';
import type { Api } from './api';
import { Reference, ReferenceOrNone, strict } from './schemas';

const waysSchema = Type.Partial(
  Type.Object(Object.fromEntries(ways.map((way) => [way, Type.Boolean()]))),
  strict,
);
const choicesSchema = Type.Partial(
  Type.Object(Object.fromEntries(notifyEvents.map((event) => [event, waysSchema]))),
  strict,
);
const Settings = Type.Partial(
  Type.Object({ choices: choicesSchema, digest: Type.Enum([...digests]), quietHours: ReferenceOrNone }),
  strict,
);
const tags = ['notifications'];

/** What a person wishes to be told of, by himself or by staff for him; and who is told for a service. */
export const registerNotificationSettings = (api: Api, options: AppOptions): void => {
  const { db } = options;
  const own = { schema: { tags }, config: { right: 'tickets.read' } } as const;
  api.get('/me/notifications', own, async (request) => shown(db, personOf(principalOf(request))));
  api.put(
    '/me/notifications',
    { schema: { tags, body: Settings }, config: { right: 'tickets.read' } },
    async (request) => change(options, personOf(principalOf(request)), request.body),
  );
  for (const table of ['contacts', 'users'] as const) {
    const right = table === 'contacts' ? 'people' : 'keys';
    const keyOf = async (params: unknown): Promise<PersonKey> => {
      const id = await resolvePath(db, table, (params as { id: string }).id);
      return table === 'contacts' ? { contactId: id } : { userId: id };
    };
    api.get(`/${table}/:id/notifications`, { schema: { tags }, config: { right } }, async ({ params }) =>
      shown(db, await keyOf(params)),
    );
    api.put(
      `/${table}/:id/notifications`,
      { schema: { tags, body: Settings }, config: { right } },
      async ({ params, body }) => change(options, await keyOf(params), body),
    );
  }
  registerServicePeople(api, options);
};

const personOf = ({ kind, id, contactId }: Principal): PersonKey => {
  if (kind === 'user') return { userId: Number(id) };
  if (contactId !== undefined) return { contactId };
  throw invalidField('contact', 'this API key belongs to nobody who could be told of anything');
};

const shown = async (db: Queryable, person: PersonKey) => {
  const { choices, digest, quietCalendarId } = await settingsOf(db, person);
  return { choices, digest, quietHours: quietCalendarId === null ? null : String(quietCalendarId) };
};

/** What the body leaves out stays. */
const change = async ({ db }: AppOptions, person: PersonKey, body: Static<typeof Settings>) => {
  await commit(db, async (tx) => {
    const before = await settingsOf(tx, person);
    await saveSettings(tx, person, {
      choices: (body.choices as NotificationSettings['choices']) ?? before.choices,
      digest: (body.digest as NotificationSettings['digest'] | undefined) ?? before.digest,
      quietCalendarId:
        body.quietHours === undefined ? before.quietCalendarId : await calendarOf(tx, body.quietHours),
      // Who names a calendar means it to hold.
      mailHours: body.quietHours === undefined ? (before.mailHours ?? null) : null,
    });
  });
  return shown(db, person);
};

const calendarOf = async (tx: Queryable, reference: string | number | null): Promise<number | null> =>
  reference === null ? null : resolve(tx, 'calendars', String(reference), 'quietHours');

const People = Type.Object(
  { managers: Type.Array(Reference, { maxItems: 50 }), group: Type.Array(Reference, { maxItems: 200 }) },
  strict,
);

const registerServicePeople = (api: Api, { db }: AppOptions): void => {
  const serviceOf = (params: unknown) => resolvePath(db, 'services', (params as { id: string }).id);
  api.get(
    '/services/:id/people',
    { schema: { tags }, config: { right: 'agreements.read' } },
    async ({ params }) => peopleJson(await servicePeople(db, await serviceOf(params))),
  );
  api.put(
    '/services/:id/people',
    { schema: { tags, body: People }, config: { right: 'agreements.write' } },
    async ({ params, body }) => {
      const id = await serviceOf(params);
      const usersOf = (field: string, names: readonly (string | number)[]) =>
        Promise.all(names.map((name, i) => resolve(db, 'users', String(name), `${field}[${i}]`)));
      const people = {
        managers: await usersOf('managers', body.managers),
        group: await usersOf('group', body.group),
      };
      await commit(db, (tx) => setServicePeople(tx, id, people));
      return peopleJson(people);
    },
  );
};

const peopleJson = ({ managers, group }: ServicePeople) => ({
  managers: managers.map(String),
  group: group.map(String),
});
