import { Type } from '@fastify/type-provider-typebox';
import type { PoolClient } from 'pg';
import type { FastifyRequest } from 'fastify';
import { listProblems, problemById, type ProblemView } from '../../store/problem-list';
import { commit } from '../commit';
import { pageJson, pageQuery, pageRequest } from '../cursor';
import type { AppOptions } from '../options';
import { plain } from '../plain';
import { principalOf, type Principal } from '../principal';
import { notFound } from '../problem';
import { idOf, resolve } from '../reference';
import type { Api } from './api';
import { choices } from './choices';
import { strict } from './schemas';

const Query = Type.Object({
  ...pageQuery,
  state: Type.Optional(Type.Array(Type.String(), { description: 'open (default) or all' })),
  system: Type.Optional(Type.String()),
});
const config = { right: 'sync' } as const;
const schema = { tags: ['sync'] };

/** What needs a person, and what he may do about it. */
export const registerProblems = (api: Api, options: AppOptions): void => {
  const { commands, db } = options;
  api.get('/sync/problems', { schema: { ...schema, querystring: Query }, config }, async (request) => {
    const all = choices('state', request.query.state, ['open', 'all'] as const)?.includes('all') ?? false;
    const system = request.query.system ? { system: request.query.system } : {};
    return pageJson(await listProblems(db, { all, ...system }, pageRequest(request.query)), problemJson);
  });
  const Change = Type.Object({ value: Type.String({ maxLength: 100_000 }) }, strict);
  api.patch('/sync/problems/:id', { schema: { ...schema, body: Change }, config }, async (request) =>
    act(options, request, (tx, id, who) => commands.editProblem(tx, id, request.body.value, who)),
  );
  api.post('/sync/problems/:id/retry', { schema, config }, async (request) =>
    act(options, request, (tx, id, who) => commands.retryProblem(tx, id, who)),
  );
  api.post('/sync/problems/:id/skip', { schema, config }, async (request) =>
    act(options, request, (tx, id, who) => commands.skipProblem(tx, id, who)),
  );
  const Care = Type.Object({ assignee: Type.Union([Type.String(), Type.Null()]) }, strict);
  api.post('/sync/problems/:id/assign', { schema: { ...schema, body: Care }, config }, async (request) =>
    act(options, request, async (tx, id, who) => {
      const { assignee } = request.body;
      const user = assignee === null ? null : await resolve(tx, 'users', assignee, 'assignee');
      await commands.assignProblem(tx, id, user, who);
    }),
  );
};

/** Does it, wakes the ticket, and answers the problem as it is now. */
const act = async (
  options: AppOptions,
  request: FastifyRequest,
  work: (tx: PoolClient, id: number, who: Principal) => Promise<unknown>,
) => {
  const id = idOf((request.params as { id: string }).id, 'problem');
  const problem = await commit(options.db, async (tx) => {
    if (!(await problemById(tx, id))) throw notFound(`problem ${id}`);
    await work(tx, id, principalOf(request));
    return problemById(tx, id);
  });
  if (!problem) throw notFound(`problem ${id}`);
  if (problem.ticket !== null) options.wake(problem.ticket);
  return problemJson(problem);
};

const problemJson = ({ params: _, ...problem }: ProblemView) =>
  plain({
    ...problem,
    id: String(problem.id),
    since: problem.since.toISOString(),
    assignee: problem.assignee?.name,
  });
