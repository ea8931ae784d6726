import { inWords } from '../../../domain/sla/in-words';
import type { Fact } from '../../../domain/sla/fact';
import { account, at, comment, lived, mergedInto, rules, said, status } from './timeline';

const seen = comment('09:01');

describe('the resolution clock', () => {
  it('is met when the ticket is resolved, and not moved by its closing', () => {
    const { clocks, next } = lived('11-27 12:00', [
      seen,
      status('14:00', 'resolved'),
      status('11-24 09:00', 'closed', 'system'),
    ]);
    expect(clocks.resolution).toMatchObject({
      state: 'met',
      metAt: at('14:00'),
      businessMinutesUsed: 300,
      businessMinutesTarget: 480,
    });
    expect(next).toEqual({});
  });

  it('is met by closing it at once', () => {
    expect(lived('18:00', [seen, status('10:00', 'closed')]).clocks.resolution!.state).toBe('met');
  });

  it('goes on with its elapsed time when the ticket is reopened', () => {
    const life = [
      seen,
      status('12:00', 'resolved'),
      status('11-23 10:00', 'in_progress', 'requester', 'front'),
    ];
    const { clocks, ledger } = lived('11-23 11:00', life);
    expect(clocks.resolution).toMatchObject({
      state: 'running',
      businessMinutesUsed: 240,
      due: at('11-23 15:00'),
    });
    expect(account(ledger, 'resolution')).toEqual([
      '11-20 09:00 started 0',
      '11-20 12:00 met 180',
      '11-23 10:00 resumed 180',
      '11-23 11:00 warned 50 240',
    ]);
  });

  it('stands still for a cancelled ticket and goes on when that is taken back', () => {
    const life = [seen, status('10:00', 'cancelled')];
    expect(lived('11-27 12:00', life).clocks.resolution).toMatchObject({
      state: 'paused',
      businessMinutesUsed: 60,
    });
    expect(lived('11-27 12:00', life).next).toEqual({});
    expect(lived('11-23 10:00', [...life, status('11-23 09:00', 'new')]).clocks.resolution).toMatchObject({
      state: 'running',
      businessMinutesUsed: 120,
    });
  });

  it('stands still for good when the ticket is merged', () => {
    const life = [seen, mergedInto('10:00', 'SD-7'), status('10:05', 'in_progress')];
    const { clocks, next } = lived('11-27 12:00', life);
    expect(clocks.resolution).toMatchObject({ state: 'paused', businessMinutesUsed: 60 });
    expect(inWords(clocks.resolution!.pausedBecause!)).toBe('merged into SD-7');
    expect(next).toEqual({});
  });

  it('counts on after its breach until the ticket is resolved', () => {
    const { clocks, ledger } = lived('11-27 12:00', [seen, status('11-23 10:00', 'resolved')]);
    expect(clocks.resolution).toMatchObject({
      state: 'breached',
      breachedAt: at('17:00'),
      businessMinutesUsed: 600,
    });
    expect(account(ledger, 'resolution').at(-1)).toBe('11-23 10:00 paused 600');
  });
});

describe('a deadline that was missed', () => {
  it('stands as it was, whatever pauses come after it', () => {
    const life = [seen, status('17:30', 'waiting_customer'), status('11-23 10:00', 'in_progress')];
    expect(lived('11-23 12:00', life).clocks.resolution).toMatchObject({
      state: 'breached',
      due: at('17:00'),
    });
  });
});

describe('at one instant', () => {
  const keyed = (fact: Fact, key: string): Fact => ({ ...fact, key });

  it('an answer stands before the status that was set with it, whatever their keys', () => {
    for (const [first, second] of [
      ['a', 'b'],
      ['b', 'a'],
    ] as const) {
      const life = [
        seen,
        status('09:30', 'waiting_customer'),
        keyed(comment('10:00', 'requester'), first),
        keyed(status('10:00', 'waiting_customer'), second),
      ];
      expect(lived('11:00', life).clocks.resolution).toMatchObject({
        state: 'paused',
        businessMinutesUsed: 30,
      });
    }
  });
});

describe('a pause', () => {
  it('for the customer moves the deadline by the business minutes it took', () => {
    const life = [seen, status('12:00', 'waiting_customer'), status('13:30', 'in_progress')];
    const { clocks } = lived('14:00', life);
    expect(clocks.resolution).toMatchObject({
      state: 'running',
      businessMinutesUsed: 210,
      due: at('11-23 09:30'),
    });
  });

  it('says why, and keeps the deadline as it stood', () => {
    const { clocks, next } = lived('11-27 12:00', [seen, status('12:00', 'waiting_supplier')]);
    expect(clocks.resolution).toMatchObject({ state: 'paused', due: at('17:00'), businessMinutesUsed: 180 });
    expect(inWords(clocks.resolution!.pausedBecause!)).toBe('status waiting_supplier, by staff');
    expect(next).toEqual({});
  });

  it('that changes its reason is told once more, and no minute is counted between', () => {
    const life = [seen, status('12:00', 'waiting_customer'), status('13:00', 'waiting_supplier')];
    expect(account(lived('18:00', life).ledger, 'resolution').slice(-2)).toEqual([
      '11-20 12:00 paused 180',
      '11-20 13:00 paused 180',
    ]);
  });

  it('in the last stretch still breaches after the resume', () => {
    const life = [seen, status('16:55', 'waiting_customer'), status('11-23 11:00', 'in_progress')];
    const { clocks, ledger } = lived('11-23 12:00', life);
    expect(clocks.resolution).toMatchObject({ state: 'breached', breachedAt: at('11-23 11:05') });
    expect(account(ledger, 'resolution').slice(-3)).toEqual([
      '11-20 16:55 paused 475',
      '11-23 11:00 resumed 475',
      '11-23 11:05 breached 480',
    ]);
  });

  it('at the very instant at which it is due breaches at once when it ends', () => {
    const life = [seen, status('17:00', 'waiting_customer')];
    expect(lived('11-23 10:00', life).clocks.resolution!.state).toBe('paused');
    const { clocks } = lived('11-23 10:00', [...life, status('11-23 09:30', 'in_progress')]);
    expect(clocks.resolution).toMatchObject({ state: 'breached', breachedAt: at('11-23 09:30') });
  });

  it('holds also before the first reaction', () => {
    const { clocks } = lived('13:00', [status('09:30', 'waiting_customer', 'system')]);
    expect(clocks.reaction).toMatchObject({ state: 'paused', businessMinutesUsed: 30 });
  });
});

describe('what comes next', () => {
  it('is the nearest instant of all clocks, and the nearest deadline', () => {
    expect(lived('09:00', []).next).toEqual({ at: at('09:30'), due: at('10:00') });
    expect(lived('09:50', []).next).toEqual({ at: at('09:54'), due: at('10:00') });
    expect(lived('10:00', []).next).toEqual({ at: at('13:00'), due: at('17:00') });
    expect(lived('18:00', []).next).toEqual({});
  });

  it('is a level after the breach too, in business time', () => {
    const of = rules(60, 480, undefined, { escalations: [{ at: 'resolution+2h', do: ['x'] }] });
    expect(said(lived('17:30', [seen], of).next.at)).toBe('11-23 10:00');
  });
});
