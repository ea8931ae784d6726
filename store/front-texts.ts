import type { PoolClient } from 'pg';
import type { Remark } from '../domain/remark';
import type { SyncRules } from '../domain/rules';
import type { Visibility } from '../domain/ticket';
import { applyChanges } from './apply-changes';
import { insertChange, type ChangeData } from './changes';
import type { FrontActor } from './front';
import { frontChange } from './front-edits';
import { lockTicket, type TicketRow } from './tickets';

export interface NewFrontComment {
  readonly body: string;
  readonly visibility: Visibility;
  /** Or somebody who takes part on the requester's side. */
  readonly commentAuthorIsRequester: boolean;
  /** Made by a machine: nobody's answer. */
  readonly automatic?: boolean;
  /** The contact who wrote it, where that is not the requester himself. */
  readonly authorContactId?: number;
  /** Addresses, in small letters, that got the mail which says it. */
  readonly have?: readonly string[];
  /** Words of our own, of which `body` is the English. */
  readonly remark?: Remark;
}

export interface NewFrontFile {
  readonly filename: string;
  readonly mediaType: string;
  readonly sha256: Buffer;
  readonly size: number;
  readonly visibility: Visibility;
  readonly commentId?: number;
}

/** A comment of the front; on a merged ticket it goes to the one that the ticket was merged into. */
export const addComment = async (
  tx: PoolClient,
  ticketId: number,
  comment: NewFrontComment,
  actor: FrontActor,
  rules: SyncRules,
): Promise<{ id: number }> => {
  const ticket = await targetOf(tx, ticketId);
  const data = {
    body: comment.body,
    visibility: comment.visibility,
    byRequester: comment.commentAuthorIsRequester,
    ...(comment.automatic && { automatic: true }),
    ...(comment.authorContactId && { authorContact: comment.authorContactId }),
    ...(comment.have && { have: comment.have }),
    ...(comment.remark && { remark: comment.remark }),
  };
  await mergeNow(tx, ticket, 'comment', data, actor, rules);
  return newest(tx, 'comments', ticket.id);
};

export const attachFile = async (
  tx: PoolClient,
  ticketId: number,
  file: NewFrontFile,
  actor: FrontActor,
  rules: SyncRules,
): Promise<{ id: number }> => {
  const ticket = await targetOf(tx, ticketId);
  const { commentId, sha256, ...rest } = file;
  const data = { file: { ...rest, remoteId: '', sha256: sha256.toString('hex') }, onComment: commentId };
  await mergeNow(tx, ticket, 'attachment', data, actor, rules);
  return newest(tx, 'attachments', ticket.id);
};

const mergeNow = async (
  tx: PoolClient,
  ticket: TicketRow,
  kind: 'comment' | 'attachment',
  data: ChangeData,
  actor: FrontActor,
  rules: SyncRules,
): Promise<void> => {
  await insertChange(tx, { ...frontChange(ticket.id, ticket.number, kind, actor), data });
  await applyChanges(tx, ticket.id, rules);
};

const targetOf = async (tx: PoolClient, ticketId: number): Promise<TicketRow> => {
  const ticket = await lockTicket(tx, ticketId);
  return ticket.mergedInto === null ? ticket : targetOf(tx, ticket.mergedInto);
};

/** Ours was the last open change, under the ticket's lock: what it made is the newest. */
const newest = async (
  tx: PoolClient,
  table: 'comments' | 'attachments',
  ticketId: number,
): Promise<{ id: number }> =>
  (await tx.query<{ id: number }>(`select max(id) as id from ${table} where ticket_id = $1`, [ticketId]))
    .rows[0]!;
