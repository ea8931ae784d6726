import type { FastifyInstance } from 'fastify';
import type { AppOptions } from './options';

/** Longest wait for the database before we say that it is away, in milliseconds. */
const patienceMs = 2_000;

/** Are we alive, are we of use, and what do we count? No key is asked for. */
export const registerHealth = (app: FastifyInstance, { db, temporalState, metrics }: AppOptions): void => {
  app.get('/health/live', { schema: { tags: ['health'] } }, () => ({ status: 'live' }));
  app.get('/health/ready', { schema: { tags: ['health'] } }, async (_, reply) => {
    const postgres = await within(patienceMs, db.query('select 1'));
    const body = {
      status: postgres ? 'ready' : 'not ready',
      postgres: postgres ? 'up' : 'down',
      temporal: temporalState(),
    };
    return reply.code(postgres ? 200 : 503).send(body);
  });
  app.get('/metrics', { schema: { tags: ['health'] } }, async (_, reply) =>
    reply.type(metrics.contentType).send(await metrics.metrics()),
  );
};

const within = async (ms: number, work: Promise<unknown>): Promise<boolean> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => (timer = setTimeout(() => resolve(false), ms)));
  const done = work.then(
    () => true,
    () => false,
  );
  return Promise.race([done, late]).finally(() => clearTimeout(timer));
};
