import type { Visibility } from '../domain/ticket';
import type { Queryable } from './database';

export interface NewAttachment {
  readonly ticketId: number;
  readonly commentId?: number;
  readonly filename: string;
  readonly mediaType: string;
  readonly size: number;
  readonly sha256: Buffer;
  readonly visibility: Visibility;
  readonly origin: string;
  readonly at: Date;
}

export const insertAttachment = async (tx: Queryable, file: NewAttachment): Promise<number> =>
  (
    await tx.query<{ id: number }>(
      `insert into attachments (ticket_id, comment_id, filename, media_type, size, sha256, visibility, origin, at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9) returning id`,
      [
        file.ticketId,
        file.commentId ?? null,
        file.filename,
        file.mediaType,
        file.size,
        file.sha256,
        file.visibility,
        file.origin,
        file.at,
      ],
    )
  ).rows[0]!.id;

/** The record holds this file, under its own id there. */
export const linkAttachment = async (
  tx: Queryable,
  link: {
    readonly attachmentId: number;
    readonly linkId: number;
    readonly remoteId?: string;
    readonly refused?: boolean;
  },
): Promise<void> => {
  await tx.query(
    `insert into attachment_links (attachment_id, link_id, remote_id, refused) values ($1, $2, $3, $4)
     on conflict (attachment_id, link_id) do update
       set remote_id = coalesce(excluded.remote_id, attachment_links.remote_id), refused = excluded.refused`,
    [link.attachmentId, link.linkId, link.remoteId ?? null, link.refused ?? false],
  );
};

export interface FileToPush {
  readonly id: number;
  readonly filename: string;
  readonly mediaType: string;
  readonly size: number;
  readonly sha256: Buffer;
  readonly visibility: Visibility;
  /** Of the contact from whom it came. */
  readonly authorAddress: string | null;
}

/** SQL: who sent a file `a`: who wrote the comment that it hangs on, else who attached it. */
const sender = `select lower(w.email) from contacts w where w.id = coalesce(
  (select c.author_contact from comments c where c.id = a.comment_id),
  (select (h.actor->>'contactId')::bigint from changes h where h.ticket_id = a.ticket_id and h.kind = 'attachment'
      and h.data->'file'->>'sha256' = encode(a.sha256, 'hex') and h.actor->>'contactId' is not null limit 1))`;

/** Files that a record does not hold yet, oldest first. None is more public than the comment it hangs on is by now. */
export const filesToPush = async (tx: Queryable, ticketId: number, linkId: number): Promise<FileToPush[]> =>
  (
    await tx.query<FileToPush>(
      `select a.id, a.filename, a.media_type as "mediaType", a.size, a.sha256, (${sender}) as "authorAddress",
              case when c.hidden or c.visibility = 'internal' then 'internal' else a.visibility end as visibility
         from attachments a left join comments c on c.id = a.comment_id
        where a.ticket_id = $1 and not a.hidden
          and not exists (select 1 from attachment_links k where k.attachment_id = a.id and k.link_id = $2)
        order by a.at, a.id`,
      [ticketId, linkId],
    )
  ).rows;
