import { cover, notCoveredInWords, type SlaContract } from '../../../domain/sla/cover';
import { entitlementPeriod, usedUp } from '../../../domain/sla/entitlement';
import { pickContract, pickedInWords } from '../../../domain/sla/pick-contract';
import { preview } from '../../../domain/sla/preview';
import { office, onWeekdays } from '../calendar/calendars';
import { businessCalendar } from '../../../domain/calendar/business-calendar';
import { at, said, terms } from './timeline';

const contract = (number: string, more: Partial<SlaContract> = {}): SlaContract => ({
  number,
  startsOn: '2026-01-01',
  endsOn: '2026-12-31',
  terms,
  calendar: office(),
  ...more,
});
const normal = { priority: 'normal', service: '1', at: at('10:00') } as const;

describe('a contract', () => {
  const why = (question: Parameters<typeof cover>[1], of = contract('C-1')) => {
    const answer = cover(of, question);
    return answer.covered ? 'covered' : notCoveredInWords(answer.because);
  };

  it('covers from the beginning of its first day to the end of its last, in the calendar’s zone', () => {
    expect(why({ ...normal, at: Date.parse('2025-12-31T21:00:00Z') })).toBe('covered');
    expect(why({ ...normal, at: Date.parse('2025-12-31T20:59:59Z') })).toBe(
      'the contract begins on 2026-01-01',
    );
    expect(why({ ...normal, at: Date.parse('2026-12-31T20:59:59Z') })).toBe('covered');
    expect(why({ ...normal, at: Date.parse('2026-12-31T21:00:00Z') })).toBe(
      'the contract ended on 2026-12-31',
    );
  });

  it('does not cover a service that it does not name', () => {
    expect(why({ ...normal, service: '9' })).toBe('the contract does not name this service');
  });

  it('covers a ticket without a service by the targets for all services', () => {
    expect(why({ priority: 'normal', at: at('10:00') })).toBe('covered');
  });

  it('does not cover a priority without a target', () => {
    expect(why({ ...normal, priority: 'low' })).toBe('the contract has no target for priority low');
  });

  it('does not cover what would never be due', () => {
    const past = businessCalendar(
      onWeekdays('UTC', [], { exceptions: [{ date: '2026-01-05', hours: [['09:00', '10:00']], name: '' }] }),
    );
    expect(why(normal, contract('C-1', { calendar: past }))).toBe(
      'the calendar of the contract does not open any more',
    );
  });

  it('prefers a target for the service itself', () => {
    const own = { priority: 'normal', service: '2', reactionMinutes: 5, resolutionMinutes: 10 } as const;
    const of = contract('C-1', { terms: { ...terms, targets: [...terms.targets, own] } });
    expect(cover(of, { ...normal, service: '2' })).toEqual({ covered: true, target: own });
    expect(cover(of, normal)).toMatchObject({ target: { reactionMinutes: 60 } });
  });
});

describe('of several contracts', () => {
  const special = contract('C-9', {
    startsOn: '2025-01-01',
    terms: {
      ...terms,
      targets: [{ priority: 'normal', service: '1', reactionMinutes: 5, resolutionMinutes: 10 }],
    },
  });
  const newer = contract('C-3', { startsOn: '2026-06-01' });
  const [a, b] = [contract('C-1'), contract('C-2')];
  const picked = (all: readonly SlaContract[], chosen?: string) => {
    const pick = pickContract(all, normal, chosen);
    return pick.covered
      ? `${pick.contract.number}: ${pickedInWords(pick.because)}`
      : notCoveredInWords(pick.because);
  };

  it('one is picked by a rule that does not depend on their order, and says why', () => {
    for (const order of [(x: SlaContract[]) => x, (x: SlaContract[]) => x.reverse()]) {
      expect(picked(order([a, newer, special, b]))).toMatch(
        /^C-9: has a target of its own for the service, before /,
      );
      expect(picked(order([a, newer, b]))).toMatch(/^C-3: began last, before /);
      expect(picked(order([b, a]))).toBe('C-1: has the lowest number, before C-2');
    }
    expect(picked([a])).toBe('C-1: the only contract that covers it');
  });

  it('those that do not cover the ticket do not count', () => {
    expect(picked([a, contract('C-0', { endsOn: '2026-02-01' })])).toBe(
      'C-1: the only contract that covers it',
    );
    expect(picked([contract('C-0', { endsOn: '2026-02-01' })])).toBe('the contract ended on 2026-02-01');
    expect(picked([])).toBe('the organisation has no contract that covers it');
  });

  it('the one that a person chose is taken, or none', () => {
    expect(picked([newer, b], 'C-2')).toBe('C-2: chosen by hand');
    expect(picked([newer, contract('C-2', { endsOn: '2026-02-01' })], 'C-2')).toBe(
      'the contract ended on 2026-02-01',
    );
  });
});

describe('a preview', () => {
  it('says what a ticket registered at that instant would get', () => {
    const { reaction, resolution } = preview(contract('C-1'), { ...normal, at: at('14:30') }) as Extract<
      ReturnType<typeof preview>,
      { covered: true }
    >;
    expect([said(reaction.due), said(resolution.due)]).toEqual(['11-23 06:30', '11-23 14:30']);
  });

  it('says why there is nothing to promise', () => {
    expect(preview(contract('C-1'), { ...normal, service: '9' })).toEqual({
      covered: false,
      because: { kind: 'service-not-named' },
    });
  });
});

describe('an entitlement', () => {
  const limited = (per: 'month' | 'year', startsOn = '2026-01-31') =>
    contract('C-1', {
      startsOn,
      endsOn: '2028-12-31',
      terms: { ...terms, entitlement: { tickets: 10, hours: 4.5, per } },
    });
  const period = (of: SlaContract, when: string) => {
    const { from, to } = entitlementPeriod(of, Date.parse(when)) ?? { from: 0, to: 0 };
    return [from, to].map((one) => new Date(one).toISOString().slice(0, 16));
  };

  it('is counted in months or years from the first day of the contract', () => {
    expect(period(limited('month'), '2026-03-15T12:00:00Z')).toEqual([
      '2026-02-27T21:00',
      '2026-03-30T21:00',
    ]);
    expect(period(limited('month'), '2026-03-30T21:00:00Z')[0]).toBe('2026-03-30T21:00');
    expect(period(limited('year'), '2028-01-30T12:00:00Z')).toEqual(['2027-01-30T21:00', '2028-01-30T21:00']);
    expect(entitlementPeriod(limited('month'), Date.parse('2026-01-30T12:00:00Z'))).toBeUndefined();
  });

  it('is used up with the last ticket or the last hour', () => {
    const { entitlement } = limited('month').terms;
    const days = { from: 0, to: at('12-01 00:00') };
    expect(usedUp(entitlement!, { tickets: 9, hours: 4.4 }, days)).toBeUndefined();
    expect(notCoveredInWords(usedUp(entitlement!, { tickets: 10, hours: 0 }, days)!)).toBe(
      'the 10 tickets of this period are used up until 2026-12-01T00:00:00.000Z',
    );
    expect(usedUp(entitlement!, { tickets: 0, hours: 4.5 }, days)).toMatchObject({ what: 'hours' });
  });
});
