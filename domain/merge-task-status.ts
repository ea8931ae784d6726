import { decide } from './decide';
import { fromNative, saysTheSame } from './mapping';
import {
  isOnTopOf,
  kept,
  sideOf,
  winnerOf,
  type FieldChange,
  type Merge,
  type MergedTask,
  type MergedTicket,
  type Side,
} from './merged-ticket';
import { rulesOf, type SyncRules, type SystemRules } from './rules';
import { rollUp } from './status';
import type { Status } from './ticket';

/** A task's own status first; then what all tasks amount to is a value for the ticket, as of this change. */
export const mergeTaskStatus = (
  ticket: MergedTicket,
  change: FieldChange,
  system: SystemRules,
  rules: SyncRules,
): Merge => {
  const task = ticket.tasks.find((candidate) => candidate.linkId === change.linkId);
  if (!task) return { ticket, outcome: { kind: 'same' } }; // taken back or lost: no task of the ticket any more
  const read = fromNative(system, 'status', change.new, task.status);
  if (!read.known) return { ticket, outcome: { kind: 'unknown-value', value: change.new } };

  const isSameValue = read.value === task.status;
  const verdict = decide(change, task.winner, !isSameValue && knowsTask(system, change, task), rules);
  if (isSameValue && !verdict.wins) return { ticket, outcome: { kind: 'same' } };
  if (!verdict.wins)
    return { ticket, outcome: { kind: 'lost', ...kept(!verdict.informed, sideOf(change, read.value)) } };

  const moved = withTask(ticket, {
    linkId: task.linkId,
    status: read.value as Status,
    winner: winnerOf(change, ticket),
  });
  if (isSameValue) return { ticket: takeSameRollUp(moved, change, rules), outcome: { kind: 'same' } };
  const beaten = { value: task.status, system: task.winner.system, at: task.winner.at };
  const rolled = takeRollUp(moved, change, verdict.informed && knowsStatus(system, change, ticket), rules);
  const conflict = rolled.beaten ?? (verdict.informed ? undefined : beaten);
  return {
    ticket: rolled.ticket,
    outcome: { kind: 'applied', from: task.status, to: read.value, ...(conflict && { conflict }) },
  };
};

const knowsTask = (system: SystemRules, change: FieldChange, task: MergedTask): boolean =>
  saysTheSame(system, 'status', task.status, change.old) || isOnTopOf(change, task.winner);

/** An edit of the ticket may not have reached this task: it was done. */
const knowsStatus = (system: SystemRules, change: FieldChange, ticket: MergedTicket): boolean =>
  saysTheSame(system, 'status', ticket.fields.status ?? '', change.old) ||
  isOnTopOf(change, ticket.winners.status);

const withTask = (ticket: MergedTicket, task: MergedTask): MergedTicket => ({
  ...ticket,
  tasks: ticket.tasks.map((candidate) => (candidate.linkId === task.linkId ? task : candidate)),
});

/**
 * The roll-up is a value for the ticket as of this change. It contains what earlier roll-ups said, so it only competes with
 * a person's edit; and it is as new as the newest change of any task.
 */
const takeRollUp = (
  ticket: MergedTicket,
  change: FieldChange,
  knewEdit: boolean,
  rules: SyncRules,
): { readonly ticket: MergedTicket; readonly beaten?: Side } => {
  const winner = ticket.winners.status;
  const before = winner && rulesOf(rules, winner.system)?.role === 'tracker' ? winner : undefined;
  const verdict = decide(change, winner, knewEdit || before !== undefined, rules);
  if (!verdict.wins) return { ticket };
  const { status } = ticket.fields;
  const rolled = rollUp(ticket.tasks.map((task) => task.status)) ?? status;
  return {
    ticket: {
      ...ticket,
      fields: { ...ticket.fields, status: rolled },
      winners: {
        ...ticket.winners,
        status: { ...winnerOf(change, ticket), at: Math.max(change.at, before?.at ?? change.at) },
      },
    },
    ...(!verdict.informed &&
      winner &&
      rolled !== status && { beaten: { value: status, system: winner.system, at: winner.at } }),
  };
};

const takeSameRollUp = (ticket: MergedTicket, change: FieldChange, rules: SyncRules): MergedTicket =>
  rollUp(ticket.tasks.map((task) => task.status)) === ticket.fields.status
    ? takeRollUp(ticket, change, false, rules).ticket
    : ticket;
