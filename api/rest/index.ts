import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance } from 'fastify';
import { TypeBoxValidatorCompiler, type TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import { registerAudit } from '../audit/register-audit';
import { createKeyAuthentication } from '../bearer';
import { registerJsonParser } from '../json-parser';
import type { LiveHub } from '../live/hub';
import type { AppOptions } from '../options';
import { demand, principalOf } from '../principal';
import { HttpProblem } from '../problem';
import { sendNotFound, sendProblem } from '../send-problem';
import { takeUploads } from '../upload-limits';
import { registerApiKeys } from './api-keys';
import { registerAuditCalls } from './audit';
import { registerAttachments } from './attachments';
import { registerCalendarImport } from './calendar-import';
import { registerCalendars } from './calendars';
import { registerCalls } from './calls';
import { registerComments } from './comments';
import { registerConflicts } from './conflicts';
import { registerContacts } from './contacts';
import { registerContracts } from './contracts';
import { registerEvents } from './events';
import { registerMail } from './mail';
import { registerNotificationSettings } from './notification-settings';
import { registerNotifications } from './notifications';
import { registerOrganisations } from './organisations';
import { registerPersonalData } from './personal-data';
import { registerProblems } from './problems';
import { registerQuestions } from './questions';
import { registerReports } from './reports';
import { registerServices } from './services';
import { registerSessions } from './sessions';
import { registerSla } from './sla';
import { registerSolution } from './solution';
import { registerSync } from './sync';
import { registerTicketActions } from './ticket-actions';
import { registerTicketRelations } from './ticket-relations';
import { registerTickets } from './tickets';
import { registerUsers } from './users';

/** Everything under /api/v1: who calls, how often he may, what he may, and the calls themselves. */
export const registerRest = async (
  app: FastifyInstance,
  options: AppOptions,
  hub: LiveHub,
): Promise<void> => {
  const api = app.withTypeProvider<TypeBoxTypeProvider>();
  api.setValidatorCompiler(TypeBoxValidatorCompiler);
  // Schemas of answers are for readers of the documentation; what is sent is what the code made.
  api.setSerializerCompiler(() => (data) => JSON.stringify(data));
  api.setErrorHandler(sendProblem);
  guard(api, options);
  registerAudit(api, options, (request) => request.principal);
  registerJsonParser(api);
  await registerLimits(api, options);
  api.setNotFoundHandler(sendNotFound);
  registerTickets(api, options);
  registerTicketActions(api, options);
  registerTicketRelations(api, options);
  registerComments(api, options);
  registerSolution(api, options);
  registerAttachments(api, options);
  registerContacts(api, options);
  registerPersonalData(api, options);
  registerOrganisations(api, options);
  registerServices(api, options);
  registerQuestions(api, options);
  registerCalendars(api, options);
  registerCalendarImport(api, options);
  registerContracts(api, options);
  registerSla(api, options);
  registerReports(api, options);
  registerMail(api, options);
  registerCalls(api, options);
  registerNotifications(api, options);
  registerNotificationSettings(api, options);
  registerSync(api, options);
  registerProblems(api, options);
  registerConflicts(api, options);
  registerApiKeys(api, options);
  registerUsers(api, options);
  registerSessions(api, options);
  registerAuditCalls(api, options);
  registerEvents(api, options, hub);
};

/** Before anything of a request is read: who is it, and may he? A route that does not say who may is a fault of ours. */
const guard = (app: FastifyInstance, { db }: AppOptions): void => {
  const authenticate = createKeyAuthentication(db);
  app.addHook('onRequest', async (request) => {
    request.principal = await authenticate(request);
    const { right } = request.routeOptions.config;
    if (right) demand(request.principal, right);
  });
  app.addHook('onRoute', ({ config, method, url }) => {
    if (!config?.right) throw new Error(`${String(method)} ${url} does not say which right it takes`);
  });
};

const registerLimits = async (app: FastifyInstance, options: AppOptions): Promise<void> => {
  await app.register(rateLimit, {
    max: options.requestsPerSecond ?? 50,
    timeWindow: 1000,
    keyGenerator: (request) => principalOf(request).id,
    errorResponseBuilder: () =>
      new HttpProblem(429, 'This API key made more requests in a second than one key may.', undefined, {
        'retry-after': '1',
      }),
  });
  await takeUploads(app, options);
};
