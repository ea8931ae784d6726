import { rememberedCalendar } from '../../../domain/calendar/remembered';
import { judge } from '../../../domain/sla/judge';
import { everyDay, onWeekdays } from '../calendar/calendars';
import { comment, registered, rules, status, under } from './timeline';
import type { Fact } from '../../../domain/sla/fact';
import type { CalendarDefinition } from '../../../domain/calendar/definition';

const on = (iso: string, fact: Fact): Fact => ({ ...fact, at: Date.parse(iso) });
const lives = (
  calendar: CalendarDefinition,
  minutes: number,
  began: string,
  asOf: string,
  more: readonly Fact[] = [],
) =>
  judge({
    facts: [
      on(began, registered('09:00')),
      on(began, under('09:00', rules(60, minutes, rememberedCalendar(calendar)))),
      on(began, comment('09:00')),
      ...more,
    ],
    asOf: Date.parse(asOf),
  });
const due = (judgement: ReturnType<typeof judge>) =>
  new Date(judgement.clocks.resolution!.due!).toISOString();

describe('a ticket', () => {
  it('over New Year’s holidays is due after them', () => {
    const holidays = Array.from({ length: 9 }, (_, i) => ({
      date: `2027-01-0${i + 1}`,
      name: 'Новогодние каникулы',
    }));
    const office = onWeekdays('Europe/Moscow', [['09:00', '18:00']], { holidays });
    const ticket = lives(office, 600, '2026-12-31T13:00:00Z', '2027-01-11T06:00:00Z');
    expect(due(ticket)).toBe('2027-01-11T14:00:00.000Z');
    expect(ticket.clocks.resolution).toMatchObject({ state: 'running', businessMinutesUsed: 120 });
  });

  it('over both changes of the clocks is due by the instants that passed', () => {
    const nights = everyDay('Europe/Berlin', [['00:00', '06:00']]);
    const weeks = 32 * 7 * 6 * 60;
    // From before the spring change to after the autumn one: an hour less, and an hour more.
    expect(due(lives(nights, weeks, '2026-03-28T23:00:00Z', '2026-10-01T00:00:00Z'))).toBe(
      '2026-11-07T05:00:00.000Z',
    );
    expect(due(lives(nights, 5 * 60, '2026-03-28T23:00:00Z', '2026-03-28T23:00:00Z'))).toBe(
      '2026-03-29T04:00:00.000Z',
    );
    expect(due(lives(nights, 7 * 60, '2026-10-24T22:00:00Z', '2026-10-24T22:00:00Z'))).toBe(
      '2026-10-25T05:00:00.000Z',
    );
  });

  it('that waits for a year loses no minute', () => {
    const office = onWeekdays('Europe/Berlin', [['09:00', '18:00']]);
    const began = '2026-01-05T08:00:00Z';
    const ticket = lives(office, 120, began, '2027-02-01T12:00:00Z', [
      on('2026-01-05T09:00:00Z', status('10:00', 'waiting_supplier')),
      on('2027-02-01T11:30:00Z', status('10:00', 'in_progress')),
    ]);
    expect(ticket.clocks.resolution).toMatchObject({ state: 'running', businessMinutesUsed: 90 });
  });
});
