import type { FastifyInstance } from 'fastify';
import { listOrganisations } from '../../../store/organisations';
import { viewsFor } from '../../../store/saved-views';
import { listServices } from '../../../store/services';
import { listStaff } from '../../../store/users';
import { boardOf } from '../../../store/sla/board';
import type { AppOptions } from '../../options';
import { personWhoMay } from '../guard';
import { sendPage } from '../send-page';
import { visitorOf } from '../visitor';
import { BoardPage } from './board-page';
import { boardFilter, boardQuery } from './board-query';

const size = 50;

/** The board of staff: what is due next. */
export const registerBoard = (app: FastifyInstance, { db }: AppOptions): void => {
  app.get('/board', async (request, reply) => {
    const person = await personWhoMay(request, reply, 'tickets.work');
    if (!person) return reply;
    const visitor = visitorOf(request);
    const query = boardQuery(request.query as Record<string, unknown>);
    const page = Number(query.page || 1) - 1;
    const board = await boardOf(db, boardFilter(query, visitor.userId), { page, size, now: Date.now() });
    const organisations = (await listOrganisations(db, { limit: 1000 })).items;
    const services = (await listServices(db, { limit: 1000 })).items;
    const staff = await listStaff(db);
    const views = await viewsFor(db, visitor.userId ?? 0, 'board');
    return sendPage(reply, BoardPage({ visitor, query, board, organisations, services, staff, views }));
  });
};
