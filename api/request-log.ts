import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { AppOptions } from './options';

/** The lines of a request say which one it was, and the ticket and system that its address names. Never the address itself. */
export const registerRequestLog = (app: FastifyInstance, { metrics, log }: AppOptions): void => {
  app.addHook('onRequest', async (request) => {
    request.log = log.child({ ...subjectOf(request), requestId: request.id });
  });
  app.addHook('onResponse', async (request, reply) => {
    const { method } = request;
    const route = request.routeOptions.url ?? 'none';
    const ms = Math.round(reply.elapsedTime);
    const level = isReading(method) ? 'debug' : 'info';
    request.log[level]({ method, route, status: reply.statusCode, ms }, 'answered');
    metrics.answered?.(method, route, reply.statusCode, reply.elapsedTime / 1000);
  });
};

const isReading = (method: string): boolean => ['GET', 'HEAD', 'OPTIONS'].includes(method);

const subjectOf = ({ params }: FastifyRequest) => {
  const { number, system } = (params ?? {}) as { number?: string; system?: string };
  return {
    ...(number !== undefined && /^SD-\d{1,18}$/.test(number) ? { ticket: number } : {}),
    ...(system !== undefined ? { system: system.slice(0, 100) } : {}),
  };
};
