import { calendarFaults } from '../../../domain/calendar/faults';
import type { CalendarDefinition } from '../../../domain/calendar/definition';
import { onWeekdays } from './calendars';

const faultsOf = (more: Partial<CalendarDefinition>, zone = 'Europe/Moscow') =>
  calendarFaults(onWeekdays(zone, [['09:00', '18:00']], more)).map(
    ({ field, message }) => `${field}: ${message}`,
  );

describe('a calendar', () => {
  it('in order has no faults', () => {
    expect(faultsOf({ holidays: [{ date: '2026-01-01', name: '' }] })).toEqual([]);
  });

  it('with a holiday or an exception twice names the second one', () => {
    const holidays = ['2026-01-01', '2026-01-02', '2026-01-01'].map((date) => ({ date, name: '' }));
    expect(faultsOf({ holidays })).toEqual(['holidays[2].date: there is another holiday for 2026-01-01']);
    const exceptions = holidays.map((day) => ({ ...day, hours: [['10:00', '11:00']] as const }));
    expect(faultsOf({ exceptions })).toEqual([
      'exceptions[2].date: there is another exception for 2026-01-01',
    ]);
  });

  it('may open on a holiday by an exception', () => {
    const day = { date: '2026-01-01', name: '' };
    expect(faultsOf({ holidays: [day], exceptions: [{ ...day, hours: [['10:00', '11:00']] }] })).toEqual([]);
  });

  it('with hours that overlap names the day and where they begin, whatever their order; that touch they may', () => {
    const day = (...hours: [string, string][]) => ({ exceptions: [{ date: '2026-01-01', name: '', hours }] });
    expect(faultsOf(day(['12:00', '18:00'], ['09:00', '13:00']))).toEqual([
      'exceptions[0].hours: the hours that begin at 12:00 overlap those before them',
    ]);
    expect(faultsOf(day(['09:00', '13:00'], ['13:00', '18:00']))).toEqual([]);
    const { week } = onWeekdays('UTC', [['09:00', '18:00']]);
    expect(faultsOf({ week: { ...week, wed: [...week.wed, ['10:00', '11:00']] } })).toEqual([
      'week.wed: the hours that begin at 10:00 overlap those before them',
    ]);
  });

  it('that is never open is none', () => {
    const { week } = onWeekdays('UTC', []);
    expect(faultsOf({ week })).toEqual(['week: the calendar is never open, so nothing would ever be due']);
  });

  it('in an unknown zone, or with empty hours, says where', () => {
    expect(faultsOf({}, 'Europe/Moskau')[0]).toMatch(/^timeZone: “Europe\/Moskau” is not a time zone/);
    const exceptions = [
      {
        date: '2026-01-01',
        name: '',
        hours: [
          ['10:00', '10:00'],
          ['24:00', '24:00'],
        ] as const,
      },
    ];
    expect(faultsOf({ exceptions })).toEqual([
      'exceptions[0].hours[0]: 10:00 is not before 10:00',
      'exceptions[0].hours[1][0]: “24:00” is not a time between 00:00 and 23:59',
    ]);
  });
});
