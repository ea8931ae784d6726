import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { mailHoursOf } from '../../../domain/notify/mail-hours';
import { countAttempt, forgiveAttempts } from '../../../store/access/attempts';
import { endSessions, sessionsOf } from '../../../store/access/session-list';
import { note } from '../../../store/audit/note';
import { contactById } from '../../../store/contacts';
import { digests, saveSettings, settingsOf, type NotificationSettings } from '../../../store/notify/settings';
import { passwordHashOf, setPortalLanguage } from '../../../store/portal/portal-users';
import { updateUser } from '../../../store/users';
import { actorOf } from '../../audit/register-audit';
import { commit } from '../../commit';
import type { AppOptions } from '../../options';
import { hashPassword, verifyPassword } from '../../password';
import { readOwnForm } from '../form-of';
import { known } from '../language';
import { sendPage } from '../send-page';
import { renewSession, visitorOf } from '../visitor';
import { portalPersonOf, type PortalPerson } from './portal-guard';
import { portalEvents } from './mail-wishes';
import { PortalSettingsPage } from './settings-page';

type Fields = Readonly<Record<string, string>>;

/** What a requester decides for himself: language, mails, password, and where he is signed in. */
export const registerPortalSettings = (app: FastifyInstance, options: AppOptions): void => {
  const { db } = options;
  app.get('/portal/settings', (request, reply) => show(request, reply, options));
  const form = (
    path: string,
    work: (person: PortalPerson, fields: Fields, request: FastifyRequest) => Promise<string>,
  ) =>
    app.post(`/portal/settings/${path}`, async (request, reply) => {
      const person = await portalPersonOf(request, reply);
      if (!person) return reply;
      const { fields } = await readOwnForm(request);
      return reply.redirect(await work(person, fields, request), 303);
    });
  form('language', async (person, fields) => {
    const language = known(fields.language);
    if (language) await commit(db, (tx) => setPortalLanguage(tx, person, language));
    return saved;
  });
  form('notifications', async (person, fields) => {
    await saveWishes(options, person, fields);
    return isImpossible(fields) ? '/portal/settings?hours=wrong#mails' : saved;
  });
  form('sessions', async (person, _, { ip: address }) => {
    await commit(db, (tx) => endSessions(tx, person.userId));
    await note(db, { ...ofHim(person), action: 'session-ended', detail: { which: 'all' }, address });
    return '/portal/sign-in';
  });
  app.post('/portal/settings/password', (request, reply) => setPassword(request, reply, options));
};

/** Hours were asked for that are none: all else is saved. */
const isImpossible = ({ when, from = '', to = '', timeZone = '' }: Fields): boolean =>
  when === 'hours' && mailHoursOf({ from, to, weekends: false, timeZone }) === undefined;

/** What he does to his own account, for the audit. */
const ofHim = (person: PortalPerson) => ({ actor: actorOf(person), subject: `user ${person.userId}` });

const saved = '/portal/settings?saved=1';

/** Who has come in by a link so lately owns the mailbox: his present password is not asked for. Milliseconds. */
const freshMs = 15 * 60_000;
const shortest = 10;

const isFreshByLink = async (request: FastifyRequest, { db }: AppOptions): Promise<boolean> => {
  const { sessionId, userId } = visitorOf(request);
  const session = (await sessionsOf(db, userId ?? 0)).find(({ id }) => id === sessionId);
  return session?.method === 'link' && Date.now() - session.begunAt.getTime() < freshMs;
};

