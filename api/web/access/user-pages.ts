import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { roles } from '../../../domain/role';
import { removeSecondFactor } from '../../../store/access/second-factors';
import { endSession, endSessions, sessionsOf } from '../../../store/access/session-list';
import { accountById, listAccounts } from '../../../store/access/staff-list';
import { note, type AuditNote } from '../../../store/audit/note';
import { updateUser } from '../../../store/users';
import { commit } from '../../commit';
import { accessOf, type AppOptions } from '../../options';
import type { Principal } from '../../principal';
import { forbidden, invalidField, notFound } from '../../problem';
import { idInPath, idOf } from '../../reference';
import { formOf } from '../form-of';
import { personWhoMay } from '../guard';
import { sendPage } from '../send-page';
import { visitorOf } from '../visitor';
import { UserPage, UsersPage } from './user-page';

/** Accounts of staff: who is in, and what an administrator does about it. */
export const registerUserPages = (app: FastifyInstance, options: AppOptions): void => {
  app.get('/users', async (request, reply) => {
    if (!(await personWhoMay(request, reply, 'keys'))) return reply;
    const users = await listAccounts(options.db);
    return sendPage(reply, UsersPage({ visitor: visitorOf(request), users }));
  });
  app.get('/users/:id', async (request, reply) => {
    if (!(await personWhoMay(request, reply, 'keys'))) return reply;
    const user = await existing(request, options);
    const { sessions: limits } = accessOf(options);
    const sessions = await sessionsOf(options.db, user.id, limits);
    return sendPage(reply, UserPage({ visitor: visitorOf(request), user, sessions }));
  });
  app.post('/users/:id', (request, reply) => change(request, reply, options));
  app.post('/users/:id/sessions', (request, reply) => end(request, reply, options));
  app.post('/users/:id/second-factor', (request, reply) => reset(request, reply, options));
};

const existing = async (request: FastifyRequest, { db }: AppOptions) => {
  const user = await accountById(db, idInPath(request, 'user'));
  if (!user) throw notFound('such user');
  return user;
};

const tell = (
  { db }: AppOptions,
  { ip }: FastifyRequest,
  { id, name }: Principal,
  what: Omit<AuditNote, 'actor' | 'address'>,
) => note(db, { actor: { kind: 'user', id: Number(id), name }, address: ip, ...what });

const change = async (
  request: FastifyRequest,
  reply: FastifyReply,
  options: AppOptions,
): Promise<unknown> => {
  const form = await formOf(request, reply, 'keys');
  if (!form) return reply;
  const user = await existing(request, options);
  // The last administrator must not lock everybody out by a slip of the hand.
  if (String(user.id) === form.person.id) throw forbidden('Another administrator changes your account.');
  const role = roles.find((one) => one === form.fields.role);
  if (!role) throw invalidField('role', `must be one of ${roles.join(', ')}`);
  await commit(options.db, (tx) => updateUser(tx, user.id, { role, disabled: form.fields.active !== 'yes' }));
  return reply.redirect(`/users/${user.id}`, 303);
};

const end = async (request: FastifyRequest, reply: FastifyReply, options: AppOptions): Promise<unknown> => {
  const form = await formOf(request, reply, 'keys');
  if (!form) return reply;
  const user = await existing(request, options);
  const which = form.fields.end ?? '';
  if (which === 'all') await endSessions(options.db, user.id);
  else await endSession(options.db, user.id, idOf(which, 'session'));
  await tell(options, request, form.person, {
    action: 'session-ended',
    subject: `user ${user.id}`,
    detail: { which: which === 'all' ? 'all' : 'one' },
  });
  return reply.redirect(`/users/${user.id}`, 303);
};

const reset = async (request: FastifyRequest, reply: FastifyReply, options: AppOptions): Promise<unknown> => {
  const form = await formOf(request, reply, 'keys');
  if (!form) return reply;
  const user = await existing(request, options);
  await commit(options.db, async (tx) => {
    await removeSecondFactor(tx, user.id);
    await endSessions(tx, user.id);
  });
  await tell(options, request, form.person, {
    action: 'second-factor-removed',
    subject: `user ${user.id}`,
  });
  return reply.redirect(`/users/${user.id}`, 303);
};
