import { inWords } from '../../../domain/sla/in-words';
import { office } from '../calendar/calendars';
import { account, at, comment, day, dueSet, lived, rules, said, status, under } from './timeline';
import { judge } from '../../../domain/sla/judge';
import { registered } from './timeline';

const seen = comment('09:01');
const toUrgent = { cause: { what: 'priority', from: 'normal', to: 'urgent' } } as const;

describe('new terms', () => {
  it('keep the elapsed minutes', () => {
    const { clocks, ledger } = lived('12:00', [seen, under('11:00', rules(15, 300), toUrgent)]);
    expect(clocks.resolution).toMatchObject({
      businessMinutesUsed: 180,
      businessMinutesTarget: 300,
      due: at('14:00'),
    });
    expect(inWords(ledger.findLast(({ event }) => event === 'recomputed')!.because)).toBe(
      'priority normal → urgent; elapsed time and pauses are kept',
    );
  });

  it('begin from nought where that is the policy', () => {
    const { clocks, ledger } = lived('12:00', [
      seen,
      under('11:00', rules(15, 300), { ...toUrgent, restart: true }),
    ]);
    expect(clocks.resolution).toMatchObject({ businessMinutesUsed: 60, due: at('16:00') });
    expect(account(ledger, 'resolution')).toContain('11-20 11:00 recomputed restart 0');
  });

  it('begin nothing from nought where a date was set by hand, or where nothing changes for the clock', () => {
    const restart = { ...toUrgent, restart: true };
    const hand = lived('12:00', [
      seen,
      dueSet('10:00', 'resolution', '15:00'),
      under('11:00', rules(15, 300), restart),
    ]);
    expect(hand.clocks.resolution).toMatchObject({
      due: at('15:00'),
      isHandSet: true,
      businessMinutesUsed: 180,
    });
    const same = lived('12:00', [seen, under('11:00', rules(), restart)]);
    expect(same).toEqual(lived('12:00', [seen]));
  });

  it('that leave less time than was used breach at once, without warnings that are too late', () => {
    const { ledger } = lived('12:30', [seen, under('12:00', rules(15, 120), toUrgent)]);
    expect(account(ledger, 'resolution')).toEqual([
      '11-20 09:00 started 0',
      '11-20 12:00 recomputed 180',
      '11-20 12:00 breached 180',
    ]);
  });

  it('tell only the highest of several warnings that have passed', () => {
    const { ledger } = lived('12:00', [seen, under('12:00', rules(15, 200), toUrgent)]);
    expect(account(ledger, 'resolution').slice(-1)).toEqual(['11-20 12:00 warned 90 180']);
  });

  it('that leave more time warn again at what lies ahead now', () => {
    const { ledger } = lived('18:00', [seen, under('14:00', rules(15, 900), toUrgent)]);
    expect(account(ledger, 'resolution').slice(-3)).toEqual([
      '11-20 13:00 warned 50 240',
      '11-20 14:00 recomputed 300',
      '11-20 16:30 warned 50 450',
    ]);
  });

  it('write nothing when nothing changes for the clock', () => {
    const again = lived('12:00', [seen, under('11:00', rules(), { cause: { what: 'configuration' } })]);
    expect(again).toEqual(lived('12:00', [seen]));
  });

  it('take no breach back', () => {
    const { clocks } = lived('11-23 12:00', [seen, under('11-23 10:00', rules(15, 5000), toUrgent)]);
    expect(clocks.resolution).toMatchObject({
      state: 'breached',
      breachedAt: at('17:00'),
      businessMinutesTarget: 480,
    });
  });

  it('do not touch a met clock until the ticket is reopened', () => {
    const life = [seen, status('10:00', 'resolved'), under('11:00', rules(15, 30), toUrgent)];
    expect(lived('12:00', life).clocks.resolution).toMatchObject({
      state: 'met',
      due: at('17:00'),
      businessMinutesTarget: 480,
    });
    const reopened = lived('12:00', [...life, status('11:30', 'in_progress')]);
    expect(reopened.clocks.resolution).toMatchObject({ state: 'breached', breachedAt: at('11:30') });
  });

  it('hold only for the clocks that they name: an edited contract does not touch judged ones', () => {
    const edited = under('11:00', rules(5, 30), { cause: { what: 'configuration' }, clocks: [] });
    expect(lived('12:00', [seen, edited]).clocks.resolution).toMatchObject({
      state: 'running',
      due: at('17:00'),
    });
  });

  it('count on by the new calendar what is left', () => {
    const till = office('UTC', { week: { ...day.definition.week, sat: [['09:00', '12:00']] } });
    const { clocks } = lived('17:00', [seen, under('15:00', rules(60, 660, till))]);
    expect(said(clocks.resolution!.due)).toBe('11-21 11:00');
  });

  it('that cover it no longer stop the clocks, and later ones go on', () => {
    const life = [seen, under('11:00', null), under('13:00', rules())];
    const stopped = lived('12:30', life.slice(0, 2)).clocks.resolution!;
    expect([stopped.state, inWords(stopped.pausedBecause!)]).toEqual([
      'paused',
      'no longer covered: the organisation has no contract that covers it',
    ]);
    expect(lived('14:00', life).clocks.resolution).toMatchObject({
      state: 'running',
      businessMinutesUsed: 180,
    });
  });

  it('under which a ticket comes only later judge it from its registration, but do not warn of the past', () => {
    const facts = [registered('09:00'), comment('09:20'), under('15:00', rules(15, 300))];
    const { clocks, ledger } = judge({ facts, asOf: at('15:00') });
    expect(clocks.reaction).toMatchObject({ state: 'breached', breachedAt: at('09:15') });
    expect(account(ledger, 'resolution')).toEqual(['11-20 09:00 started 0', '11-20 14:00 breached 300']);
    expect(judge({ facts: facts.slice(0, 2), asOf: at('15:00') })).toEqual({
      clocks: {},
      ledger: [],
      next: {},
    });
  });
});

