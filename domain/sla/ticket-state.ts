import type { Status } from '../ticket';
import type { Fact } from './fact';

/** What the conditions of clocks look at. */
export interface TicketState {
  readonly status: Status;
  readonly mergedInto?: string;
  /** By system: who has it. */
  readonly assignees: { readonly [system: string]: string | null };
  readonly teams: { readonly [system: string]: string | undefined };
  /** By system and task. */
  readonly tasks: { readonly [task: string]: Status };
}

export const beforeAll: TicketState = { status: 'new', assignees: {}, teams: {}, tasks: {} };

/** The ticket after a fact. */
export const after = (ticket: TicketState, fact: Fact): TicketState => {
  switch (fact.kind) {
    case 'registered':
      return { ...ticket, status: fact.status };
    case 'status':
      return { ...ticket, status: fact.to };
    case 'comment':
      return endsWaiting(ticket, fact) ? { ...ticket, status: 'in_progress' } : ticket;
    case 'assigned':
      return {
        ...ticket,
        assignees: { ...ticket.assignees, [fact.system]: fact.to },
        teams: { ...ticket.teams, [fact.system]: fact.team },
      };
    case 'task-status':
      return { ...ticket, tasks: { ...ticket.tasks, [taskKey(fact)]: fact.to } };
    case 'merged':
      return { ...ticket, mergedInto: fact.into };
    case 'terms':
    case 'due-set':
      return ticket;
  }
};

export const taskKey = (fact: Extract<Fact, { kind: 'task-status' }>): string =>
  `${fact.system}/${fact.task}`;

/** Waiting for the customer ends by itself when the customer writes, in any channel. */
export const endsWaiting = (ticket: TicketState, fact: Fact): boolean =>
  fact.kind === 'comment' &&
  fact.by === 'requester' &&
  fact.visibility === 'public' &&
  !fact.automatic &&
  ticket.status === 'waiting_customer';
