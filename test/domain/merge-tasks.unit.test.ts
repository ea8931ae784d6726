import fc from 'fast-check';
import type { FieldChange, MergedTicket } from '../../domain/merge';
import { rollUp } from '../../domain/status';
import { front, statuses, type Status } from '../../domain/ticket';
import { aTicket, inDesk, inFront, inTask, mergeAll, second, start, statusesOf, there } from './merging';
import { builders, desk, tracker } from './rules';

/** Link 2 and 3 are tasks in one tracker, link 4 is one in another. */
const trackerOf = (link: number) => (link === 4 ? builders : tracker);

const inLink = (link: number, [old, now]: readonly [Status, Status], seconds: number, entry?: number) => {
  const { name, status } = trackerOf(link);
  return there(name, link, 'status', [status[old], status[now]], seconds, entry);
};

describe('a ticket with one task', () => {
  it('follows it, and the task follows the ticket', () => {
    const { ticket } = mergeAll(aTicket(), [inTask('status', ['New', 'In Progress'], 10)]);
    expect(statusesOf(ticket)).toEqual(['in_progress', 'in_progress']);
    const after = mergeAll(ticket, [inDesk('status', ['open', 'resolved'], 20)]).ticket;
    expect(statusesOf(after)).toEqual(['resolved', 'resolved']);
  });

  it('keeps the task’s newer status over the desk’s older one, whichever is heard of first', () => {
    const both = [inDesk('status', ['new', 'stalled'], 10), inTask('status', ['New', 'Resolved'], 20)];
    for (const changes of [both, [...both].reverse()]) {
      const { ticket, outcomes } = mergeAll(aTicket(), changes);
      expect(statusesOf(ticket)).toEqual(['resolved', 'resolved']);
      expect(outcomes.filter((outcome) => 'conflict' in outcome)).toHaveLength(1);
    }
  });

  it('is not moved by a record that is no task of it any more', () => {
    const before = aTicket('in_progress');
    const { ticket, outcomes } = mergeAll(before, [inLink(9, ['in_progress', 'resolved'], 5)]);
    expect([ticket, outcomes]).toEqual([before, [{ kind: 'same' }]]);
  });

  it('has the task’s very status after any changes of anybody', () => {
    const each = fc.record({
      who: fc.constantFrom('helpdesk', 'executors', 'front'),
      knows: fc.boolean(),
      old: fc.constantFrom(...statuses),
      to: fc.constantFrom(...statuses),
      seconds: fc.integer({ min: -90, max: 90 }),
    });
    fc.assert(
      fc.property(fc.constantFrom(...statuses), fc.array(each, { maxLength: 8 }), (first, changes) => {
        let ticket = aTicket(first);
        for (const { who, knows, old, to, seconds } of changes) {
          const held = knows ? (ticket.fields.status as Status) : old;
          ticket = mergeAll(ticket, [statusChange(who, held, to, seconds)]).ticket;
          expect(ticket.tasks[0]!.status).toBe(ticket.fields.status);
        }
      }),
      { numRuns: 2000 },
    );
  });
});

const statusChange = (who: string, old: Status, now: Status, seconds: number): FieldChange => {
  if (who === front) return inFront('status', [old, now], seconds);
  const words = who === 'helpdesk' ? desk.status : tracker.status;
  return there(who, who === 'helpdesk' ? 1 : 2, 'status', [words[old], words[now]], seconds);
};

