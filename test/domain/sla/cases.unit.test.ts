import { businessCalendar } from '../../../domain/calendar/business-calendar';
import { isOpen } from '../../../domain/calendar/arithmetic';
import { corrections } from '../../../domain/sla/correct';
import { inWords } from '../../../domain/sla/in-words';
import { everyDay, office, onWeekdays } from '../calendar/calendars';
import {
  account,
  always,
  assigned,
  at,
  comment,
  lived,
  mergedInto,
  rules,
  said,
  status,
  under,
} from './timeline';

/** The faults that users of other products met: facts of the market, each by its number there. */
describe('case', () => {
  const seen = comment('09:01');

  it('1: terms that are exchanged while the ticket waits keep the pause before them', () => {
    const life = [
      seen,
      status('10:00', 'waiting_customer'),
      under('12:00', rules(15, 120), { cause: { what: 'priority', from: 'normal', to: 'urgent' } }),
      status('13:00', 'in_progress'),
    ];
    const { clocks, ledger } = lived('13:30', life);
    expect(clocks.resolution).toMatchObject({ state: 'running', businessMinutesUsed: 90, due: at('14:00') });
    expect(account(ledger, 'resolution').slice(1, 4)).toEqual([
      '11-20 10:00 paused 60',
      '11-20 12:00 recomputed 60',
      '11-20 13:00 resumed 60',
    ]);
  });

  it('2: a pause across closed hours and a holiday takes only its business minutes out', () => {
    const withHoliday = businessCalendar({
      ...dayDefinition,
      holidays: [{ date: '2026-11-23', name: 'closed' }],
    });
    const life = [seen, status('17:00', 'waiting_customer'), status('11-24 10:00', 'in_progress')];
    const { clocks } = lived('11-24 11:00', life, rules(60, 600, withHoliday));
    // 8 h on Friday, 1 h on Tuesday; one hour of Friday and one of Tuesday were spent waiting.
    expect(clocks.resolution).toMatchObject({ businessMinutesUsed: 540, due: at('11-24 12:00') });
  });

  it('3: an hour before a deadline that lies an hour after opening is at opening, on that day', () => {
    const fromTen = office('UTC', { week: onWeekdays('UTC', [['10:00', '18:00']]).week });
    const of = rules(60, 180, fromTen, { warnAt: [], escalations: [{ at: 'resolution-1h', do: ['x'] }] });
    const { clocks, ledger } = lived('11-23 10:30', [comment('16:01')], of, '16:00');
    expect(said(clocks.resolution!.due)).toBe('11-23 11:00');
    expect(account(ledger, 'resolution')).toEqual([
      '11-20 16:00 started 0',
      '11-23 10:00 warned resolution-1h 120',
    ]);
  });

  it('4: round the clock has no minute missing at midnight', () => {
    expect(said(lived('09:00', [], rules(60, 3 * 1440, always)).clocks.resolution!.due)).toBe('11-23 09:00');
    const short = businessCalendar(everyDay('UTC', [['00:00', '23:59']]));
    expect(said(lived('09:00', [], rules(60, 3 * 1440, short)).clocks.resolution!.due)).toBe('11-23 09:03');
  });

  it('5: warnings keep business hours too', () => {
    const escalations = ['resolution-4h', 'resolution+3h'].map((level) => ({ at: level, do: ['x'] }));
    const { ledger } = lived('11-30 12:00', [], rules(60, 1000, day, { escalations }), '17:30');
    const told = ledger.filter(({ event }) => event === 'warned' || event === 'breached');
    expect(told.length).toBe(10);
    expect(told.filter((entry) => !isOpen(day, entry.at - 1))).toEqual([]);
  });

  it('6: an answer and a move to waiting in one update still are the first reaction', () => {
    const { clocks } = lived('12:00', [status('09:30', 'waiting_customer'), comment('09:30')]);
    expect(clocks.reaction).toMatchObject({ state: 'met', metAt: at('09:30') });
    expect(clocks.resolution).toMatchObject({ state: 'paused', businessMinutesUsed: 30 });
  });

  it('7: the customer’s note in the portal counts like his mail, and our answer alone starts no waiting', () => {
    for (const origin of ['front', 'helpdesk']) {
      const waiting = [seen, status('10:00', 'waiting_customer')];
      const wrote = lived('12:00', [...waiting, comment('11:00', 'requester', { origin })]);
      expect(wrote.clocks.resolution).toMatchObject({ state: 'running', businessMinutesUsed: 120 });
      expect(inWords(wrote.ledger.findLast(({ event }) => event === 'resumed')!.because)).toBe(
        'the requester wrote',
      );
    }
    expect(lived('12:00', [seen]).clocks.resolution).toMatchObject({
      state: 'running',
      businessMinutesUsed: 180,
    });
  });

  it('8: a shorter target does not override the first reaction', () => {
    const { clocks, next } = lived('09:00', [], rules(240, 60, day, { warnAt: [] }));
    expect([said(clocks.reaction!.due), said(clocks.resolution!.due)]).toEqual([
      '11-20 13:00',
      '11-20 10:00',
    ]);
    expect(next).toEqual({ at: at('10:00'), due: at('10:00') });
    expect(lived('11:00', [comment('10:30')], rules(240, 60)).clocks.reaction!.state).toBe('met');
  });

  it('9: a merged ticket does not escalate', () => {
    const { ledger, next } = lived('11-30 12:00', [mergedInto('09:10', 'SD-1')]);
    expect(ledger.filter(({ event }) => event === 'warned' || event === 'breached')).toEqual([]);
    expect(next).toEqual({});
  });

  it('10: the executor’s clock counts from the assignment, and a further technician does not restart it', () => {
    const { clocks } = lived('13:00', [assigned('11:00', 'ivan'), assigned('12:00', 'olga')], withExecutor());
    expect(clocks.executor).toMatchObject({
      startedAt: at('11:00'),
      businessMinutesUsed: 120,
      due: at('14:00'),
    });
  });

  it('11: a ticket that is put on hold on a holiday loses no minute by it', () => {
    const withHoliday = businessCalendar({
      ...dayDefinition,
      holidays: [{ date: '2026-11-23', name: 'closed' }],
    });
    const life = [seen, status('11-23 12:00', 'waiting_customer'), status('11-23 15:00', 'in_progress')];
    const { clocks } = lived('11-24 09:00', life, rules(60, 600, withHoliday));
    expect(clocks.resolution).toMatchObject({ businessMinutesUsed: 540, due: at('11-24 10:00') });
  });

  it('12: when the clocks are moved the instants count, not what the wall says', () => {
    const berlin = businessCalendar(everyDay('Europe/Berlin', [['00:00', '24:00']]));
    const { clocks } = lived('10-25 12:00', [], rules(60, 24 * 60, berlin), '10-24 22:00');
    expect(said(clocks.resolution!.due)).toBe('10-25 22:00');
    const nights = businessCalendar(everyDay('Europe/Berlin', [['02:00', '04:00']]));
    expect(said(lived('10-24 22:00', [], rules(60, 180, nights), '10-24 22:00').clocks.resolution!.due)).toBe(
      '10-25 03:00',
    );
    expect(said(lived('03-28 22:00', [], rules(60, 61, nights), '03-28 22:00').clocks.resolution!.due)).toBe(
      '03-30 00:01',
    );
  });

  it('13: what waits does not breach the inner clock either', () => {
    const life = [assigned('11:00', 'ivan'), status('12:00', 'waiting_supplier')];
    expect(lived('11-27 12:00', life, withExecutor()).clocks.executor).toMatchObject({
      state: 'paused',
      businessMinutesUsed: 60,
    });
  });

  it('14: waiting ends by itself when the customer writes, and the ledger shows who parked it when', () => {
    const parked = [
      seen,
      comment('10:00', 'requester', { origin: 'front' }),
      status('10:01', 'waiting_customer'),
      comment('10:30', 'requester', { automatic: true }),
      comment('11:00', 'requester', { origin: 'front' }),
    ];
    const { clocks, ledger } = lived('12:00', parked);
    expect(clocks.resolution).toMatchObject({ state: 'running', businessMinutesUsed: 121 });
    const [pause, resume] = ledger.filter(({ event }) => event === 'paused' || event === 'resumed');
    expect([said(pause!.at), inWords(pause!.because), pause!.origin]).toEqual([
      '11-20 10:01',
      'status waiting_customer, by staff',
      'helpdesk',
    ]);
    expect([said(resume!.at), inWords(resume!.because), resume!.origin]).toEqual([
      '11-20 11:00',
      'the requester wrote',
      'front',
    ]);
  });

  it('15: what another system tells late counts from when it happened there', () => {
    const known = lived('10:30', []);
    expect(known.clocks.reaction!.state).toBe('breached');
    const written = corrections([], known, at('10:30')).map((entry, i) => ({ ...entry, id: i + 1 }));
    const late = lived('12:00', [comment('09:45')]);
    expect(late.clocks.reaction).toMatchObject({ state: 'met', metAt: at('09:45') });
    const added = corrections(written, late, at('12:00')).filter(({ clock }) => clock === 'reaction');
    expect(added.map(({ event, at: when }) => `${said(when)} ${event}`)).toEqual([
      '11-20 12:00 corrected',
      '11-20 09:45 met',
    ]);
    expect(inWords(added[0]!.because)).toBe(
      '“breached” of 2026-11-20T10:00:00Z does not hold: staff answered in public, at 2026-11-20T09:45:00Z in helpdesk, heard of only afterwards',
    );
  });

  const dayDefinition = onWeekdays('UTC', [['09:00', '18:00']]);
  const day = businessCalendar(dayDefinition);
  const withExecutor = () =>
    rules(60, 480, day, {
      internalClocks: [
        {
          name: 'executor',
          minutes: 180,
          starts: [{ on: 'assigned', system: 'tracker' }],
          stops: [{ on: 'task-status', system: 'tracker', to: ['resolved', 'closed'] }],
        },
      ],
    });
});
