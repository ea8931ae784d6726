import type { FastifyInstance } from 'fastify';
import { listAudit } from '../../../store/audit/audit-list';
import { auditFilter } from '../../audit/audit-filter';
import { pageJson, pageRequest } from '../../cursor';
import type { AppOptions } from '../../options';
import { stringsOf } from '../fields';
import { personWhoMay } from '../guard';
import { sendPage } from '../send-page';
import { visitorOf } from '../visitor';
import { AuditPage } from './audit-page';

/** Who saw and changed what, for administrators. */
export const registerAuditPages = (app: FastifyInstance, { db }: AppOptions): void => {
  app.get('/audit', async (request, reply) => {
    const person = await personWhoMay(request, reply, 'audit');
    if (!person) return reply;
    const { cursor, ...query } = stringsOf(request.query);
    const page = await listAudit(
      db,
      auditFilter(query),
      pageRequest({ limit: 100, ...(cursor ? { cursor } : {}) }),
    );
    const { next } = pageJson(page, () => null);
    const older =
      next === null ? null : `/audit?${new URLSearchParams({ ...query, cursor: next }).toString()}`;
    return sendPage(reply, AuditPage({ visitor: visitorOf(request), query, lines: page.items, older }));
  });
};
