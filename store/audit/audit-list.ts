import type { AuditAction } from '../../domain/audit';
import type { Queryable } from '../database';
import { pageOf, type Page, type PageRequest } from '../page';

export interface AuditLine {
  readonly id: number;
  readonly at: Date;
  readonly actorKind: 'user' | 'key' | 'nobody';
  readonly actorId: number | null;
  readonly actor: string;
  readonly action: AuditAction;
  readonly ticket: string | null;
  readonly subject: string;
  readonly detail: Readonly<Record<string, unknown>>;
  readonly address: string;
}

export interface AuditFilter {
  /** Login, name, or a part of the name then. */
  readonly person?: string;
  readonly ticket?: string;
  readonly action?: AuditAction;
  readonly from?: Date;
  readonly until?: Date;
}

/** The newest first. */
export const listAudit = async (
  db: Queryable,
  { person, ticket, action, from, until }: AuditFilter,
  page: PageRequest,
): Promise<Page<AuditLine>> => {
  const { rows } = await db.query<AuditLine>(
    `select a.id, a.at, a.actor_kind as "actorKind", a.actor_id as "actorId",
            coalesce(nullif(a.actor, ''), u.name, k.name, '') as actor, a.action, t.number as ticket,
            a.subject, a.detail, a.address
       from audit a left join tickets t on t.id = a.ticket_id
       left join users u on a.actor_kind = 'user' and u.id = a.actor_id
       left join api_keys k on a.actor_kind = 'key' and k.id = a.actor_id
      where ($1::text is null or coalesce(nullif(a.actor, ''), u.name, k.name) ilike '%' || $1 || '%'
             or lower(u.login) = lower($2))
        and ($3::text is null or a.ticket_id in (select id from tickets where number = $3))
        and ($4::text is null or a.action = $4)
        and ($5::timestamptz is null or a.at >= $5) and ($6::timestamptz is null or a.at < $6)
        and ($7::bigint is null or a.id < $7)
      order by a.id desc limit $8`,
    [
      person ? person.replace(/[\\%_]/g, '\\$&') : null,
      person ?? null,
      ticket ?? null,
      action ?? null,
      from ?? null,
      until ?? null,
      page.after ?? null,
      page.limit + 1,
    ],
  );
  return pageOf(rows, page.limit);
};
