import { businessCalendar } from '../../../domain/calendar/business-calendar';
import { businessMinutesBetween } from '../../../domain/calendar/arithmetic';
import { yearPicture } from '../../../domain/calendar/year-picture';
import { daysAsInstants, dayAt } from '../../../domain/calendar/wall-days';
import { everyDay, office } from './calendars';

describe('a year’s picture', () => {
  const calendar = office('Europe/Moscow', {
    holidays: [{ date: '2026-01-01', name: 'New Year' }],
    exceptions: [{ date: '2026-01-03', hours: [['10:00', '12:00']], name: 'watch' }],
  });
  const picture = yearPicture(calendar, 2026);
  const dayOf = (date: string) =>
    picture.months.flatMap(({ days }) => days).find((day) => day.date === date)!;

  it('shows every day with its open minutes and why', () => {
    expect(picture.months.map(({ days }) => days.length)).toEqual([
      31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31,
    ]);
    expect(dayOf('2026-01-01')).toMatchObject({
      weekday: 'thu',
      openMinutes: 0,
      because: { kind: 'holiday', name: 'New Year' },
      differs: true,
    });
    expect(dayOf('2026-01-02')).toMatchObject({
      openMinutes: 480,
      because: { kind: 'week' },
      differs: false,
    });
    expect(dayOf('2026-01-03')).toMatchObject({
      openMinutes: 120,
      because: { kind: 'exception', name: 'watch' },
      differs: true,
    });
    expect(dayOf('2026-01-04')).toMatchObject({ openMinutes: 0, because: { kind: 'week' }, differs: false });
  });

  it('begins its weeks on Monday', () => {
    expect(picture.months.map(({ offset }) => offset).slice(0, 3)).toEqual([3, 6, 6]);
  });

  it('adds up', () => {
    const { from, to } = daysAsInstants('Europe/Moscow', '2026-01-01', '2026-12-31');
    expect(picture.openMinutes).toBe(businessMinutesBetween(calendar, from, to));
    expect(picture.openDays).toBe(261);
  });

  it('shows on which days the clocks are moved', () => {
    const berlin = yearPicture(businessCalendar(everyDay('Europe/Berlin', [['00:00', '24:00']])), 2026);
    const moved = berlin.months.flatMap(({ days }) => days).filter(({ clocksMoved }) => clocksMoved);
    expect(moved.map(({ date, openMinutes }) => `${date} ${openMinutes}`)).toEqual([
      '2026-03-29 1380',
      '2026-10-25 1500',
    ]);
  });

  it('has a day that never was, in Samoa', () => {
    const apia = yearPicture(businessCalendar(everyDay('Pacific/Apia', [['00:00', '24:00']])), 2011);
    expect(apia.months[11]!.days[29]).toMatchObject({
      date: '2011-12-30',
      openMinutes: 0,
      clocksMoved: true,
    });
    expect(daysAsInstants('Pacific/Apia', '2011-12-30', '2011-12-30')).toEqual({
      from: Date.parse('2011-12-30T10:00:00Z'),
      to: Date.parse('2011-12-30T10:00:00Z'),
    });
  });
});

describe('the day on the wall', () => {
  it('is that of the zone', () => {
    expect(dayAt('Europe/Moscow', Date.parse('2026-01-01T20:59:59Z'))).toBe('2026-01-01');
    expect(dayAt('Europe/Moscow', Date.parse('2026-01-01T21:00:00Z'))).toBe('2026-01-02');
    expect(dayAt('America/New_York', Date.parse('2026-01-01T04:59:59Z'))).toBe('2025-12-31');
  });
});
