import type { Queryable } from './database';
import { pageOf, type Page, type PageRequest } from './page';
import type { Scope } from './scope';

export interface TimelineEntry {
  readonly id: number;
  /** At the source. */
  readonly at: Date;
  readonly recordedAt: Date;
  /** 'front' or the system's name. */
  readonly origin: string;
  readonly actor: string;
  readonly what: string;
  /** What it changed: field, old and new value, system, visibility; never a body. */
  readonly detail: Readonly<Record<string, unknown>>;
}

/** A portal user sees what happened to his request, not how the systems were kept the same. */
const portalSees = `(e.detail->>'visibility' is distinct from 'internal' and (
  e.what in ('registered', 'undone')
  or (e.what in ('comment', 'attachment') and e.detail->>'visibility' = 'public')
  or (e.what = 'field' and e.detail->>'field' in ('title', 'description', 'status', 'priority', 'service'))))`;

/** Everything that happened to a ticket, by its time at the source, oldest first. */
export const listTimeline = async (
  db: Queryable,
  ticketId: number,
  scope: Scope,
  page: PageRequest,
): Promise<Page<TimelineEntry>> => {
  const result = await db.query<TimelineEntry>(
    `select e.id, e.at, e.recorded_at as "recordedAt", e.origin, e.actor, e.what, e.detail from timeline e
     where e.ticket_id = $1 and ($2 or ${portalSees})
       and ($3::bigint is null or (e.at, e.id) > (select a.at, a.id from timeline a where a.id = $3))
     order by e.at, e.id limit $4`,
    [ticketId, scope.contactId === undefined, page.after ?? null, page.limit + 1],
  );
  return pageOf(result.rows, page.limit);
};
