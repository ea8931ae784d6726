import type { FastifyInstance } from 'fastify';
import type { AppOptions } from '../options';
import { NotificationRulesPage } from './components/notification-rules-page';
import { personWhoMay } from './guard';
import { sendPage } from './send-page';
import { visitorOf } from './visitor';

/** Who is told of what, as the configuration has it: to be read, not changed. */
export const registerNotificationRules = (app: FastifyInstance, { notify }: AppOptions): void => {
  app.get('/notifications/rules', async (request, reply) => {
    if (!(await personWhoMay(request, reply, 'tickets.work'))) return reply;
    return sendPage(reply, NotificationRulesPage({ visitor: visitorOf(request), notify }));
  });
};
