import { inWords } from '../../../domain/sla/in-words';
import { account, assigned, at, comment, lived, rules, said, status, registered, under } from './timeline';
import { judge } from '../../../domain/sla/judge';

describe('a ticket is reacted to by', () => {
  it('the first public answer of staff, in whatever system', () => {
    const { clocks, ledger } = lived('12:00', [
      comment('09:40', 'staff', { origin: 'tracker' }),
      comment('09:50'),
    ]);
    expect(clocks.reaction).toMatchObject({ state: 'met', metAt: at('09:40'), businessMinutesUsed: 40 });
    expect(account(ledger, 'reaction')).toEqual([
      '11-20 09:00 started 0',
      '11-20 09:30 warned 50 30',
      '11-20 09:40 met 40',
    ]);
    const met = ledger.find(({ event }) => event === 'met')!;
    expect([met.origin, inWords(met.because)]).toEqual(['tracker', 'staff answered in public']);
  });

  it('staff who move it out of new', () => {
    expect(lived('12:00', [status('09:20', 'in_progress')]).clocks.reaction).toMatchObject({
      state: 'met',
      businessMinutesUsed: 20,
    });
  });

  it('an operator who answers the call and registers it', () => {
    const facts = [registered('09:00', { callAnswered: true }), under('09:00', rules())];
    const { clocks, ledger } = judge({ facts, asOf: at('12:00') });
    expect(clocks.reaction).toMatchObject({ state: 'met', businessMinutesUsed: 0 });
    expect(account(ledger, 'reaction')).toEqual(['11-20 09:00 started 0', '11-20 09:00 met 0']);
  });

  it('no internal remark, automatic answer, routing, assignment, or word of the requester', () => {
    const idle = [
      comment('09:10', 'staff', { visibility: 'internal' }),
      comment('09:11', 'staff', { automatic: true }),
      comment('09:12', 'system'),
      comment('09:13', 'requester'),
      assigned('09:14', 'ivan'),
      status('09:15', 'in_progress', 'system'),
    ];
    expect(lived('09:59', idle).clocks.reaction!.state).toBe('running');
    expect(lived('10:00', idle).clocks.reaction!.state).toBe('breached');
  });

  it('only what the contract counts', () => {
    const only = rules(60, 480, undefined, { reactionBy: ['comment'] });
    expect(lived('09:30', [status('09:10', 'in_progress')], only).clocks.reaction!.state).toBe('running');
    expect(lived('09:30', [comment('09:20')], only).clocks.reaction!.state).toBe('met');
  });

  it('nobody who refuses it', () => {
    const { clocks } = lived('18:00', [status('09:10', 'cancelled')]);
    expect(clocks.reaction).toMatchObject({ state: 'paused', businessMinutesUsed: 10 });
    expect(inWords(clocks.reaction!.pausedBecause!)).toBe('status cancelled, by staff');
  });
});

describe('a reaction', () => {
  it('at the very instant at which it is due is in time', () => {
    expect(lived('12:00', [comment('10:00')]).clocks.reaction).toMatchObject({
      state: 'met',
      due: at('10:00'),
    });
  });

  it('after that is a breach that stands, and the clock stops', () => {
    const { clocks, ledger } = lived('12:00', [comment('10:30')]);
    expect(clocks.reaction).toMatchObject({
      state: 'breached',
      breachedAt: at('10:00'),
      businessMinutesUsed: 90,
      counts: false,
    });
    expect(account(ledger, 'reaction').slice(-2)).toEqual([
      '11-20 10:00 breached 60',
      '11-20 10:30 paused 90',
    ]);
  });

  it('when nobody works is not in time although no minute has passed since it was due', () => {
    const late = lived('11-23 12:00', [comment('19:00')], rules(60), '17:00');
    expect([said(late.clocks.reaction!.due), late.clocks.reaction!.state]).toEqual([
      '11-20 18:00',
      'breached',
    ]);
  });

  it('is not asked for again when the ticket is reopened', () => {
    const { clocks } = lived('18:00', [
      comment('09:30'),
      status('10:00', 'resolved'),
      status('11:00', 'in_progress'),
    ]);
    expect(clocks.reaction).toMatchObject({ state: 'met', metAt: at('09:30') });
  });

  it('that a system’s clock puts before the registration counts as made with it', () => {
    expect(lived('12:00', [comment('08:59')]).clocks.reaction).toMatchObject({
      state: 'met',
      metAt: at('09:00'),
    });
  });
});
