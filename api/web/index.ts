import cookie from '@fastify/cookie';
import formbody from '@fastify/formbody';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { viewAttachment } from '../../store/attachment-view';
import { createBulkRunner } from '../bulk/runner';
import { registerAudit } from '../audit/register-audit';
import type { LiveHub } from '../live/hub';
import { stream } from '../live/stream';
import type { AppOptions } from '../options';
import { scopeOf } from '../principal';
import { HttpProblem, notFound } from '../problem';
import { idOf } from '../reference';
import { sendFile } from '../send-file';
import { takeUploads } from '../upload-limits';
import { mostFiles } from './form-of';
import { registerAccess } from './access/index';
import { assetsDirectory } from './assets';
import { registerBoard } from './board/board-pages';
import { registerCalendarForms } from './calendars/calendar-forms';
import { registerCalendarPages } from './calendars/calendar-pages';
import { registerContractPages } from './contracts/contract-pages';
import { registerDirectoryPages } from './directory/directory-pages';
import { personOf } from './guard';
import { registerCannedPages } from './canned/canned-pages';
import { registerCannedFilling } from './canned/fill-pages';
import { registerCallForms } from './call-forms';
import { registerCallPages } from './call-pages';
import { registerMailFrame } from './mail/frame-pages';
import { registerMailPages } from './mail-pages';
import { registerPhoneLive } from './phone/phone-live';
import { registerNotificationPages } from './notification-pages';
import { registerNotificationRules } from './notification-rules-page';
import { registerPortal } from './portal/index';
import { registerReportPages } from './reports/report-pages';
import { sendFaultPage } from './send-page';
import { registerSearch } from './search';
import { registerSignIn } from './sign-in';
import { registerSyncForms } from './sync-forms';
import { registerSyncPages } from './sync-pages';
import { registerTicketForms } from './ticket-forms';
import { registerTicketPages } from './ticket-pages';
import { registerMergePages } from './ticket-work/merge-pages';
import { registerPresence } from './ticket-work/presence';
import { registerSplitPages } from './ticket-work/split-pages';
import { registerWorkForms } from './ticket-work/work-forms';
import { registerBulkPages } from './queues/bulk-pages';
import { registerKeysPage } from './queues/keys-pages';
import { registerViewForms } from './queues/view-forms';
import { registerMatrixPages } from './questions/matrix-pages';
import { registerQuestionPages } from './questions/edit-pages';
import { findVisitor, visitorOf } from './visitor';

/** The pages. They work without JavaScript; a small script keeps them up to date. */
export const registerWeb = async (app: FastifyInstance, options: AppOptions, hub: LiveHub): Promise<void> => {
  app.addHook('onRoute', (route) => void (route.schema = { ...route.schema, hide: true }));
  app.setErrorHandler(sendFaultPage);
  app.removeAllContentTypeParsers();
  await app.register(cookie);
  await app.register(formbody, { bodyLimit: 1024 * 1024 });
  await takeUploads(app, options, mostFiles);
  await app.register(fastifyStatic, {
    root: assetsDirectory,
    prefix: '/assets/',
    decorateReply: false,
    index: false,
    maxAge: '365d',
    immutable: true,
  });
  app.addHook('onRequest', async (request) => {
    if (!request.url.startsWith('/assets/')) request.visitor = await findVisitor(request, options);
  });
  registerAudit(app, options, (request) => request.visitor?.principal);
  registerSignIn(app, options);
  registerPortal(app, options);
  registerAccess(app, options);
  registerTicketPages(app, options);
  registerTicketForms(app, options);
  registerWorkForms(app, options);
  registerMergePages(app, options);
  registerSplitPages(app, options);
  registerPresence(app, options);
  registerCallPages(app, options);
  registerCallForms(app, options);
  registerPhoneLive(app, options, hub);
  registerCannedPages(app, options);
  registerCannedFilling(app, options);
  registerSearch(app, options);
  registerMailPages(app, options);
  registerMailFrame(app, options);
  registerNotificationPages(app, options);
  registerNotificationRules(app, options);
  registerSyncPages(app, options);
  registerSyncForms(app, options);
  registerBoard(app, options);
  registerViewForms(app, options);
  registerKeysPage(app);
  const bulk = createBulkRunner(options);
  app.addHook('onClose', () => bulk.stop());
  registerBulkPages(app, options, bulk);
  registerContractPages(app, options);
  registerCalendarPages(app, options);
  registerCalendarForms(app, options);
  registerDirectoryPages(app, options);
  registerQuestionPages(app, options);
  registerMatrixPages(app, options);
  registerReportPages(app, options);
  registerFiles(app, options);
  registerLive(app, options, hub);
};

const registerFiles = (app: FastifyInstance, { db }: AppOptions): void => {
  app.get<{ Params: { id: string } }>('/attachments/:id', async (request, reply) => {
    const person = await personOf(request, reply);
    if (!person) return reply;
    const file = await viewAttachment(db, idOf(request.params.id, 'attachment'), scopeOf(person));
    if (!file) throw notFound('such attachment');
    return sendFile(reply, db, file);
  });
};

/** The same stream as the API's, for who has signed in. */
const registerLive = (app: FastifyInstance, { db }: AppOptions, hub: LiveHub): void => {
  app.route({
    method: 'GET',
    url: '/events',
    exposeHeadRoute: false,
    handler: async (request, reply) => {
      const { principal, sessionId } = visitorOf(request);
      if (!principal || sessionId === undefined) throw new HttpProblem(401, 'Sign in first.');
      return stream(request, reply, { db, hub, scope: scopeOf(principal), session: sessionId });
    },
  });
};
