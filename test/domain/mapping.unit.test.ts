import fc from 'fast-check';
import { cutTo, fromNative, normaliseText, sameNative, saysTheSame, toNative } from '../../domain/mapping';
import type { SystemRules } from '../../domain/rules';
import { priorities, statuses, type Priority, type Status } from '../../domain/ticket';
import { builders, desk, tracker } from './rules';

const known = (value: string) => ({ known: true, value });
const unknown = { known: false };

describe('a status of another system', () => {
  it('is ours when exactly one of ours maps to it', () => {
    expect(fromNative(tracker, 'status', 'In Progress', 'new')).toEqual(known('in_progress'));
  });

  it.each(['in progress', 'IN PROGRESS'])('is compared without regard to case: %s', (native) => {
    expect(fromNative(tracker, 'status', native, 'new')).toEqual(known('in_progress'));
  });

  it('is the first of ours when several share it', () => {
    expect(fromNative(desk, 'status', 'resolved', 'in_progress')).toEqual(known('resolved'));
    expect(fromNative(desk, 'status', 'stalled', 'in_progress')).toEqual(known('waiting_customer'));
  });

  it('is no change when what we hold shares it', () => {
    expect(fromNative(desk, 'status', 'resolved', 'closed')).toEqual(known('closed'));
    expect(fromNative(desk, 'status', 'stalled', 'waiting_supplier')).toEqual(known('waiting_supplier'));
  });

  it('is unknown when nothing of ours maps to it', () => {
    expect(fromNative(desk, 'status', 'deleted', 'new')).toEqual(unknown);
    expect(fromNative(desk, 'status', null, 'new')).toEqual(unknown);
  });

  it('goes there and comes back into the class that it shares there', () => {
    const pairs = fc.tuple(fc.constantFrom(desk, tracker, builders), fc.constantFrom(...statuses));
    fc.assert(
      fc.property(pairs, fc.constantFrom(...statuses), ([system, status], held) => {
        const native = toNative(system, 'status', status);
        const back = fromNative(system, 'status', native, held);
        expect(back.known && system.status[back.value as Status]).toBe(native);
        if (saysTheSame(system, 'status', held, native)) expect(back).toEqual(known(held));
      }),
    );
  });
});

describe('a numeric priority', () => {
  it.each([
    ['0', 'low'],
    ['9', 'low'],
    ['10', 'low'],
    ['49', 'low'],
    ['50', 'normal'],
    ['79', 'normal'],
    ['80', 'high'],
    ['100', 'urgent'],
    ['255', 'urgent'],
    ['-1', 'low'],
    ['50.5', 'normal'],
  ])('%s is %s: the nearest lower step', (native, priority) => {
    expect(fromNative(desk, 'priority', native, 'urgent')).toEqual(known(priority));
  });

  it.each(['', 'high', '5 0', 'NaN', '1e2'])('%p is unknown', (native) => {
    expect(fromNative(desk, 'priority', native, 'low')).toEqual(unknown);
  });

  it('says the same as ours exactly when ours is its step', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 300 }), fc.constantFrom(...priorities), (number, ours) => {
        const read = fromNative(desk, 'priority', String(number), ours);
        expect(saysTheSame(desk, 'priority', ours, String(number))).toBe(read.known && read.value === ours);
      }),
    );
  });

  it('that several of ours share is read as the first of them, and equals all of them', () => {
    const coarse: SystemRules = { ...desk, priority: { low: '10', normal: '10', high: '80', urgent: '80' } };
    expect(fromNative(coarse, 'priority', '10', 'urgent')).toEqual(known('low'));
    expect(fromNative(coarse, 'priority', '60', 'urgent')).toEqual(known('low'));
    expect(fromNative(coarse, 'priority', '90', 'low')).toEqual(known('high'));
    for (const ours of ['low', 'normal'] as const) {
      expect(saysTheSame(coarse, 'priority', ours, '10')).toBe(true);
      expect(saysTheSame(coarse, 'priority', ours, '33')).toBe(true);
      expect(fromNative(coarse, 'priority', '10', ours)).toEqual(known(ours));
    }
  });

  it('may be configured in any order of its steps', () => {
    const upside: SystemRules = { ...desk, priority: { low: '4', normal: '3', high: '2', urgent: '1' } };
    expect(fromNative(upside, 'priority', '3', 'low')).toEqual(known('normal'));
    for (const priority of priorities)
      expect(fromNative(upside, 'priority', upside.priority[priority], 'low')).toEqual(known(priority));
  });
});

