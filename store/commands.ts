import type { PoolClient } from 'pg';
import type { Relation } from '../domain/relation';
import type { SyncRules } from '../domain/rules';
import { addTask } from './add-task';
import { chooseConflict } from './choose-conflict';
import type { FrontActor, Registration, TicketEdit } from './front';
import { editTicket } from './front-edits';
import { addComment, attachFile, type NewFrontComment, type NewFrontFile } from './front-texts';
import { makeOriginalSenderRequester } from './mail/original-sender';
import { mergeTickets } from './merge-tickets';
import { removeParticipant } from './participants';
import { assignProblem, editProblem, retryProblem, skipProblem } from './problem-actions';
import { register } from './registration';
import { relate, unrelate } from './relations';
import { splitTicket, type Split } from './split-ticket';
import { undoRegistration } from './undo-registration';

export type { NewFrontComment, NewFrontFile };

/**
 * What a person, or a program with a key, may do to tickets in the front. Each runs inside the given transaction, throws
 * CommandRefused with the field at fault, and leaves the waking of the ticket to the caller, after the commit.
 */
export interface TicketCommands {
  register(
    tx: PoolClient,
    registration: Registration,
    actor: FrontActor,
  ): Promise<{ id: number; number: string }>;
  edit(tx: PoolClient, ticketId: number, edit: TicketEdit, actor: FrontActor): Promise<void>;
  comment(
    tx: PoolClient,
    ticketId: number,
    comment: NewFrontComment,
    actor: FrontActor,
  ): Promise<{ id: number }>;
  attach(tx: PoolClient, ticketId: number, file: NewFrontFile, actor: FrontActor): Promise<{ id: number }>;
  undo(tx: PoolClient, ticketId: number, actor: FrontActor): Promise<void>;
  merge(tx: PoolClient, ticketId: number, intoTicketId: number, actor: FrontActor): Promise<void>;
  addTask(tx: PoolClient, ticketId: number, system: string, actor: FrontActor): Promise<{ linkId: number }>;
  /** Makes a linked ticket of one comment. */
  split(tx: PoolClient, split: Split, actor: FrontActor): Promise<{ id: number; number: string }>;
  relate(
    tx: PoolClient,
    ticketId: number,
    otherId: number,
    relation: Relation,
    actor: FrontActor,
  ): Promise<void>;
  /** False: the ticket has no such relation. */
  unrelate(tx: PoolClient, ticketId: number, relationId: number, actor: FrontActor): Promise<boolean>;
  /** False: he takes no part in the ticket. */
  removeParticipant(tx: PoolClient, ticketId: number, contactId: number, actor: FrontActor): Promise<boolean>;
  chooseConflict(
    tx: PoolClient,
    conflictId: number,
    system: string,
    actor: FrontActor,
  ): Promise<{ ticketId: number }>;
  /** Of a ticket that a forwarded mail became; undefined: nothing is forwarded there. */
  originalSender(tx: PoolClient, mailId: number, actor: FrontActor): Promise<{ ticket: string } | undefined>;
  retryProblem(tx: PoolClient, problemId: number, actor: FrontActor): Promise<{ ticketId: number | null }>;
  skipProblem(tx: PoolClient, problemId: number, actor: FrontActor): Promise<{ ticketId: number | null }>;
  editProblem(
    tx: PoolClient,
    problemId: number,
    value: string,
    actor: FrontActor,
  ): Promise<{ ticketId: number | null }>;
  assignProblem(tx: PoolClient, problemId: number, userId: number | null, actor: FrontActor): Promise<void>;
}

export const createCommands = (rules: SyncRules): TicketCommands => ({
  register: (tx, registration, actor) => register(tx, registration, actor, rules),
  edit: (tx, ticketId, edit, actor) => editTicket(tx, ticketId, edit, actor, rules),
  comment: (tx, ticketId, comment, actor) => addComment(tx, ticketId, comment, actor, rules),
  attach: (tx, ticketId, file, actor) => attachFile(tx, ticketId, file, actor, rules),
  undo: (tx, ticketId, actor) => undoRegistration(tx, ticketId, actor, rules),
  merge: (tx, ticketId, into, actor) => mergeTickets(tx, ticketId, into, actor, rules),
  addTask: (tx, ticketId, system, actor) => addTask(tx, ticketId, system, actor, rules),
  split: (tx, split, actor) => splitTicket(tx, split, actor, rules),
  relate: (tx, ticketId, otherId, relation, actor) => relate(tx, ticketId, otherId, relation, actor),
  unrelate: (tx, ticketId, relationId, actor) => unrelate(tx, ticketId, relationId, actor),
  removeParticipant: (tx, ticketId, contactId, actor) => removeParticipant(tx, ticketId, contactId, actor),
  chooseConflict: (tx, id, system, actor) => chooseConflict(tx, id, system, actor, rules),
  originalSender: (tx, mailId, actor) => makeOriginalSenderRequester(tx, mailId, actor, rules),
  retryProblem: (tx, id) => retryProblem(tx, id),
  skipProblem: (tx, id) => skipProblem(tx, id),
  editProblem: (tx, id, value) => editProblem(tx, id, value),
  assignProblem: (tx, id, userId) => assignProblem(tx, id, userId),
});
