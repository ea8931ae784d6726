import type { OutgoingFile } from '../../channels/mail/outgoing-mail';
import type { Language } from '../../domain/language';
import { defaultTemplates } from '../../domain/notify/default-templates';
import { fill, type TemplateValues } from '../../domain/notify/template';
import { ticketValues } from '../../domain/notify/values';
import { notifyWords } from '../../domain/notify/words';
import { reason } from '../../domain/reason';
import { remarkIn } from '../../domain/remark';
import { readBlob } from '../../store/blobs';
import {
  commentText,
  fileById,
  filesOfComment,
  ticketText,
  type CommentText,
  type FileToSend,
  type TicketText,
} from '../../store/notify/message-facts';
import type { Outgoing } from '../../store/notify/outbox';
import { editedTemplates } from '../../store/notify/templates';
import type { Deps } from '../deps';
import type { OutgoingDeps } from '../mail/deps';

/** One row in words. */
export interface Part {
  readonly row: Outgoing;
  readonly text: string;
  /** Who wrote the comment. */
  readonly author?: string;
  readonly ticket?: TicketText;
  readonly files: readonly OutgoingFile[];
  /** It must not be told any more, and why. */
  readonly takenBack?: string;
}

/** Files of one mail together; larger ones are named only. Bytes. */
const mostBytes = 10 * 1024 * 1024;

/** The ticket's page for staff; for everybody on the requester's side that of the portal. */
export const linkTo = ({ publicUrl }: Pick<Deps, 'publicUrl'>, number: string, outside = false): string =>
  `${publicUrl}${outside ? '/portal' : ''}/tickets/${number}`;

export const partOf = async (deps: Deps, { company }: OutgoingDeps, row: Outgoing): Promise<Part> => {
  const ticket = row.ticketId === null ? undefined : await ticketText(deps.db, row.ticketId);
  const comment = row.commentId === null ? undefined : await commentText(deps.db, row.commentId);
  const takenBack = whyNot(row, comment);
  if (takenBack !== undefined) return { row, text: '', files: [], takenBack };
  const { files, names } = await filesFor(deps, row);
  if (row.event === 'file' && names.length === 0)
    return { row, text: '', files: [], takenBack: reason('fileTakenBack') };
  const values: TemplateValues = {
    ...row.detail,
    ...ticketValues(ticket, row.detail, row.language),
    ...(row.detail.actor ? { author: row.detail.actor } : {}),
    ...(comment ? { author: comment.author, text: said(comment, row.language) } : {}),
    ...(names.length > 0 ? { files: names.join(', ') } : {}),
    ...(ticket ? { link: linkTo(deps, ticket.number, row.outside) } : {}),
    company,
    name: row.name,
  };
  const edited = (await editedTemplates(deps.db, row.language)).get(row.event);
  return {
    row,
    text: fill(edited ?? defaultTemplates[row.language][row.event], values),
    ...(comment ? { author: comment.author } : {}),
    ...(ticket ? { ticket } : {}),
    files,
  };
};

const said = ({ remark, body }: CommentText, language: Language): string =>
  remark ? remarkIn(remark, language) : body;

/** Looked at once more right before it leaves: what became internal or was hidden since then stays here. */
const whyNot = (
  { outside, visibility, commentId }: Outgoing,
  comment: CommentText | undefined,
): string | undefined => {
  if (outside && visibility !== 'public') return reason('internal');
  if (commentId === null) return undefined;
  if (!comment || comment.hidden) return reason('commentTakenBack');
  return outside && !comment.isPublic ? reason('commentInternal') : undefined;
};

const filesFor = async ({ db }: Deps, row: Outgoing) => {
  const files: OutgoingFile[] = [];
  const names: string[] = [];
  let room = mostBytes;
  for (const { filename, mediaType, size, sha256 } of await filesOf(db, row)) {
    const fits = size <= room;
    names.push(fits ? filename : `${filename} (${notifyWords[row.language].tooLarge})`);
    if (!fits) continue;
    room -= size;
    files.push({ filename, mediaType, bytes: await readBlob(db, sha256) });
  }
  return { files, names };
};

const filesOf = async (
  db: Deps['db'],
  { commentId, detail, outside }: Outgoing,
): Promise<readonly FileToSend[]> => {
  if (commentId !== null) return filesOfComment(db, commentId, outside);
  return detail.attachment === undefined ? [] : fileById(db, Number(detail.attachment), outside);
};