describe('a named priority', () => {
  it('is compared without regard to case', () => {
    expect(fromNative(tracker, 'priority', 'urgent', 'low')).toEqual(known('urgent'));
    expect(fromNative(tracker, 'priority', 'Immediate', 'low')).toEqual(unknown);
  });

  it('that several of ours share equals all of them', () => {
    const coarse: SystemRules = {
      ...tracker,
      priority: { low: 'Normal', normal: 'Normal', high: 'High', urgent: 'High' } as Record<Priority, string>,
    };
    expect(saysTheSame(coarse, 'priority', 'normal', 'NORMAL')).toBe(true);
    expect(fromNative(coarse, 'priority', 'Normal', 'normal')).toEqual(known('normal'));
    expect(fromNative(coarse, 'priority', 'Normal', 'urgent')).toEqual(known('low'));
  });
});

describe('a text', () => {
  it('says the same whatever systems do to its ends', () => {
    expect(saysTheSame(tracker, 'title', ' Printer  is\tdown ', 'Printer is down')).toBe(true);
    expect(saysTheSame(tracker, 'description', 'a \r\nb\r\n\r\n', 'a\nb')).toBe(true);
    expect(saysTheSame(tracker, 'description', 'a\n\nb', 'a\nb')).toBe(false);
  });

  it('too long for a system says the same as what it was cut to there', () => {
    const title = 'я'.repeat(300);
    const native = toNative(desk, 'title', title);
    expect(native).toBe(`${'я'.repeat(98)}…`); // 199 bytes
    expect([...toNative(tracker, 'title', title)]).toHaveLength(255);
    expect(saysTheSame(desk, 'title', title, native)).toBe(true);
    expect(fromNative(desk, 'title', native, title)).toEqual(known(title));
    expect(fromNative(desk, 'title', `${native}!`, title)).toEqual(known(`${native}!`));
  });

  it('is cut between characters, never inside one', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.integer({ min: 1, max: 20 }), (text, max) => {
        const cut = cutTo(text, max);
        expect([...cut].length).toBeLessThanOrEqual(max);
        if ([...text].length <= max) expect(cut).toBe(text);
      }),
    );
  });

  it('is cut to as many bytes as a system takes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 3, max: 40 }), (text, bytes) => {
        const cut = cutTo(text, { bytes });
        expect(Buffer.byteLength(cut)).toBeLessThanOrEqual(bytes);
        if (Buffer.byteLength(text) <= bytes) expect(cut).toBe(text);
        else expect(text.startsWith(cut.slice(0, -1))).toBe(true);
      }),
    );
  });

  it('comes back as it went', () => {
    const fields = fc.constantFrom('title' as const, 'description' as const);
    fc.assert(
      fc.property(fields, fc.string({ unit: 'grapheme' }), (field, text) => {
        expect(saysTheSame(tracker, field, text, toNative(tracker, field, text))).toBe(true);
        expect(normaliseText(field, normaliseText(field, text))).toBe(normaliseText(field, text));
      }),
    );
  });

  it('that is empty in our words may be absent there', () => {
    expect(saysTheSame(tracker, 'description', '', null)).toBe(true);
    expect(saysTheSame(tracker, 'description', 'x', undefined)).toBe(false);
    expect(saysTheSame(tracker, 'title', '', null)).toBe(false);
  });
});

it('two words of one system are compared without regard to case, two texts by their characters', () => {
  expect(sameNative('status', 'In Progress', 'in progress')).toBe(true);
  expect(sameNative('title', 'A', 'a')).toBe(false);
  expect(sameNative('description', 'a\r\n', 'a')).toBe(true);
});
