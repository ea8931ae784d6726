import type { Visibility } from '../domain/ticket';
import type { Remark } from '../domain/remark';
import { first, type Queryable } from './database';

export interface NewComment {
  readonly ticketId: number;
  readonly authorName: string;
  readonly authorContact?: number;
  readonly origin: string;
  readonly body: string;
  readonly visibility: Visibility;
  readonly at: Date;
  /** Copied by a merge: the first of all copies, and the ticket whose text it is. */
  readonly copiedFrom?: number;
  readonly textOf?: number;
  /** Words of our own, of which `body` is the English. */
  readonly remark?: Remark;
}

export const insertComment = async (tx: Queryable, comment: NewComment): Promise<number> =>
  (
    await tx.query<{ id: number }>(
      `insert into comments (ticket_id, author_name, author_contact, origin, body, visibility, at, copied_from, text_of, remark)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) returning id`,
      [
        comment.ticketId,
        comment.authorName,
        comment.authorContact ?? null,
        comment.origin,
        comment.body,
        comment.visibility,
        comment.at,
        comment.copiedFrom ?? null,
        comment.textOf ?? null,
        comment.remark ?? null,
      ],
    )
  ).rows[0]!.id;

/**
 * The record shows this comment (at this revision), under its own id there. Another id than the first is an addendum to it:
 * the first stays the one whose text is watched.
 */
export const linkComment = async (
  tx: Queryable,
  link: {
    readonly commentId: number;
    readonly linkId: number;
    readonly remoteId?: string;
    readonly revision: number;
    readonly hash?: string;
    readonly visibility?: Visibility;
    readonly refused?: boolean;
  },
): Promise<void> => {
  await tx.query(
    `insert into comment_links (comment_id, link_id, remote_id, revision, hash, refused, visibility)
     values ($1, $2, $3, $4, $5, $6, $7)
     on conflict (comment_id, link_id) do update
       set remote_id = coalesce(comment_links.remote_id, excluded.remote_id), revision = excluded.revision,
           hash = case when comment_links.remote_id <> excluded.remote_id then comment_links.hash
                       else coalesce(excluded.hash, comment_links.hash) end,
           addenda = case when comment_links.remote_id <> excluded.remote_id and excluded.remote_id <> all(comment_links.addenda)
                          then comment_links.addenda || excluded.remote_id else comment_links.addenda end,
           visibility = coalesce(excluded.visibility, comment_links.visibility), refused = excluded.refused`,
    [
      link.commentId,
      link.linkId,
      link.remoteId ?? null,
      link.revision,
      link.hash ?? null,
      link.refused ?? false,
      link.visibility ?? null,
    ],
  );
};

export interface CommentToPush {
  /** Words of our own, of which `body` is the English; null: somebody's words. */
  readonly remark: Remark | null;
  readonly id: number;
  readonly authorName: string;
  readonly origin: string;
  readonly body: string;
  readonly visibility: Visibility;
  readonly revision: number;
  readonly hidden: boolean;
  /** The revision that the record shows; null: not there yet. */
  readonly shown: number | null;
  readonly remoteId: string | null;
  /** What was added there when it changed: further copies of what it said. */
  readonly addenda: readonly string[];
  /** As which the record shows its copy. */
  readonly shownAs: Visibility | null;
  /** Of the contact who wrote it. */
  readonly authorAddress: string | null;
}

/** Comments that a record does not show, or not as they are now; oldest first. */
export const commentsToPush = async (
  tx: Queryable,
  ticketId: number,
  linkId: number,
): Promise<CommentToPush[]> =>
  (
    await tx.query<CommentToPush>(
      `select c.id, c.author_name as "authorName", c.origin, c.body, c.remark, c.visibility, c.revision, c.hidden,
              k.revision as shown, k.remote_id as "remoteId", k.visibility as "shownAs",
              coalesce(k.addenda, '{}') as addenda, lower(w.email) as "authorAddress"
         from comments c left join comment_links k on k.comment_id = c.id and k.link_id = $2
         left join contacts w on w.id = c.author_contact
        where c.ticket_id = $1 and not coalesce(k.refused, false)
          and (case when k.comment_id is null then not c.hidden else k.revision < c.revision end)
        order by c.at, c.id`,
      [ticketId, linkId],
    )
  ).rows;

export interface LinkedComment {
  readonly commentId: number;
  readonly remoteId: string;
  readonly hash: string | null;
  /** As which the record was known to show it. */
  readonly shownAs: Visibility | null;
  /** Of the comment itself. */
  readonly revision: number;
  readonly origin: string;
}

/** Every comment that a record is known to hold: to notice there what was edited or hidden silently. */
export const linkedComments = async (tx: Queryable, linkId: number): Promise<LinkedComment[]> =>
  (
    await tx.query<LinkedComment>(
      `select k.comment_id as "commentId", k.remote_id as "remoteId", k.hash, k.visibility as "shownAs", c.revision, c.origin
         from comment_links k join comments c on c.id = k.comment_id
        where k.link_id = $1 and k.remote_id is not null`,
      [linkId],
    )
  ).rows;

/** What a comment says here, whatever its copies say. */
export interface CommentNow {
  readonly body: string;
  readonly visibility: Visibility;
  readonly hidden: boolean;
}

/** These comments, by their ids. */
export const commentsAsTheyAre = async (
  tx: Queryable,
  ids: readonly number[],
): Promise<ReadonlyMap<number, CommentNow>> => {
  const { rows } = await tx.query<CommentNow & { id: number }>(
    'select id, body, visibility, hidden from comments where id = any($1)',
    [ids],
  );
  return new Map(rows.map((row) => [row.id, row]));
};

/** We have just made a copy of a comment private. */
export const rememberHidden = async (
  tx: Queryable,
  linkId: number,
  remoteId: string,
  hash: string,
): Promise<void> => {
  await tx.query(
    `update comment_links set hash = $3, visibility = 'internal' where link_id = $1 and remote_id = $2`,
    [linkId, remoteId, hash],
  );
};

/** We have edited a copy of a comment there: what it reads now is known. */
export const rememberText = async (
  tx: Queryable,
  linkId: number,
  remoteId: string,
  hash: string,
): Promise<void> => {
  await tx.query(
    'update comment_links set hash = $3 where link_id = $1 and remote_id = $2 and hash is not null',
    [linkId, remoteId, hash],
  );
};

/** The comment changed at its source: a new revision of its text, its visibility or its very being. */
export const editComment = async (
  tx: Queryable,
  id: number,
  now: { readonly body?: string; readonly visibility?: Visibility; readonly hidden?: boolean },
): Promise<void> => {
  await tx.query(
    `update comments set body = coalesce($2, body), visibility = coalesce($3, visibility), hidden = coalesce($4, hidden),
       remark = case when $2::text is null then remark end,
       revision = revision + 1 where id = $1`,
    [id, now.body ?? null, now.visibility ?? null, now.hidden ?? null],
  );
};

export const commentOfRemote = async (
  tx: Queryable,
  linkId: number,
  remoteId: string,
): Promise<{ id: number; body: string; visibility: Visibility } | undefined> =>
  first(
    await tx.query(
      `select c.id, c.body, c.visibility from comment_links k join comments c on c.id = k.comment_id
        where k.link_id = $1 and k.remote_id = $2`,
      [linkId, remoteId],
    ),
  );
