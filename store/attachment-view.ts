import type { Visibility } from '../domain/ticket';
import { first, type Queryable } from './database';
import { isSeenBy, type Scope } from './scope';

export interface AttachmentView {
  readonly id: number;
  readonly ticketId: number;
  readonly commentId: number | null;
  readonly filename: string;
  readonly mediaType: string;
  /** Bytes. */
  readonly size: number;
  readonly sha256: Buffer;
  readonly visibility: Visibility;
  /** Taken back or gone at its source. */
  readonly hidden: boolean;
}

/** What was taken back is internal, whatever it was before. A file is never more public than the comment it hangs on. */
const columns = `a.id, a.ticket_id as "ticketId", a.comment_id as "commentId", a.filename, a.media_type as "mediaType", a.size,
  a.sha256, a.hidden or coalesce(c.hidden, false) as hidden,
  case when a.hidden or c.hidden or c.visibility = 'internal' then 'internal' else a.visibility end as visibility`;

const seen = (contact: string): string => `(${contact}::bigint is null or (${isSeenBy(contact, 't.id')}
  and a.visibility = 'public' and not a.hidden and coalesce(c.visibility, 'public') = 'public' and not coalesce(c.hidden, false)))`;

const joins =
  'attachments a join tickets t on t.id = a.ticket_id left join comments c on c.id = a.comment_id';

/** All files of the tickets that the scope may see, oldest first. */
export const attachmentsOfTickets = async (
  db: Queryable,
  ticketIds: readonly number[],
  scope: Scope,
): Promise<readonly AttachmentView[]> =>
  (
    await db.query<AttachmentView>(
      `select ${columns} from ${joins} where a.ticket_id = any($1) and ${seen('$2')} order by a.at, a.id`,
      [ticketIds, scope.contactId ?? null],
    )
  ).rows;

/** One file, unless the scope may not see it. */
export const viewAttachment = async (
  db: Queryable,
  id: number,
  scope: Scope,
): Promise<AttachmentView | undefined> =>
  first(
    await db.query<AttachmentView>(`select ${columns} from ${joins} where a.id = $1 and ${seen('$2')}`, [
      id,
      scope.contactId ?? null,
    ]),
  );
