import fc from 'fast-check';
import { decide, type Winner } from '../../domain/decide';
import type { SyncRules } from '../../domain/rules';
import { rules } from './rules';

const second = 1000;
const noon = Date.UTC(2026, 10, 23, 12);

const winner = (system: string, at = noon, entry = '1'): Winner => ({ system, at, entry });
const change = (system: string, at = noon, entry = '1') => ({ field: 'title', system, at, entry }) as const;
const owned = (system: string): SyncRules => ({ ...rules, owners: { title: system } });

describe('between changes that did not know each other', () => {
  it('the newer at its source wins, in whatever order they arrive', () => {
    const late = decide(change('executors', noon + second), winner('helpdesk'), false, rules);
    const early = decide(change('executors', noon - second), winner('helpdesk'), false, rules);
    expect([late, early]).toEqual([
      { wins: true, informed: false },
      { wins: false, informed: false },
    ]);
  });

  it.each([
    ['helpdesk', 'executors'],
    ['helpdesk', 'front'],
    ['executors', 'front'],
    ['front', 'somebody-unknown'],
  ])('on a tie %s is before %s', (first, second) => {
    expect(decide(change(first), winner(second), false, rules).wins).toBe(true);
    expect(decide(change(second), winner(first), false, rules).wins).toBe(false);
  });

  it('a tie is the same whole second: finer clocks are not later for being finer', () => {
    expect(decide(change('front', noon + 999), winner('helpdesk', noon), false, rules).wins).toBe(false);
    expect(decide(change('helpdesk', noon), winner('front', noon + 999), false, rules).wins).toBe(true);
    expect(decide(change('front', noon + 1000), winner('helpdesk', noon), false, rules).wins).toBe(true);
  });

  it('exactly one of any two wins', () => {
    const systems = fc.uniqueArray(fc.constantFrom('helpdesk', 'executors', 'builders', 'front'), {
      minLength: 2,
      maxLength: 2,
    });
    const at = fc.integer({ min: noon - 5 * second, max: noon + 5 * second });
    fc.assert(
      fc.property(systems, at, at, ([a, b], atA, atB) => {
        const there = decide(change(a!, atA), winner(b!, atB), false, rules).wins;
        const back = decide(change(b!, atB), winner(a!, atA), false, rules).wins;
        expect(there).toBe(!back);
      }),
    );
  });
});

describe('cause beats clock', () => {
  it('a change on top of the value that holds wins, though its clock is 90 seconds behind', () => {
    expect(decide(change('executors', noon - 90 * second), winner('helpdesk'), true, rules)).toEqual({
      wins: true,
      informed: true,
    });
  });

  it('within one system its own order decides, though its clock was set back', () => {
    const before = winner('executors', noon, '41');
    expect(decide(change('executors', noon - 90 * second, '42'), before, false, rules)).toEqual({
      wins: true,
      informed: true,
    });
    expect(decide(change('executors', noon + 90 * second, '40'), before, false, rules)).toEqual({
      wins: false,
      informed: true,
    });
  });

  it('ids of history entries are numbers, not words', () => {
    expect(decide(change('executors', noon, '100'), winner('executors', noon, '99'), false, rules).wins).toBe(
      true,
    );
  });

  it('nobody is beaten by the first value', () => {
    expect(decide(change('front'), undefined, false, rules)).toEqual({ wins: true, informed: true });
  });
});

describe('a field that a system owns', () => {
  it('keeps the owner’s value against everybody, however late and however informed', () => {
    const late = change('front', noon + 3600 * second);
    expect(decide(late, winner('helpdesk'), true, owned('helpdesk'))).toEqual({
      wins: false,
      informed: false,
    });
  });

  it('takes the owner’s value over a newer one, and keeps that for a person to see', () => {
    const early = change('helpdesk', noon - 3600 * second);
    expect(decide(early, winner('front'), false, owned('helpdesk'))).toEqual({ wins: true, informed: false });
  });

  it('follows the owner’s own order', () => {
    const older = change('helpdesk', noon, '4');
    expect(decide(older, winner('helpdesk', noon, '5'), false, owned('helpdesk')).wins).toBe(false);
  });

  it('is like any other while the owner has said nothing', () => {
    expect(decide(change('front', noon + second), winner('executors'), false, owned('helpdesk')).wins).toBe(
      true,
    );
  });
});
