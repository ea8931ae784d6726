import { fromICalendar } from '../../../../domain/calendar/import/icalendar';
import { countries, seedHolidays } from '../../../../domain/calendar/import/seed';

const file = (...events: readonly (readonly string[])[]): string =>
  [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//test//EN',
    ...events.flatMap((event) => ['BEGIN:VEVENT', 'UID:1', ...event, 'END:VEVENT']),
    'END:VCALENDAR',
    '',
  ].join('\r\n');
const dates = (text: string, first = 2026, last = 2026) =>
  fromICalendar(text, first, last).holidays.map(({ date }) => date);

describe('an iCalendar file', () => {
  it('gives its whole-day events as holidays, the end not included', () => {
    const text = file(
      ['DTSTART;VALUE=DATE:20260501', 'SUMMARY:Labour\\, day'],
      ['DTSTART;VALUE=DATE:20260101', 'DTEND;VALUE=DATE:20260104', 'SUMMARY:New', '  Year'],
      ['DTSTART;TZID=Europe/Moscow:20260612T000000', 'DURATION:P1D', 'SUMMARY:Russia'],
    );
    expect(fromICalendar(text, 2026, 2026)).toEqual({
      holidays: [
        ...['2026-01-01', '2026-01-02', '2026-01-03'].map((date) => ({ date, name: 'New Year' })),
        { date: '2026-05-01', name: 'Labour, day' },
        { date: '2026-06-12', name: 'Russia' },
      ],
      exceptions: [],
      faults: [],
    });
  });

  it('is followed year by year: same date, n-th weekday, last weekday', () => {
    expect(dates(file(['DTSTART;VALUE=DATE:20200508', 'RRULE:FREQ=YEARLY']), 2026, 2027)).toEqual([
      '2026-05-08',
      '2027-05-08',
    ]);
    expect(dates(file(['DTSTART;VALUE=DATE:19970901', 'RRULE:FREQ=YEARLY;BYMONTH=9;BYDAY=1MO']))).toEqual([
      '2026-09-07',
    ]);
    expect(dates(file(['DTSTART;VALUE=DATE:19970526', 'RRULE:FREQ=YEARLY;BYMONTH=5;BYDAY=-1MO']))).toEqual([
      '2026-05-25',
    ]);
    expect(dates(file(['DTSTART;VALUE=DATE:20200229', 'RRULE:FREQ=YEARLY']), 2024, 2028)).toEqual([
      '2024-02-29',
      '2028-02-29',
    ]);
  });

  it('ends where its rule ends, and leaves out what it leaves out', () => {
    expect(dates(file(['DTSTART;VALUE=DATE:20240508', 'RRULE:FREQ=YEARLY;COUNT=2']), 2024, 2030)).toEqual([
      '2024-05-08',
      '2025-05-08',
    ]);
    expect(
      dates(file(['DTSTART;VALUE=DATE:20240508', 'RRULE:FREQ=YEARLY;UNTIL=20260101']), 2024, 2030),
    ).toHaveLength(2);
    expect(
      dates(
        file(['DTSTART;VALUE=DATE:20240508', 'RRULE:FREQ=YEARLY;INTERVAL=2', 'EXDATE;VALUE=DATE:20260508']),
        2024,
        2030,
      ),
    ).toEqual(['2024-05-08', '2028-05-08', '2030-05-08']);
  });

  it('of cancelled events gives nothing, and of two on one day both names', () => {
    expect(dates(file(['DTSTART;VALUE=DATE:20260501', 'STATUS:CANCELLED']))).toEqual([]);
    const twice = file(
      ['DTSTART;VALUE=DATE:20260501', 'SUMMARY:a'],
      ['DTSTART;VALUE=DATE:20260501', 'SUMMARY:b'],
    );
    expect(fromICalendar(twice, 2026, 2026).holidays).toEqual([{ date: '2026-05-01', name: 'a / b' }]);
  });

  it('names the line of an event that it cannot take', () => {
    const text = file(
      ['DTSTART;VALUE=DATE:20260501'],
      ['DTSTART:20260502T100000Z', 'DTEND:20260502T110000Z'],
      ['DTSTART;VALUE=DATE:20260503', 'RRULE:FREQ=WEEKLY'],
      ['DTSTART;VALUE=DATE:20260504', 'DTEND;VALUE=DATE:20290504'],
    );
    expect(fromICalendar(text, 2026, 2026).faults).toEqual([
      { field: 'line 8, DTSTART', message: 'the event does not begin on a day (DTSTART)' },
      { field: 'line 13, RRULE', message: 'only rules for one day a year are understood (FREQ=YEARLY)' },
      { field: 'line 18, DTEND', message: 'the event does not last whole days, at most 366' },
    ]);
  });

  it('whose rule never comes true keeps nobody busy', () => {
    const never = [
      'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30',
      'FREQ=YEARLY;BYMONTH=2;BYDAY=5SU;BYSETPOS=9',
      'FREQ=SECONDLY',
      'FREQ=YEARLY;INTERVAL=0',
    ];
    for (const rule of never)
      expect(dates(file(['DTSTART;VALUE=DATE:19000101', `RRULE:${rule}`])).length).toBeLessThanOrEqual(1);
  });

  it('that is none is a fault', () => {
    for (const text of ['', 'hello', 'BEGIN:VCALENDAR', 'BEGIN:VEVENT\r\nEND:VEVENT'])
      expect(fromICalendar(text, 2026, 2026).faults).toHaveLength(1);
  });
});

describe('the tables of holidays', () => {
  it('seed a calendar, each day of a holiday of several', () => {
    const { holidays, faults } = seedHolidays({ country: 'RU' }, [2026], 'ru');
    expect(faults).toEqual([]);
    expect(holidays.filter(({ date }) => date < '2026-02-01').map(({ date }) => date)).toEqual(
      [1, 2, 3, 4, 5, 6, 7, 8].map((day) => `2026-01-0${day}`),
    );
    expect(holidays).toContainEqual({ date: '2026-06-12', name: 'День России' });
  });

  it('know states, and leave half holidays out', () => {
    const { holidays } = seedHolidays({ country: 'DE', state: 'BY' }, [2026], 'de');
    expect(holidays.map(({ date }) => date)).toContain('2026-06-04');
    expect(holidays.map(({ date }) => date)).not.toContain('2026-12-24');
  });

  it('say when they know nothing', () => {
    expect(seedHolidays({ country: 'XX' }, [2026], 'en').faults).toEqual([
      {
        field: 'country',
        message: 'no holidays are known for “XX”; expected the two letters of a country, e.g. RU',
      },
    ]);
    expect(countries('en').RU).toBe('Russia');
  });
});
