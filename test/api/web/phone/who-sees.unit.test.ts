import fc from 'fast-check';
import { atTelephoneOf, callsFor, closelyFor, mostShown, signOf } from '../../../../api/web/phone/who-sees';
import { aCall } from './a-call';

const olga = { userId: 1, login: 'olga' };
const boris = { userId: 2, login: 'boris' };
const ids = (calls: readonly { readonly id: number }[]) => calls.map(({ id }) => id);

describe('of the calls that go on', () => {
  const talked = aCall(1, { state: 'answered', operatorId: olga.userId, operator: 'olga' });

  test('an answered one is shown to who answered it and to nobody else', () => {
    expect(ids(callsFor([talked], olga).mine)).toEqual([1]);
    expect(callsFor([talked], boris)).toEqual({ mine: [], ringing: [] });
  });

  test('one that is being transferred rings at the colleague, and nowhere else', () => {
    const transferred = { ...talked, ringsAt: ['boris'] };
    expect(ids(callsFor([transferred], boris).ringing)).toEqual([1]);
    expect(callsFor([transferred], { userId: 3, login: 'vera' })).toEqual({ mine: [], ringing: [] });
    expect(callsFor([transferred], olga)).toEqual({ mine: [transferred], ringing: [] });
  });

  test('a ringing one is shown to everybody: first what rings at one’s own telephone, then what rings longest', () => {
    const going = [aCall(4), aCall(3, { ringsAt: ['olga'] }), aCall(2, { ringsAt: ['boris'] })];
    expect(ids(callsFor(going, olga).ringing)).toEqual([3, 2, 4]);
    expect(ids(callsFor(going, boris).ringing)).toEqual([2, 3, 4]);
  });

  test('each stands there once, and what somebody else talks never does', () => {
    const call = fc.record({
      id: fc.integer({ min: 1, max: 1000 }),
      state: fc.constantFrom('ringing', 'answered' as const),
      operatorId: fc.constantFrom(null, 1, 2),
      ringsAt: fc.subarray(['olga', 'boris', 'vera']),
    });
    fc.assert(
      fc.property(fc.uniqueArray(call, { selector: ({ id }) => id }), (some) => {
        const going = some.map(({ id, ...more }) => aCall(id, more));
        const { mine, ringing } = callsFor(going, olga);
        const shown = [...mine, ...ringing];
        expect(new Set(ids(shown)).size).toBe(shown.length);
        for (const one of shown)
          expect(
            one.state === 'ringing' || one.operatorId === olga.userId || one.ringsAt.includes('olga'),
          ).toBe(true);
      }),
    );
  });

  test('the first few are looked at closely', () => {
    const going = Array.from({ length: 50 }, (_, n) => aCall(n + 1));
    const close = closelyFor(callsFor([talked, ...going.slice(1)], olga));
    expect(ids(close)).toEqual([1, ...Array.from({ length: mostShown }, (_, n) => n + 2)]);
  });

  test('at a telephone are those that are talked and that ring there; their sign tells when they change', () => {
    const going = [talked, aCall(2, { ringsAt: ['olga'] }), aCall(3)];
    expect(ids(atTelephoneOf(going, olga))).toEqual([1, 2]);
    const sign = signOf(atTelephoneOf(going, olga));
    expect(signOf(atTelephoneOf([...going, aCall(4)], olga))).toBe(sign);
    expect(signOf(atTelephoneOf([...going, aCall(4, { ringsAt: ['olga'] })], olga))).not.toBe(sign);
    expect(signOf(atTelephoneOf([{ ...talked, ticket: 'SD-1' }, going[1]!], olga))).not.toBe(sign);
  });
});