describe('a ticket with several tasks', () => {
  const two = (status: Status = 'new') => aTicket(status, [2, 3]);

  it('has the roll-up of what they are, and moves none of the others', () => {
    const { ticket } = mergeAll(two(), [inLink(2, ['new', 'resolved'], 10)]);
    expect(statusesOf(ticket)).toEqual(['in_progress', 'resolved', 'new']);
    const done = mergeAll(ticket, [inLink(3, ['new', 'closed'], 20)]).ticket;
    expect(statusesOf(done)).toEqual(['resolved', 'resolved', 'closed']);
  });

  it('passes a person’s edit to its open tasks only', () => {
    const begun = mergeAll(two(), [inLink(2, ['new', 'resolved'], 10)]).ticket;
    const { ticket } = mergeAll(begun, [inFront('status', ['in_progress', 'waiting_customer'], 20)]);
    expect(statusesOf(ticket)).toEqual(['waiting_customer', 'resolved', 'waiting_customer']);
  });

  it('passes reopening, closing and cancelling to all', () => {
    const done = mergeAll(two(), [
      inLink(2, ['new', 'resolved'], 10),
      inLink(3, ['new', 'resolved'], 11),
    ]).ticket;
    expect(statusesOf(mergeAll(done, [inDesk('status', ['resolved', 'open'], 20)]).ticket)).toEqual([
      'in_progress',
      'in_progress',
      'in_progress',
    ]);
    for (const to of ['closed', 'cancelled'] as const)
      expect(statusesOf(mergeAll(done, [inFront('status', ['resolved', to], 20)]).ticket)).toEqual([
        to,
        to,
        to,
      ]);
  });

  it('keeps a newer edit that did not reach a done task, when that task moves later but earlier at its source', () => {
    const begun = mergeAll(two(), [inLink(2, ['new', 'resolved'], 10)]).ticket;
    const { ticket } = mergeAll(begun, [
      inFront('status', ['in_progress', 'waiting_supplier'], 100),
      inLink(2, ['resolved', 'waiting_customer'], 50),
    ]);
    expect(statusesOf(ticket)).toEqual(['waiting_supplier', 'waiting_customer', 'waiting_supplier']);
  });

  it('takes the roll-up over an older edit that did not reach the task, and keeps the edit for a person', () => {
    const begun = mergeAll(two(), [inLink(2, ['new', 'resolved'], 10)]).ticket;
    const { ticket, outcomes } = mergeAll(begun, [
      inFront('status', ['in_progress', 'waiting_customer'], 40),
      inLink(2, ['resolved', 'in_progress'], 50),
    ]);
    expect(statusesOf(ticket)).toEqual(['in_progress', 'in_progress', 'waiting_customer']);
    expect(outcomes[1]).toMatchObject({ conflict: { value: 'waiting_customer', system: 'front' } });
  });

  it('follows a done task that moves after it was seen to be up to date, however its clock goes', () => {
    const begun = mergeAll(two(), [inLink(2, ['new', 'resolved'], 10)]).ticket;
    const edited = mergeAll(begun, [inFront('status', ['in_progress', 'waiting_customer'], 100)]).ticket;
    const { ticket, outcomes } = mergeAll(edited, [
      { ...inLink(2, ['resolved', 'in_progress'], 50), confirmed: edited.version },
    ]);
    expect(statusesOf(ticket)).toEqual(['in_progress', 'in_progress', 'waiting_customer']);
    expect(outcomes).toEqual([{ kind: 'applied', from: 'resolved', to: 'in_progress' }]);
  });

  it('takes every roll-up of tasks in trackers whose clocks differ by minutes', () => {
    const { ticket } = mergeAll(aTicket('new', [2, 4]), [
      inLink(4, ['new', 'resolved'], 90),
      inLink(2, ['new', 'resolved'], -60),
    ]);
    expect(statusesOf(ticket)).toEqual(['resolved', 'resolved', 'resolved']);
    expect(ticket.winners.status).toMatchObject({ system: 'executors', at: start + 90 * second });
  });

  it('takes the roll-up of a task that moved in its tracker before the other did, but is heard of later', () => {
    const { ticket } = mergeAll(two(), [
      inLink(2, ['new', 'resolved'], 20, 51),
      inLink(3, ['new', 'resolved'], 10, 50),
    ]);
    expect(statusesOf(ticket)).toEqual(['resolved', 'resolved', 'resolved']);
  });

  it('ignores what only a cancelled task does', () => {
    const { ticket } = mergeAll(two(), [
      inLink(2, ['new', 'in_progress'], 10),
      inLink(3, ['new', 'cancelled'], 20),
    ]);
    expect(statusesOf(ticket)).toEqual(['in_progress', 'in_progress', 'cancelled']);
  });
});

describe('after any changes', () => {
  const links = [2, 3, 4];
  const step = fc.record({
    who: fc.constantFrom('helpdesk', 'front', 'task'),
    link: fc.constantFrom(...links),
    to: fc.constantFrom(...statuses),
    seconds: fc.integer({ min: -90, max: 200 }),
  });

  /** Everybody changes what he sees, so every change knows what it replaces; clocks are what they like. */
  const informed = (ticket: MergedTicket, { who, link, to, seconds }: Parameters<typeof edit>[1]) =>
    mergeAll(ticket, [edit(ticket, { who, link, to, seconds })]).ticket;

  const edit = (
    ticket: MergedTicket,
    { who, link, to, seconds }: { who: string; link: number; to: Status; seconds: number },
  ): FieldChange => {
    const status = ticket.fields.status as Status;
    if (who === 'front') return inFront('status', [status, to], seconds);
    if (who === 'helpdesk') return inDesk('status', [desk.status[status], desk.status[to]], seconds);
    return inLink(link, [ticket.tasks.find((task) => task.linkId === link)!.status, to], seconds);
  };

  it('that only tasks made, the ticket is their roll-up', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 10 }), (steps) => {
        const ticket = steps.reduce(
          (so, one) => informed(so, { ...one, who: 'task' }),
          aTicket('new', links),
        );
        expect(ticket.fields.status).toBe(rollUp(ticket.tasks.map((task) => task.status)));
      }),
      { numRuns: 1000 },
    );
  });

  it('an edit of the ticket that reached every task is followed by whatever any of them does next', () => {
    const edits = fc.constantFrom<Status>('closed', 'cancelled');
    fc.assert(
      fc.property(fc.array(step, { maxLength: 6 }), edits, step, (steps, to, next) => {
        const before = steps.reduce(informed, aTicket('new', links));
        const edited = informed(before, { who: 'front', link: 2, to, seconds: 300 });
        fc.pre(before.fields.status !== to);
        expect(statusesOf(edited)).toEqual([to, to, to, to]);
        const after = informed(edited, { ...next, who: 'task', seconds: next.seconds - 90 });
        expect(after.fields.status).toBe(rollUp(after.tasks.map((task) => task.status)));
      }),
      { numRuns: 1000 },
    );
  });

  it('merging moves no task but the one that changed, except by a person’s edit of the ticket', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 6 }), step, (steps, last) => {
        const before = steps.reduce(informed, aTicket('new', links));
        const after = informed(before, { ...last, who: 'task' });
        for (const link of links.filter((candidate) => candidate !== last.link))
          expect(after.tasks.find((task) => task.linkId === link)).toEqual(
            before.tasks.find((task) => task.linkId === link),
          );
      }),
    );
  });
});
