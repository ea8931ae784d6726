import { Type } from '@fastify/type-provider-typebox';
import { addLag, lagQuantile, noLag, type LagCounts } from '../../domain/lag';
import { accounting } from '../../store/accounting';
import {
  createReconciliation,
  endReconciliation,
  latestReconciliations,
  reconciliationById,
} from '../../store/reconciliations';
import { refusedHooks } from '../../store/refused-hooks';
import { lagOfDay } from '../../store/sync-lag';
import { viewSystems } from '../../store/system-view';
import { pageJson, pageQuery, pageRequest } from '../cursor';
import { once, sendAnswer } from '../once';
import type { AppOptions } from '../options';
import { plain } from '../plain';
import { invalidField, notFound } from '../problem';
import { idOf } from '../reference';
import type { Api } from './api';
import { strict } from './schemas';

const config = { right: 'sync' } as const;
const tags = ['sync'];

/** The books of the synchronisation. */
export const registerSync = (api: Api, options: AppOptions): void => {
  api.get('/sync/accounting', { schema: { tags }, config }, () => accounting(options.db));
  api.get('/sync/refused-webhooks', { schema: { tags }, config }, () => refusedHooks(options.db));
  api.get('/sync/systems', { schema: { tags }, config }, async () => ({
    items: await systemsJson(options),
    next: null,
  }));
  registerReconcile(api, options);
};

/** How every system stands, with what its changes took over the day (milliseconds). */
const systemsJson = async ({ db, systems }: AppOptions) => {
  const names = systems.map(({ name }) => name);
  const lag = await lagOfDay(db);
  return (await viewSystems(db, names)).map((view) => {
    const day = (lag.get(view.system) ?? []).reduce<LagCounts>(addLag, noLag);
    return {
      ...view,
      day: {
        changes: day.changes,
        p50Ms: lagQuantile(day, 0.5),
        p95Ms: lagQuantile(day, 0.95),
        maxMs: day.changes > 0 ? day.maxMs : null,
      },
    };
  });
};

const Listing = Type.Object(pageQuery);
const Wanted = Type.Object({ system: Type.Optional(Type.String()), repair: Type.Boolean() }, strict);

const registerReconcile = (api: Api, options: AppOptions): void => {
  api.post('/sync/reconcile', { schema: { tags, body: Wanted }, config }, async (request, reply) => {
    const { system, repair } = request.body;
    if (system !== undefined && !options.systems.some(({ name }) => name === system))
      throw invalidField('system', `there is no system “${system.slice(0, 60)}”`);
    const answer = await once(options, request, async (tx) => {
      const id = await createReconciliation(tx, { repair, ...(system === undefined ? {} : { system }) });
      return { status: 202, body: { id: String(id) }, after: () => options.startReconcile(id) };
    });
    return sendAnswer(reply, answer);
  });
  api.get('/sync/reconcile', { schema: { tags, querystring: Listing }, config }, async (request) =>
    pageJson(await latestReconciliations(options.db, pageRequest(request.query)), (run) => ({
      ...run,
      id: String(run.id),
    })),
  );
  api.get<{ Params: { id: string } }>('/sync/reconcile/:id', { schema: { tags }, config }, async (request) =>
    shown(options, request.params.id),
  );
  api.post<{ Params: { id: string } }>(
    '/sync/reconcile/:id/stop',
    { schema: { tags }, config },
    async (request) => {
      const id = idOf(request.params.id, 'reconciliation');
      await endReconciliation(options.db, id, 'stopped');
      return shown(options, request.params.id);
    },
  );
};

const shown = async ({ db }: AppOptions, given: string) => {
  const id = idOf(given, 'reconciliation');
  const run = await reconciliationById(db, id);
  if (!run) throw notFound(`reconciliation ${id}`);
  const { startedAt, endedAt, ...rest } = run;
  return plain({
    ...rest,
    id: String(id),
    startedAt: startedAt.toISOString(),
    endedAt: endedAt && endedAt.toISOString(),
  });
};
