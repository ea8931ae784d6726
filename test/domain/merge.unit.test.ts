import fc from 'fast-check';
import type { FieldChange } from '../../domain/merge';
import { mergeInOurWords } from '../../domain/merge';
import { aTicket, inDesk, inFront, inTask, mergeAll, second, start, there } from './merging';
import { rules } from './rules';

const titles = (values: readonly [string, string]) => values;
const printerTo = (title: string) => titles(['Printer', title]);

describe('a field that one side changed', () => {
  it('holds everywhere, since the time at its source', () => {
    const { ticket, outcomes } = mergeAll(aTicket(), [inDesk('title', printerTo('Scanner'), 30, 77)]);
    expect(ticket.fields.title).toBe('Scanner');
    expect(ticket.winners.title).toEqual({
      at: start + 30 * second,
      system: 'helpdesk',
      entry: '77',
      linkId: 1,
      version: 2,
    });
    expect(outcomes).toEqual([{ kind: 'applied', from: 'Printer', to: 'Scanner' }]);
  });

  it('leaves the others and whose they are alone', () => {
    const before = aTicket();
    const { ticket } = mergeAll(before, [inTask('priority', ['Normal', 'Urgent'], 5)]);
    expect(ticket.fields).toEqual({ ...before.fields, priority: 'urgent' });
    expect(ticket.winners).toEqual({ ...before.winners, priority: ticket.winners.priority });
  });

  it('is no change when it says what holds in other words', () => {
    const before = aTicket('closed');
    const { ticket, outcomes } = mergeAll(before, [
      inDesk('status', ['resolved', 'RESOLVED'], 5),
      inDesk('priority', ['50', '79'], 5),
      inDesk('title', ['Printer', ' Printer '], 5),
    ]);
    expect(outcomes).toEqual([{ kind: 'same' }, { kind: 'same' }, { kind: 'same' }]);
    expect(ticket.fields).toEqual(before.fields);
  });

  it('is told as unknown, and moves nothing, when nothing of ours is mapped to it', () => {
    const before = aTicket();
    const { ticket, outcomes } = mergeAll(before, [
      inDesk('status', ['new', 'deleted'], 5),
      inTask('status', ['New', 'Quality check'], 5),
    ]);
    expect(ticket).toBe(before);
    expect(outcomes).toEqual([
      { kind: 'unknown-value', value: 'deleted' },
      { kind: 'unknown-value', value: 'Quality check' },
    ]);
  });

  it('may be emptied by the front', () => {
    const assigned = mergeAll(aTicket(), [inFront('assignee', [null, '7'], 1)]).ticket;
    expect(assigned.fields.assignee).toBe('7');
    expect(mergeAll(assigned, [inFront('assignee', ['7', null], 2)]).ticket.fields.assignee).toBeNull();
  });
});

describe('a field that two sides changed without knowing of each other', () => {
  it('holds the newer, and keeps the older for a person to choose', () => {
    const { ticket, outcomes } = mergeAll(aTicket(), [
      inDesk('title', printerTo('Scanner'), 30),
      inTask('title', printerTo('Copier'), 40),
    ]);
    expect(ticket.fields.title).toBe('Copier');
    expect(outcomes[1]).toEqual({
      kind: 'applied',
      from: 'Scanner',
      to: 'Copier',
      conflict: { value: 'Scanner', system: 'helpdesk', at: start + 30 * second },
    });
  });

  it('keeps the older one also when that is heard of later', () => {
    const { ticket, outcomes } = mergeAll(aTicket(), [
      inTask('title', printerTo('Copier'), 40),
      inDesk('title', printerTo('Scanner'), 30),
    ]);
    expect(ticket.fields.title).toBe('Copier');
    expect(outcomes[1]).toEqual({
      kind: 'lost',
      conflict: { value: 'Scanner', system: 'helpdesk', at: start + 30 * second },
    });
  });

  it('is no conflict when both say the same; it holds since the later', () => {
    const both = [inDesk('title', printerTo('Scanner'), 30), inTask('title', printerTo('Scanner'), 40)];
    for (const changes of [both, [...both].reverse()]) {
      const { ticket, outcomes } = mergeAll(aTicket(), changes);
      expect(outcomes[1]).toEqual({ kind: 'same' });
      expect(ticket.winners.title).toMatchObject({ at: start + 40 * second, system: 'executors' });
    }
  });
});

describe('a field that one side changed on top of the other’s', () => {
  it('holds the later change without a conflict, however its clock goes', () => {
    const { ticket, outcomes } = mergeAll(aTicket(), [
      inDesk('title', printerTo('Scanner'), 60),
      inTask('title', titles(['Scanner', 'Copier']), 60 - 90),
    ]);
    expect(ticket.fields.title).toBe('Copier');
    expect(outcomes[1]).toEqual({ kind: 'applied', from: 'Scanner', to: 'Copier' });
  });

  it('knows the other’s value by its class there', () => {
    const { ticket } = mergeAll(aTicket('closed'), [inDesk('status', ['resolved', 'open'], -90)]);
    expect(ticket.fields.status).toBe('in_progress');
  });

  it('knows it also when its record was confirmed at the winner’s version, whatever stood in the field', () => {
    const edited = mergeAll(aTicket(), [inFront('priority', ['normal', 'high'], 60)]).ticket;
    const later = inTask('priority', ['#7', 'Urgent'], 60 - 90);
    expect(mergeAll(edited, [{ ...later, confirmed: 1 }]).outcomes).toMatchObject([{ kind: 'lost' }]);
    expect(mergeAll(edited, [{ ...later, confirmed: 2 }]).outcomes).toEqual([
      { kind: 'applied', from: 'high', to: 'urgent' },
    ]);
  });

  it('loses within one system only to what came after it there', () => {
    const { ticket, outcomes } = mergeAll(aTicket(), [
      inDesk('title', titles(['Scanner', 'Copier']), 10, 8),
      inDesk('title', printerTo('Scanner'), 20, 7),
    ]);
    expect(ticket.fields.title).toBe('Copier');
    expect(outcomes[1]).toEqual({ kind: 'lost' });
  });
});

