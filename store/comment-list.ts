import type { Remark } from '../domain/remark';
import type { Visibility } from '../domain/ticket';
import { attachmentsOfTickets, type AttachmentView } from './attachment-view';
import type { Queryable } from './database';
import { pageOf, type Page, type PageRequest } from './page';
import { isSeenBy, type Scope } from './scope';

export interface CommentView {
  readonly id: number;
  readonly ticketId: number;
  readonly author: { readonly name: string; readonly origin: string };
  readonly body: string;
  /** Words of our own, of which `body` is the English; null: somebody's words. */
  readonly remark: Remark | null;
  readonly visibility: Visibility;
  /** The contact who wrote it, where it was one. */
  readonly authorContact: number | null;
  /** Taken back or gone at its source. */
  readonly hidden: boolean;
  readonly at: Date;
  readonly attachments: readonly AttachmentView[];
  /** Where it stands in other systems, under their own ids. */
  readonly links: readonly { readonly system: string; readonly id: string }[];
}

/** What was taken back is internal, whatever it was before. */
const columns = `c.id, c.ticket_id as "ticketId", json_build_object('name', c.author_name, 'origin', c.origin) as author, c.body, c.hidden, c.at,
  c.author_contact as "authorContact", c.remark,
  case when c.hidden then 'internal' else c.visibility end as visibility,
  coalesce((select json_agg(json_build_object('system', l.system, 'id', k.remote_id) order by l.id)
            from comment_links k join links l on l.id = k.link_id
            where k.comment_id = c.id and k.remote_id is not null), '[]') as links`;

const seen = (
  contact: string,
): string => `(${contact}::bigint is null or (not c.hidden and c.visibility = 'public'
  and ${isSeenBy(contact, 'c.ticket_id')}))`;

/** Comments of a ticket by their time at the source, oldest first. */
export const listComments = async (
  db: Queryable,
  ticketId: number,
  scope: Scope,
  page: PageRequest,
): Promise<Page<CommentView>> => {
  const result = await db.query<Omit<CommentView, 'attachments'>>(
    `select ${columns} from comments c where c.ticket_id = $1 and ${seen('$2')}
       and ($3::bigint is null or (c.at, c.id) > (select a.at, a.id from comments a where a.id = $3))
     order by c.at, c.id limit $4`,
    [ticketId, scope.contactId ?? null, page.after ?? null, page.limit + 1],
  );
  const files = result.rows.length ? await attachmentsOfTickets(db, [ticketId], scope) : [];
  return pageOf(
    result.rows.map((row) => withFiles(row, files)),
    page.limit,
  );
};

/** One comment, unless the scope may not see it. */
export const viewComment = async (
  db: Queryable,
  id: number,
  scope: Scope,
): Promise<CommentView | undefined> => {
  const result = await db.query<Omit<CommentView, 'attachments'>>(
    `select ${columns} from comments c where c.id = $1 and ${seen('$2')}`,
    [id, scope.contactId ?? null],
  );
  const row = result.rows[0];
  return row && withFiles(row, await attachmentsOfTickets(db, [row.ticketId], scope));
};

const withFiles = (row: Omit<CommentView, 'attachments'>, files: readonly AttachmentView[]): CommentView => ({
  ...row,
  attachments: files.filter((file) => file.commentId === row.id),
});
