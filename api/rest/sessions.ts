import type { FastifyRequest } from 'fastify';
import { removeSecondFactor } from '../../store/access/second-factors';
import { endSession, endSessions, sessionsOf, type SessionView } from '../../store/access/session-list';
import { accountById } from '../../store/access/staff-list';
import { usersOfContact } from '../../store/users';
import { commit } from '../commit';
import { accessOf, type AppOptions } from '../options';
import { plain } from '../plain';
import { principalOf } from '../principal';
import { notFound } from '../problem';
import { idOf, resolvePath } from '../reference';
import type { Api } from './api';

const schema = { tags: ['users'] };
const own = { schema, config: { right: 'tickets.read' } } as const;
const anybodys = { schema, config: { right: 'keys' } } as const;

/** Who is signed in where. A key stands for a person where it is a contact's: `me` is he. */
export const registerSessions = (api: Api, options: AppOptions): void => {
  const { db } = options;
  const list = async (userIds: readonly number[]) => ({
    items: (await Promise.all(userIds.map((id) => sessionsOf(db, id, accessOf(options).sessions))))
      .flat()
      .map(sessionJson),
    next: null,
  });
  const me = (request: FastifyRequest) => usersOfContact(db, principalOf(request).contactId ?? 0);
  const user = (request: FastifyRequest) => resolvePath(db, 'users', (request.params as { id: string }).id);
  api.get('/me/sessions', own, async (request) => list(await me(request)));
  api.delete('/me/sessions', own, async (request, reply) => {
    for (const id of await me(request)) await endSessions(db, id);
    return reply.code(204).send();
  });
  api.delete('/me/sessions/:session', own, async (request, reply) => {
    const ended = await Promise.all((await me(request)).map((id) => endSession(db, id, sessionIn(request))));
    if (!ended.includes(true)) throw notFound('such session');
    return reply.code(204).send();
  });
  api.get('/users/:id/sessions', anybodys, async (request) => list([await user(request)]));
  api.delete('/users/:id/sessions', anybodys, async (request, reply) => {
    await endSessions(db, await user(request));
    return reply.code(204).send();
  });
  api.delete('/users/:id/sessions/:session', anybodys, async (request, reply) => {
    if (!(await endSession(db, await user(request), sessionIn(request)))) throw notFound('such session');
    return reply.code(204).send();
  });
  registerFactors(api, options);
};

const registerFactors = (api: Api, { db }: AppOptions): void => {
  api.delete('/users/:id/second-factor', anybodys, async (request, reply) => {
    const id = idOf((request.params as { id: string }).id, 'user');
    if (!(await accountById(db, id))) throw notFound(`user ${id}`);
    await commit(db, async (tx) => {
      await removeSecondFactor(tx, id);
      await endSessions(tx, id);
    });
    return reply.code(204).send();
  });
};

const sessionIn = (request: FastifyRequest): number =>
  idOf((request.params as { session: string }).session, 'session');

const sessionJson = ({ id, begunAt, seenAt, ...session }: SessionView) =>
  plain({
    id: String(id),
    begunAt: begunAt.toISOString(),
    seenAt: seenAt.toISOString(),
    ...session,
  });