it('two records of one system that were changed have one order, but did not know each other', () => {
  const { ticket, outcomes } = mergeAll(aTicket('new', [2, 3]), [
    there('executors', 2, 'title', printerTo('Scanner'), 20, 8),
    there('executors', 3, 'title', printerTo('Copier'), 30, 9),
  ]);
  expect(ticket.fields.title).toBe('Copier');
  expect(outcomes[1]).toMatchObject({ conflict: { value: 'Scanner', system: 'executors' } });
});

it('a field that a system owns keeps its value, and the other one is kept for a person', () => {
  const owned = { ...rules, owners: { title: 'helpdesk' } };
  const { ticket, outcomes } = mergeAll(
    aTicket(),
    [inDesk('title', printerTo('Scanner'), 10), inFront('title', titles(['Scanner', 'Copier']), 20)],
    owned,
  );
  expect(ticket.fields.title).toBe('Scanner');
  expect(outcomes[1]).toMatchObject({ kind: 'lost', conflict: { value: 'Copier', system: 'front' } });
});

it('what a system’s change means can be said in our words too', () => {
  const waiting = aTicket('waiting_customer');
  const answer: FieldChange = {
    ...inDesk('status', ['waiting_customer', 'in_progress'], 5),
    linkId: undefined,
  };
  const { ticket } = mergeInOurWords(waiting, answer, rules);
  expect([ticket.fields.status, ticket.tasks[0]!.status]).toEqual(['in_progress', 'in_progress']);
});

/** Each side changes the title a few times, on top of its own last value, on a clock of its own that never steps back. */
const sides = ['helpdesk', 'executors', 'builders', 'front'] as const;
const history = (system: string, link: number) =>
  fc
    .array(fc.tuple(fc.integer({ min: 0, max: 20 }), fc.constantFrom('A', 'B', 'C')), { maxLength: 3 })
    .map((steps) => {
      let at = 0;
      let held = 'Printer';
      return steps.flatMap(([pause, title]): FieldChange[] => {
        at += pause;
        if (title === held) return [];
        const old = held;
        held = title;
        return [there(system, link, 'title', [old, title], at)];
      });
    });
const histories = fc.tuple(...sides.map((system, i) => history(system, i + 1)));

/** One of the orders in which the changes can arrive: each side's own order stays. */
const interleaved = (from: readonly (readonly FieldChange[])[], picks: readonly number[]): FieldChange[] => {
  const queues = from.map((changes) => [...changes]);
  const out: FieldChange[] = [];
  for (let i = 0; queues.some((queue) => queue.length > 0); i += 1) {
    const ready = queues.filter((queue) => queue.length > 0);
    out.push(ready[(picks[i] ?? 0) % ready.length]!.shift()!);
  }
  return out;
};
const order = fc.array(fc.nat(11), { minLength: 12, maxLength: 12 });

describe('for any changes of any sides', () => {
  it('what holds is the same in whatever order they arrive, when nobody knew of the others', () => {
    const once = fc.tuple(
      ...sides.map((system, i) => history(system, i + 1).map((changes) => changes.slice(0, 1))),
    );
    fc.assert(
      fc.property(once, order, order, (changes, one, other) => {
        const [a, b] = [one, other].map((picks) => mergeAll(aTicket(), interleaved(changes, picks)).ticket);
        expect(a!.fields.title).toBe(b!.fields.title);
        expect({ ...a!.winners.title, version: 0 }).toEqual({ ...b!.winners.title, version: 0 });
      }),
      { numRuns: 1000 },
    );
  });

  it('a value that was beaten unknown is in a conflict, and no conflict holds the value that stands', () => {
    fc.assert(
      fc.property(histories, order, (changes, picks) => {
        const arrived = interleaved(changes, picks);
        let { ticket } = mergeAll(aTicket(), []);
        for (const change of arrived) {
          const before = ticket.fields.title;
          const knew = change.old === before;
          const sameSide = ticket.winners.title?.system === change.system;
          const merged = mergeAll(ticket, [change]);
          ticket = merged.ticket;
          const [outcome] = merged.outcomes;
          const conflict = outcome && 'conflict' in outcome ? outcome.conflict : undefined;
          const differs = change.new !== before;
          expect(conflict !== undefined).toBe(differs && !knew && !sameSide);
          if (conflict) expect(conflict.value).toBe(ticket.fields.title === before ? change.new : before);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('the same change a second time moves nothing', () => {
    fc.assert(
      fc.property(histories, order, (changes, picks) => {
        const arrived = interleaved(changes, picks);
        const { ticket } = mergeAll(aTicket(), arrived);
        const last = arrived.findLast((change) => change.entry === ticket.winners.title?.entry);
        if (last) expect(mergeAll(ticket, [last]).ticket.fields).toEqual(ticket.fields);
      }),
    );
  });
});