describe('a date set by hand', () => {
  it('wins over pauses and new terms', () => {
    const life = [
      seen,
      dueSet('10:00', 'resolution', '11-24 12:00'),
      status('11:00', 'waiting_customer'),
      status('12:00', 'in_progress'),
      under('13:00', rules(15, 30), toUrgent),
    ];
    const { clocks } = lived('14:00', life);
    expect(clocks.resolution).toMatchObject({
      state: 'running',
      due: at('11-24 12:00'),
      isHandSet: true,
      businessMinutesUsed: 240,
    });
  });

  it('passes also while one waits for somebody', () => {
    const life = [seen, dueSet('10:00', 'resolution', '11:00'), status('10:30', 'waiting_customer')];
    const { clocks, ledger } = lived('12:00', life);
    expect(clocks.resolution!.state).toBe('breached');
    expect(inWords(ledger.findLast(({ event }) => event === 'breached')!.because)).toBe(
      'the date set by hand has passed',
    );
  });

  it('is counted back from for the warnings', () => {
    const { ledger } = lived('18:00', [seen, dueSet('10:00', 'resolution', '14:00')]);
    expect(account(ledger, 'resolution').slice(1)).toEqual([
      '11-20 10:00 recomputed 60',
      '11-20 11:30 warned 50 150',
      '11-20 12:45 warned 75 225',
      '11-20 13:30 warned 90 270',
      '11-20 14:00 breached 300',
    ]);
  });

  it('can be taken back', () => {
    const life = [seen, dueSet('10:00', 'resolution', '11-24 12:00'), dueSet('11:00', 'resolution', null)];
    const { clocks } = lived('12:00', life);
    expect(clocks.resolution).toMatchObject({ due: at('17:00') });
    expect(clocks.resolution).not.toHaveProperty('isHandSet');
  });

  it('that passed while the ticket was resolved is missed at the instant of the reopening', () => {
    const life = [
      seen,
      dueSet('10:00', 'resolution', '12:00'),
      status('11:00', 'resolved'),
      status('14:00', 'in_progress'),
    ];
    expect(lived('13:00', life).clocks.resolution!.state).toBe('met');
    expect(lived('15:00', life).clocks.resolution).toMatchObject({
      state: 'breached',
      breachedAt: at('14:00'),
    });
  });

  it('does not take a breach back', () => {
    const { clocks } = lived('18:00', [seen, dueSet('17:30', 'resolution', '11-24 12:00')]);
    expect(clocks.resolution).toMatchObject({ state: 'breached', due: at('17:00') });
  });
});