const show = async (
  request: FastifyRequest,
  reply: FastifyReply,
  options: AppOptions,
  { fault, status = 200 }: { readonly fault?: string; readonly status?: number } = {},
): Promise<unknown> => {
  const person = await portalPersonOf(request, reply);
  if (!person) return reply;
  const { db } = options;
  const query = request.query as { saved?: unknown; hours?: unknown };
  const { settings: words } = visitorOf(request).texts.portal;
  const wrong = fault ?? (query.hours === 'wrong' ? words.wrongHours : undefined);
  const hash = await passwordHashOf(db, person.userId);
  const page = PortalSettingsPage({
    visitor: visitorOf(request),
    settings: await settingsOf(db, { contactId: person.contactId }),
    sessions: await sessionsOf(db, person.userId),
    password: {
      isSet: hash !== null,
      asked: hash !== null && !(await isFreshByLink(request, options)),
      usable: (await contactById(db, person.contactId))?.email != null,
    },
    saved: query.saved === '1',
    ...(wrong ? { fault: wrong } : {}),
  });
  return sendPage(reply, page, status);
};

/** What this page does not show stays as it is: other events, other ways, a calendar that staff have set. */
const saveWishes = ({ db }: AppOptions, { contactId }: PortalPerson, fields: Fields): Promise<void> =>
  commit(db, async (tx) => {
    const before = await settingsOf(tx, { contactId });
    const wished = portalEvents.map((event) => {
      const { email: _, ...otherWays } = before.choices[event] ?? {};
      const wanted = fields[event];
      return [
        event,
        { ...otherWays, ...(wanted === 'yes' || wanted === 'no' ? { email: wanted === 'yes' } : {}) },
      ];
    });
    const choices = { ...before.choices, ...Object.fromEntries(wished) } as typeof before.choices;
    await saveSettings(tx, { contactId }, { ...before, choices, ...whenFrom(fields, before) });
  });

/** How many mails, and when. A form that does not ask for it changes nothing of it. */
const whenFrom = (
  { digest, when, from = '', to = '', weekends, timeZone = '' }: Fields,
  before: NotificationSettings,
): Partial<NotificationSettings> => {
  const hours = mailHoursOf({ from, to, weekends: weekends === 'on', timeZone });
  return {
    digest: digests.find((one) => one === digest) ?? before.digest,
    ...(when === 'always' ? { mailHours: null, quietCalendarId: null } : {}),
    ...(when === 'calendar' ? { mailHours: null } : {}),
    ...(when === 'hours' && hours ? { mailHours: hours } : {}),
  };
};

const setPassword = async (
  request: FastifyRequest,
  reply: FastifyReply,
  options: AppOptions,
): Promise<unknown> => {
  const person = await portalPersonOf(request, reply);
  if (!person) return reply;
  const { fields } = await readOwnForm(request);
  const { settings, signIn: words } = visitorOf(request).texts.portal;
  const guesses = [{ name: `portal password of ${person.userId}`, allowed: 10 }];
  const wait = await countAttempt(options.db, guesses);
  if (wait > 0)
    return show(request, reply, options, { fault: words.throttled(Math.ceil(wait / 60)), status: 429 });
  if (!(await provesHimself(request, options, person, fields.current ?? '')))
    return show(request, reply, options, { fault: settings.wrongPassword, status: 403 });
  await forgiveAttempts(options.db, guesses);
  const fresh = fields.fresh ?? '';
  if ([...fresh].length < shortest || fresh.length > 1000)
    return show(request, reply, options, { fault: settings.shortPassword, status: 422 });
  const passwordHash = await hashPassword(fresh);
  // Ends every session of his, this one too: he goes on under a new one.
  await commit(options.db, (tx) => updateUser(tx, person.userId, { passwordHash }));
  await note(options.db, { ...ofHim(person), action: 'password-changed', address: request.ip });
  await renewSession(reply, options, person.userId, { method: 'password' });
  return reply.redirect(saved, 303);
};

const provesHimself = async (
  request: FastifyRequest,
  options: AppOptions,
  { userId }: PortalPerson,
  current: string,
): Promise<boolean> => {
  const hash = await passwordHashOf(options.db, userId);
  if (hash === null || (await isFreshByLink(request, options))) return true;
  return current.length <= 1000 && verifyPassword(current, hash);
};
