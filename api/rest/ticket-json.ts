import type { AttachmentView } from '../../store/attachment-view';
import type { CommentView } from '../../store/comment-list';
import type { LinkView } from '../../store/link-view';
import type { TicketView } from '../../store/ticket-view';
import type { AppOptions } from '../options';
import { plain } from '../plain';
import { slaJson } from './sla-json';

const iso = (at: Date | null): string | null => at && at.toISOString();

/** Ticket of the wire contract. */
export const ticketJson = (ticket: TicketView, options: AppOptions) =>
  plain({
    number: ticket.number,
    title: ticket.title,
    description: ticket.description,
    status: ticket.status,
    priority: ticket.priority,
    channel: ticket.channel,
    requester: plain({ ...ticket.requester, id: String(ticket.requester.id) }),
    assignee: ticket.assignee?.name,
    service: ticket.service?.name,
    contract: ticket.contract?.number,
    createdAt: ticket.createdAt.toISOString(),
    updatedAt: ticket.updatedAt.toISOString(),
    closedAt: iso(ticket.closedAt),
    undoUntil: iso(ticket.undoUntil),
    mergedInto: ticket.mergedInto,
    version: ticket.version,
    sync: { state: ticket.sync, links: ticket.links.map((link) => linkJson(link, options)) },
    attachments: ticket.attachments.map(attachmentJson),
    sla: ticket.sla && slaJson(ticket.sla),
  });

/** `id` and `url` are null until the record is created there. */
export const linkJson = (link: LinkView, { pageOf }: AppOptions) => ({
  system: link.system,
  id: link.recordId,
  url: link.recordId === null ? null : (pageOf(link.system, link.recordId) ?? null),
  state: link.state,
  key: link.key,
  ...plain({ confirmedAt: iso(link.confirmedAt), problem: link.problem }),
});

export const attachmentJson = (file: AttachmentView) => ({
  id: String(file.id),
  filename: file.filename,
  mediaType: file.mediaType,
  size: file.size,
  sha256: file.sha256.toString('hex'),
  visibility: file.visibility,
  ...(file.commentId === null ? {} : { comment: String(file.commentId) }),
  ...(file.hidden ? { hidden: true } : {}),
});

export const commentJson = (comment: CommentView) => ({
  id: String(comment.id),
  author: comment.author,
  body: comment.body,
  visibility: comment.visibility,
  at: comment.at.toISOString(),
  attachments: comment.attachments.map(attachmentJson),
  links: comment.links,
  ...(comment.hidden ? { hidden: true } : {}),
});
