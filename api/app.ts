import { randomBytes } from 'node:crypto';
import Fastify, { LogController, type FastifyInstance } from 'fastify';
import { registerCallPushes } from './calls-webhook';
import { registerDocs, registerOpenApi } from './docs';
import { registerHealth } from './health';
import { createLiveHub } from './live/hub';
import type { AppOptions } from './options';
import { registerRequestLog } from './request-log';
import { registerRequestSpans } from './request-spans';
import { registerRest } from './rest/index';
import { registerSecurityHeaders } from './security-headers';
import { answerNotFound } from './not-found';
import { sendProblem } from './send-problem';
import { registerWeb } from './web/index';
import { registerWebhooks } from './webhooks';

/** The HTTP application, ready to listen. Everything that it serves is named here. */
export const buildApp = async (options: AppOptions): Promise<FastifyInstance> => {
  const app = Fastify({
    loggerInstance: options.log,
    // In the lines of several processes no two requests may have one name.
    genReqId: () => randomBytes(8).toString('hex'),
    bodyLimit: 1024 * 1024,
    // Who calls is told by the address of the connection; a header that anybody can send is believed of these only.
    trustProxy: options.trustedProxies ? [...options.trustedProxies] : false,
    forceCloseConnections: true,
    // Addresses may hold tokens (telephony): what is logged of a request is its route.
    logController: new LogController({ disableRequestLogging: true }),
    frameworkErrors: (error, request, reply) => void sendProblem(error, request, reply),
    routerOptions: { maxParamLength: 300 },
  });
  const hub = createLiveHub(options.db, options.log);
  app.addHook('onClose', async () => hub.close());
  registerRequestLog(app, options);
  registerRequestSpans(app);
  app.decorateRequest('principal', null);
  app.decorateRequest('visitor', null);
  app.setErrorHandler(sendProblem);
  app.setNotFoundHandler(answerNotFound);
  await registerSecurityHeaders(app);
  await registerOpenApi(app, options.publicUrl);
  registerHealth(app, options);
  await app.register(async (scope) => registerWebhooks(scope, options));
  await app.register(async (scope) => registerCallPushes(scope, options));
  await app.register(async (scope) => registerRest(scope, options, hub), { prefix: '/api/v1' });
  await app.register(async (scope) => registerWeb(scope, options, hub));
  await registerDocs(app);
  return app;
};
