import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { factorStanding } from '../../../store/access/second-factors';
import { endSession, endSessions, sessionsOf } from '../../../store/access/session-list';
import { note } from '../../../store/audit/note';
import { passwordHashOf, updateUser, userById } from '../../../store/users';
import { actorOf } from '../../audit/register-audit';
import { commit } from '../../commit';
import { accessOf, type AppOptions } from '../../options';
import { hashPassword, verifyPassword } from '../../password';
import { isPortal, type Principal } from '../../principal';
import { stringsOf } from '../fields';
import { demandOwnForm, personOf } from '../guard';
import { sendPage } from '../send-page';
import { visitorOf } from '../visitor';
import { AccountPage } from './account-page';
import { passwordGuesses } from './guesses';

/** A person's own sessions, password and second factor. */
export const registerAccountPages = (app: FastifyInstance, options: AppOptions): void => {
  app.get('/account', async (request, reply) => {
    const person = await personOf(request, reply);
    // Requesters have a page of their own for that.
    if (person && isPortal(person)) return reply.redirect('/portal/settings', 303);
    return person ? show(request, reply, options, person) : reply;
  });
  app.post('/account/sessions', (request, reply) => end(request, reply, options));
  app.post('/account/password', (request, reply) => changePassword(request, reply, options));
};

const show = async (
  request: FastifyRequest,
  reply: FastifyReply,
  options: AppOptions,
  { id }: Principal,
  said?: { readonly good: boolean; readonly text: string },
): Promise<FastifyReply> => {
  const { sessions: limits } = accessOf(options);
  const userId = Number(id);
  const page = AccountPage({
    visitor: visitorOf(request),
    sessions: await sessionsOf(options.db, userId, limits),
    limits,
    standing: await factorStanding(options.db, userId),
    hasPassword: (await passwordHashOf(options.db, userId)) !== null,
    ...(said ? { said } : {}),
  });
  return sendPage(reply, page, said?.good === false ? 422 : 200);
};

const end = async (request: FastifyRequest, reply: FastifyReply, { db }: AppOptions): Promise<unknown> => {
  const person = await personOf(request, reply);
  if (!person) return reply;
  const fields = stringsOf(request.body);
  demandOwnForm(request, fields);
  const userId = Number(person.id);
  const which = fields.end ?? '';
  if (which === 'others') await endSessions(db, userId, visitorOf(request).sessionId);
  else if (/^\d{1,15}$/.test(which)) await endSession(db, userId, Number(which));
  await note(db, {
    actor: actorOf(person),
    action: 'session-ended',
    subject: `user ${userId}`,
    detail: { which: which === 'others' ? 'others' : 'one' },
    address: request.ip,
  });
  return reply.redirect('/account', 303);
};

const changePassword = async (
  request: FastifyRequest,
  reply: FastifyReply,
  options: AppOptions,
): Promise<unknown> => {
  const person = await personOf(request, reply);
  if (!person) return reply;
  const { now = '', next = '', ...fields } = stringsOf(request.body);
  demandOwnForm(request, fields);
  const { account } = visitorOf(request).texts.access;
  const say = (good: boolean, text: string) => show(request, reply, options, person, { good, text });
  if (next.length < 10 || next.length > 1000) return say(false, account.shortPassword);
  const fault = await passwordFault(request, options, Number(person.id), now);
  if (fault) return say(false, fault);
  const passwordHash = await hashPassword(next);
  const { sessionId } = visitorOf(request);
  await commit(options.db, (tx) =>
    updateUser(tx, Number(person.id), {
      passwordHash,
      ...(sessionId === undefined ? {} : { keepSession: sessionId }),
    }),
  );
  await note(options.db, {
    actor: actorOf(person),
    action: 'password-changed',
    subject: `user ${person.id}`,
    address: request.ip,
  });
  return say(true, account.changed);
};

/** Whoever finds an open browser must not guess either. */
const passwordFault = async (
  request: FastifyRequest,
  { db }: AppOptions,
  userId: number,
  password: string,
): Promise<string | undefined> => {
  const { signIn, access } = visitorOf(request).texts;
  const user = await userById(db, userId);
  const guesses = await passwordGuesses(db, request, user?.login ?? '');
  const wait = await guesses.count();
  if (wait > 0) return signIn.throttled(Math.ceil(wait / 60));
  if (password.length > 1000 || !(await verifyPassword(password, await passwordHashOf(db, userId))))
    return access.account.wrongPassword;
  await guesses.right();
  return undefined;
};
