import type { FastifyInstance } from 'fastify';
import { demand } from '../../principal';
import { personOf } from '../guard';
import { sendPage } from '../send-page';
import { visitorOf } from '../visitor';
import { KeysPage } from './keys-page';

/** The keyboard shortcuts as a page. */
export const registerKeysPage = (app: FastifyInstance): void => {
  app.get('/keys', async (request, reply) => {
    const person = await personOf(request, reply);
    if (!person) return reply;
    demand(person, 'tickets.work');
    return sendPage(reply, KeysPage({ visitor: visitorOf(request) }));
  });
};
