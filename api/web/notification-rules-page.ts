import type { FastifyInstance } from 'fastify';
import type { AppOptions } from '../options';
import { demand } from '../principal';
import { NotificationRulesPage } from './components/notification-rules-page';
import { personOf } from './guard';
import { sendPage } from './send-page';
import { visitorOf } from './visitor';

/** Who is told of what, as the configuration has it: to be read, not changed. */
export const registerNotificationRules = (app: FastifyInstance, { notify }: AppOptions): void => {
  app.get('/notifications/rules', async (request, reply) => {
    const person = await personOf(request, reply);
    if (!person) return reply;
    demand(person, 'tickets.work');
    return sendPage(reply, NotificationRulesPage({ visitor: visitorOf(request), notify }));
  });
};
