import {
  mergeChange,
  mergeInOurWords,
  type FieldChange,
  type MergedTask,
  type MergedTicket,
  type Outcome,
} from '../../domain/merge';
import type { SyncRules } from '../../domain/rules';
import { front, type Instant, type Status, type TicketField } from '../../domain/ticket';
import { rules } from './rules';

export const second = 1000;
/** When the ticket was registered in the front. */
export const start: Instant = Date.UTC(2026, 10, 23, 12);

/** A ticket as it is registered in the front, with a task in each of these trackers that has the ticket's status. */
export const aTicket = (
  status: Status = 'new',
  tasks: readonly number[] = [2],
  at: Instant = start,
): MergedTicket => {
  const winner = { at, system: front, entry: '1' };
  return {
    version: 1,
    fields: {
      title: 'Printer',
      description: 'Third floor',
      status,
      priority: 'normal',
      requester: '1',
      assignee: null,
      service: null,
      contract: null,
    },
    winners: { title: winner, description: winner, status: winner, priority: winner },
    tasks: tasks.map((linkId) => ({ linkId, status, winner })),
  };
};

let ids = 0;

/** A change of the desk (link 1) or of a task (links 2 and up), so many seconds after the registration. */
export const there = (
  system: string,
  linkId: number,
  field: TicketField,
  [old, now]: readonly [string | null, string | null],
  seconds: number,
  entry?: number,
): FieldChange => {
  ids += 1;
  return {
    id: ids,
    system,
    linkId,
    field,
    old,
    new: now,
    at: start + seconds * second,
    entry: String(entry ?? ids),
  };
};

export const inDesk = (
  field: TicketField,
  values: readonly [string, string],
  seconds: number,
  entry?: number,
) => there('helpdesk', 1, field, values, seconds, entry);

export const inTask = (
  field: TicketField,
  values: readonly [string, string],
  seconds: number,
  entry?: number,
) => there('executors', 2, field, values, seconds, entry);

export const inFront = (
  field: TicketField,
  [old, now]: readonly [string | null, string | null],
  seconds: number,
) => {
  ids += 1;
  return {
    id: ids,
    system: front,
    field,
    old,
    new: now,
    at: start + seconds * second,
    entry: String(ids),
  } as const;
};

export interface Merged {
  readonly ticket: MergedTicket;
  readonly outcomes: readonly Outcome[];
}

/** Merges the changes one after the other; the front's are in our words. */
export const mergeAll = (
  ticket: MergedTicket,
  changes: readonly FieldChange[],
  how: SyncRules = rules,
): Merged =>
  changes.reduce<Merged>(
    (so, change) => {
      const merge = change.system === front ? mergeInOurWords : mergeChange;
      const { ticket: now, outcome } = merge(so.ticket, change, how);
      const moved = outcome.kind === 'applied' || outcome.kind === 'lost';
      return {
        ticket: moved ? { ...now, version: now.version + 1 } : now,
        outcomes: [...so.outcomes, outcome],
      };
    },
    { ticket, outcomes: [] },
  );

export const statusesOf = ({ fields, tasks }: MergedTicket): readonly (string | null)[] => [
  fields.status,
  ...tasks.map((task: MergedTask) => task.status),
];
