import { Type } from '@fastify/type-provider-typebox';
import { auditActions } from '../../domain/audit';
import { listAudit, type AuditLine } from '../../store/audit/audit-list';
import { auditFilter } from '../audit/audit-filter';
import { pageJson, pageQuery, pageRequest } from '../cursor';
import type { AppOptions } from '../options';
import { plain } from '../plain';
import { stringsOf } from '../web/fields';
import type { Api } from './api';

const Query = Type.Object({
  ...pageQuery,
  person: Type.Optional(Type.String({ maxLength: 200, description: 'login, name, or a part of it' })),
  ticket: Type.Optional(Type.String({ maxLength: 40 })),
  action: Type.Optional(Type.Enum([...auditActions])),
  from: Type.Optional(Type.String({ maxLength: 40, description: 'instant, ISO 8601' })),
  until: Type.Optional(Type.String({ maxLength: 40, description: 'instant, ISO 8601' })),
});

/** Who saw and changed what, the newest first. */
export const registerAuditCalls = (api: Api, { db }: AppOptions): void => {
  api.get(
    '/audit',
    { schema: { tags: ['audit'], querystring: Query }, config: { right: 'audit' } },
    async ({ query }) =>
      pageJson(await listAudit(db, auditFilter(stringsOf(query)), pageRequest(query)), auditJson),
  );
};

const auditJson = ({ id, at, actorKind, actorId, actor, ...line }: AuditLine) =>
  plain({
    id: String(id),
    at: at.toISOString(),
    actor: plain({ kind: actorKind, id: actorId === null ? null : String(actorId), name: actor }),
    ...line,
  });
