import type { PoolClient } from 'pg';
import type { Visibility } from '../../domain/ticket';
import { storeBlob } from '../../store/blobs';
import { viewComment, type CommentView } from '../../store/comment-list';
import type { TicketView } from '../../store/ticket-view';
import type { AppOptions } from '../options';
import { isPortal, scopeOf, type Principal } from '../principal';
import { forbidden, invalidField } from '../problem';
import { text } from './words';

/** A portal user speaks publicly, staff internally unless they say otherwise. */
const visibilityOf = (principal: Principal, wanted: Visibility | undefined): Visibility => {
  if (!isPortal(principal)) return wanted ?? 'internal';
  if (wanted === 'internal')
    throw forbidden('A portal user writes for everybody to read: visibility `public` only.');
  return 'public';
};

/** Adds a comment; returns its id. Throws 422 and 403. */
export const addComment = async (
  tx: PoolClient,
  { commands }: AppOptions,
  ticket: TicketView,
  input: { readonly body: string; readonly visibility?: Visibility },
  principal: Principal,
): Promise<number> => {
  const comment = {
    body: text('body', input.body),
    visibility: visibilityOf(principal, input.visibility),
    ...onRequestersSide(ticket, principal),
  };
  return (await commands.comment(tx, ticket.id, comment, principal)).id;
};

/** The requester himself, who takes part, or a colleague of his whom staff let speak in it. */
const onRequestersSide = (ticket: TicketView, principal: Principal) => {
  const { contactId } = principal;
  const isHimself = contactId === ticket.requester.id;
  return {
    commentAuthorIsRequester: isHimself || isPortal(principal),
    ...(isHimself || contactId === undefined ? {} : { authorContactId: contactId }),
  };
};

export interface FileInput {
  readonly filename: string;
  readonly mediaType: string;
  readonly bytes: Buffer;
  /** Id of a comment of this ticket to hang on, or the text of a new one. */
  readonly comment?: string;
  readonly visibility?: Visibility;
}

/** Adds a file; returns its id. Throws 422 and 403. */
export const addFile = async (
  tx: PoolClient,
  options: AppOptions,
  ticket: TicketView,
  input: FileInput,
  principal: Principal,
): Promise<number> => {
  const { filename, mediaType, bytes } = input;
  // Before the ticket is locked: another upload of the same bytes may have to be waited for.
  const blob = await storeBlob(tx, bytes);
  const comment = await commentFor(tx, options, ticket, input, principal);
  const visibility = comment ? onComment(comment, input.visibility) : alone(ticket, input, principal);
  const file = { filename, mediaType, ...blob, visibility, ...(comment ? { commentId: comment.id } : {}) };
  return (await options.commands.attach(tx, ticket.id, file, principal)).id;
};

const commentFor = async (
  tx: PoolClient,
  options: AppOptions,
  ticket: TicketView,
  { comment, visibility }: FileInput,
  principal: Principal,
): Promise<CommentView | undefined> => {
  visibilityOf(principal, visibility);
  if (comment === undefined || comment.trim() === '') return undefined;
  const named = /^(?:C-)?(\d{1,15})$/i.exec(comment.trim())?.[1];
  const id = named ?? (await addComment(tx, options, ticket, spoken(comment, visibility), principal));
  const found = await viewComment(tx, Number(id), scopeOf(principal));
  if (found && (named === undefined || found.ticketId === ticket.id)) return found;
  throw invalidField('comment', `${ticket.number} has no comment ${id}`);
};

const spoken = (body: string, visibility: Visibility | undefined) => ({
  body,
  ...(visibility ? { visibility } : {}),
});

/** A file is never more public than what it hangs on. */
const onComment = (comment: CommentView, wanted: Visibility | undefined): Visibility => {
  if (wanted === 'public' && comment.visibility === 'internal')
    throw invalidField('visibility', 'a file on an internal comment cannot be public');
  return wanted ?? comment.visibility;
};

/** Without a comment: internal from staff, public from the requester. */
const alone = (ticket: TicketView, { visibility }: FileInput, principal: Principal): Visibility =>
  visibility ?? (principal.contactId === ticket.requester.id ? 'public' : visibilityOf(principal, undefined));
