import type { Because } from './because';
import type { Condition, ReactionKind } from './condition';
import type { Fact } from './fact';
import { taskKey, type TicketState } from './ticket-state';

/** One fact with the ticket before and after it. */
export interface Turn {
  readonly fact: Fact;
  readonly before: TicketState;
  readonly after: TicketState;
}

/** Why one of the conditions came true by this fact; undefined when none did. */
export const happened = (conditions: readonly Condition[], turn: Turn): Because | undefined => {
  for (const condition of conditions) {
    const because = one(condition, turn);
    if (because) return because;
  }
  return undefined;
};

const one = (condition: Condition, turn: Turn): Because | undefined => {
  const { fact, before, after } = turn;
  switch (condition.on) {
    case 'registered':
      return fact.kind === 'registered' ? { kind: 'registered' } : undefined;
    case 'reaction':
      return condition.by.map((kind) => reacted(kind, turn)).find(Boolean);
    case 'status':
      return condition.to.includes(after.status) ? cameTo(turn) : undefined;
    case 'task-status':
      return fact.kind === 'task-status' &&
        (condition.system ?? fact.system) === fact.system &&
        condition.to.includes(fact.to) &&
        !condition.to.includes(before.tasks[taskKey(fact)] ?? 'new')
        ? { kind: 'task-status', system: fact.system, status: fact.to }
        : undefined;
    case 'assigned':
      return isAssignment(fact, condition.system) && !before.assignees[fact.system]
        ? { kind: 'assigned', system: fact.system, to: fact.to }
        : undefined;
    case 'other-team': {
      if (!isAssignment(fact, condition.system)) return undefined;
      const [was, is] = [before.teams[fact.system], fact.team];
      return was !== undefined && is !== undefined && was !== is
        ? { kind: 'assigned', system: fact.system, to: is }
        : undefined;
    }
  }
};

/** Routing, assignment, internal remarks and whatever a machine says are no reaction; refusing a ticket is none either. */
const reacted = (kind: ReactionKind, { fact, before }: Turn): Because | undefined => {
  switch (kind) {
    case 'call':
      return fact.kind === 'registered' && fact.callAnswered ? { kind: 'call-answered' } : undefined;
    case 'comment':
      return fact.kind === 'comment' && fact.by === 'staff' && fact.visibility === 'public' && !fact.automatic
        ? { kind: 'public-answer' }
        : undefined;
    case 'status':
      return fact.kind === 'status' &&
        fact.by === 'staff' &&
        before.status === 'new' &&
        fact.to !== 'new' &&
        fact.to !== 'cancelled'
        ? { kind: 'status', status: fact.to, by: 'staff' }
        : undefined;
  }
};

/** The fact by which the ticket came to its status, if this is one. */
export const cameTo = ({ fact, before, after }: Turn): Because | undefined => {
  if (fact.kind === 'registered') return { kind: 'registered' };
  if (before.status === after.status) return undefined;
  if (fact.kind === 'status') return { kind: 'status', status: fact.to, by: fact.by };
  return fact.kind === 'comment' ? { kind: 'requester-wrote' } : undefined;
};

type Assignment = Extract<Fact, { kind: 'assigned' }> & { readonly to: string };

const isAssignment = (fact: Fact, system: string | undefined): fact is Assignment =>
  fact.kind === 'assigned' && fact.to !== null && (system ?? fact.system) === fact.system;
