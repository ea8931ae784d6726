import { decide, type Winner } from './decide';
import { fromNative, saysTheSame } from './mapping';
import { mergeTaskStatus } from './merge-task-status';
import {
  isOnTopOf,
  isSame,
  kept,
  sideOf,
  winnerOf,
  type FieldChange,
  type Merge,
  type MergedTask,
  type MergedTicket,
} from './merged-ticket';
import { rulesOf, type SyncRules, type SystemRules } from './rules';
import { editReachesTask } from './status';
import type { RecordField, Status, TicketField } from './ticket';

export type { FieldChange, Merge, MergedTask, MergedTicket, Outcome, Side } from './merged-ticket';

/** Merges one change of one field into the ticket. Pure; the order of calls is the order of the rows. */
export const mergeChange = (ticket: MergedTicket, change: FieldChange, rules: SyncRules): Merge => {
  const system = rulesOf(rules, change.system);
  if (system?.role === 'tracker' && change.field === 'status' && change.linkId !== undefined)
    return mergeTaskStatus(ticket, change, system, rules);
  return mergeTicketField(ticket, change, system, rules);
};

/**
 * A change whose values are in our words already, whoever made it: the front's edits, and what follows from a requester's
 * answer.
 */
export const mergeInOurWords = (ticket: MergedTicket, change: FieldChange, rules: SyncRules): Merge =>
  mergeTicketField(ticket, change, undefined, rules);

const mergeTicketField = (
  ticket: MergedTicket,
  change: FieldChange,
  system: SystemRules | undefined,
  rules: SyncRules,
): Merge => {
  const current = ticket.fields[change.field];
  const read = reading(system, change, current);
  if (!read.known) return { ticket, outcome: { kind: 'unknown-value', value: change.new } };
  if (read.value === current) return { ticket: heldSince(ticket, change, rules), outcome: { kind: 'same' } };

  const winner = ticket.winners[change.field];
  const knew = knows(system, change, current) || isOnTopOf(change, winner);
  const verdict = decide(change, winner, knew, rules);
  if (!verdict.wins)
    return { ticket, outcome: { kind: 'lost', ...kept(!verdict.informed, sideOf(change, read.value)) } };

  const holder = winnerOf(change, ticket);
  const merged = {
    ...ticket,
    fields: { ...ticket.fields, [change.field]: read.value },
    winners: { ...ticket.winners, [change.field]: holder },
    tasks:
      change.field === 'status'
        ? followEdit(ticket.tasks, current as Status, read.value as Status, holder)
        : ticket.tasks,
  };
  const beaten = winner && { value: current, system: winner.system, at: winner.at };
  return {
    ticket: merged,
    outcome: { kind: 'applied', from: current, to: read.value, ...kept(!verdict.informed, beaten) },
  };
};

/** Two set the same without knowing it: the value holds since the later of them, in whatever order we hear of it. */
const heldSince = (ticket: MergedTicket, change: FieldChange, rules: SyncRules): MergedTicket => {
  const winner = ticket.winners[change.field];
  if (!decide(change, winner, false, rules).wins) return ticket;
  const holder = { ...winnerOf(change, ticket), version: winner?.version };
  const goesAlong = (task: MergedTask) => ticket.tasks.length === 1 || isSame(task.winner, winner);
  return {
    ...ticket,
    winners: { ...ticket.winners, [change.field]: holder },
    tasks:
      change.field === 'status'
        ? ticket.tasks.map((task) => (goesAlong(task) ? { ...task, winner: holder } : task))
        : ticket.tasks,
  };
};

const followEdit = (
  tasks: readonly MergedTask[],
  before: Status,
  after: Status,
  winner: Winner,
): readonly MergedTask[] =>
  tasks.map((task) =>
    editReachesTask(before, after, task.status, tasks.length === 1)
      ? { ...task, status: after, winner }
      : task,
  );

const isRecordField = (field: TicketField): field is RecordField =>
  field === 'title' || field === 'description' || field === 'status' || field === 'priority';

const reading = (system: SystemRules | undefined, change: FieldChange, current: string | null) =>
  system && isRecordField(change.field)
    ? fromNative(system, change.field, change.new, current ?? '')
    : ({ known: true, value: change.new } as const);

const knows = (system: SystemRules | undefined, change: FieldChange, current: string | null): boolean =>
  system && isRecordField(change.field)
    ? saysTheSame(system, change.field, current ?? '', change.old)
    : change.old === current;
