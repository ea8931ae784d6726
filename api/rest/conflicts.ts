import { Type } from '@fastify/type-provider-typebox';
import { conflictById, listConflicts, type ConflictSide, type ConflictView } from '../../store/conflict-list';
import { commit } from '../commit';
import { pageJson, pageQuery, pageRequest } from '../cursor';
import type { AppOptions } from '../options';
import { plain } from '../plain';
import { principalOf } from '../principal';
import { notFound } from '../problem';
import { idOf } from '../reference';
import type { Api } from './api';
import { choices } from './choices';
import { strict } from './schemas';

const Query = Type.Object({
  ...pageQuery,
  state: Type.Optional(Type.Array(Type.String(), { description: 'open (default) or all' })),
});
const config = { right: 'sync' } as const;
const tags = ['sync'];

/** Values that did not know each other, and the choice between them. */
export const registerConflicts = (api: Api, options: AppOptions): void => {
  api.get('/sync/conflicts', { schema: { tags, querystring: Query }, config }, async (request) => {
    const all = choices('state', request.query.state, ['open', 'all'] as const)?.includes('all') ?? false;
    return pageJson(await listConflicts(options.db, { all }, pageRequest(request.query)), conflictJson);
  });
  const Choice = Type.Object({ system: Type.String() }, strict);
  api.post('/sync/conflicts/:id/choose', { schema: { tags, body: Choice }, config }, async (request) => {
    const id = idOf((request.params as { id: string }).id, 'conflict');
    const conflict = await commit(options.db, async (tx) => {
      if (!(await conflictById(tx, id))) throw notFound(`conflict ${id}`);
      await options.commands.chooseConflict(tx, id, request.body.system, principalOf(request));
      return conflictById(tx, id);
    });
    if (!conflict) throw notFound(`conflict ${id}`);
    options.wake(conflict.ticket);
    return conflictJson(conflict);
  });
};

const conflictJson = ({ winner, loser, since, ...conflict }: ConflictView) =>
  plain({
    ...conflict,
    id: String(conflict.id),
    winner: sideJson(winner),
    loser: sideJson(loser),
    since: since.toISOString(),
  });

const sideJson = ({ value, system, at, actor }: ConflictSide) => ({
  value,
  system,
  origin: system,
  at: new Date(at).toISOString(),
  ...plain({ actor }),
});
