import type { FastifyInstance } from 'fastify';
import { personWhoMay } from '../guard';
import { sendPage } from '../send-page';
import { visitorOf } from '../visitor';
import { KeysPage } from './keys-page';

/** The keyboard shortcuts as a page. */
export const registerKeysPage = (app: FastifyInstance): void => {
  app.get('/keys', async (request, reply) => {
    const person = await personWhoMay(request, reply, 'tickets.work');
    if (!person) return reply;
    return sendPage(reply, KeysPage({ visitor: visitorOf(request) }));
  });
};
