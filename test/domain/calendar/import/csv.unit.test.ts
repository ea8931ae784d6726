import { calendarFaults } from '../../../../domain/calendar/faults';
import { csvRows } from '../../../../domain/calendar/import/csv-rows';
import { fromCsv } from '../../../../domain/calendar/import/csv';
import { withImported } from '../../../../domain/calendar/import/imported';
import { businessMinutesBetween } from '../../../../domain/calendar/arithmetic';
import { businessCalendar } from '../../../../domain/calendar/business-calendar';
import { onWeekdays } from '../calendars';

const office = onWeekdays('Europe/Moscow', [
  ['09:00', '13:00'],
  ['14:00', '18:00'],
]);

describe('a list of days', () => {
  it('gives holidays, and days with hours of their own', () => {
    const text =
      'date,name,hours\n2026-01-01,New Year,\n2026-12-31,"Short, ""festive""",9:00-13:00 14:00–16:00\n';
    expect(fromCsv(text, office.week)).toEqual({
      holidays: [{ date: '2026-01-01', name: 'New Year' }],
      exceptions: [
        {
          date: '2026-12-31',
          name: 'Short, "festive"',
          hours: [
            ['09:00', '13:00'],
            ['14:00', '16:00'],
          ],
        },
      ],
      faults: [],
    });
  });

  it('may have Russian titles, dates and semicolons, in another order, from a spreadsheet', () => {
    const text = '\uFEFFНазвание;Дата\r\nНовый год;01.01.2026\r\n\r\nДень России;12.6.2026\r\n';
    expect(fromCsv(text, office.week).holidays).toEqual([
      { date: '2026-01-01', name: 'Новый год' },
      { date: '2026-06-12', name: 'День России' },
    ]);
  });

  it('names the line of every fault', () => {
    const text = [
      'date,name,hours',
      '2026-02-30,a,',
      '"2026-01-01","two\nlines",',
      '2026-01-01,b,',
      '2026-01-02,c,9-12',
      '2026-01-03,d,12:00-11:00',
      '2026-01-04,e,10:00-12:00 11:00-13:00',
    ].join('\n');
    expect(fromCsv(text, office.week).faults).toEqual([
      { field: 'line 2, date', message: '“2026-02-30” is not a day; expected e.g. 2026-01-31' },
      { field: 'line 5, date', message: '2026-01-01 stands in line 3 already' },
      {
        field: 'line 6, hours',
        message: '“9-12” are not hours; expected e.g. 09:00-13:00 14:00-17:00, or nothing',
      },
      { field: 'line 7, hours', message: '12:00 is not before 11:00' },
      { field: 'line 8, hours', message: 'the hours that begin at 11:00 overlap those before them' },
    ]);
  });

  it('that is empty is a fault too', () => {
    expect(fromCsv('\n \n', office.week).faults).toEqual([{ field: 'line 1', message: 'the file is empty' }]);
  });

  it('of any bytes is read quickly', () => {
    expect(csvRows(','.repeat(500_000))).toEqual([]);
    expect(csvRows('"'.repeat(500_001))).toHaveLength(1);
  });
});

describe('the year table of the Russian production calendar', () => {
  const titles =
    'Год/Месяц,Январь,Февраль,Март,Апрель,Май,Июнь,Июль,Август,Сентябрь,Октябрь,Ноябрь,Декабрь,Всего рабочих дней,Всего праздничных и выходных дней,Количество рабочих часов при 40-часовой рабочей неделе';
  const year2018 =
    '2018,"1,2,3,4,5,6,7,8,13,14,20,21,27,28","3,4,10,11,17,18,22*,23,24,25","3,4,7*,8,9+,10,11,17,18,24,25,31","1,7,8,14,15,21,22,28*,29,30+","1,2+,5,6,8*,9,12,13,19,20,26,27","2,3,9*,10,11+,12,16,17,23,24,30","1,7,8,14,15,21,22,28,29","4,5,11,12,18,19,25,26","1,2,8,9,15,16,22,23,29,30","6,7,13,14,20,21,27,28","3,4,5+,10,11,17,18,24,25","1,2,8,9,15,16,22,23,29*,30,31+",247,118,1970';
  const imported = fromCsv(`${titles}\n${year2018}\n`, office.week);

  it('gives the holidays that the week does not have', () => {
    expect(imported.faults).toEqual([]);
    expect(imported.holidays).toContainEqual({ date: '2018-02-23', name: 'День защитника Отечества' });
    expect(imported.holidays).toContainEqual({ date: '2018-03-09', name: 'Перенесённый выходной' });
    expect(imported.holidays.find(({ date }) => date === '2018-01-06')).toBeUndefined();
  });

  it('gives moved working Saturdays, and days that are an hour shorter', () => {
    expect(imported.exceptions).toContainEqual({
      date: '2018-04-28',
      hours: [
        ['09:00', '13:00'],
        ['14:00', '17:00'],
      ],
      name: 'Сокращённый день',
    });
    expect(imported.exceptions).toContainEqual(
      expect.objectContaining({ date: '2018-02-22', name: 'Сокращённый день' }),
    );
  });

  it('adds up to the working hours that the table itself states', () => {
    const definition = withImported(office, imported);
    expect(calendarFaults(definition)).toEqual([]);
    const [from, to] = ['2017-12-31T21:00:00Z', '2018-12-31T21:00:00Z'].map((one) => Date.parse(one));
    expect(businessMinutesBetween(businessCalendar(definition), from!, to!)).toBe(1970 * 60);
  });

  it('without a mark for the day off makes a Saturday a working one', () => {
    const worked = year2018.replace('"4,5,11,12,18,19,25,26"', '"5,11,12,18,19,25,26"');
    expect(fromCsv(`${titles}\n${worked}`, office.week).exceptions).toContainEqual({
      date: '2018-08-04',
      hours: office.week.mon,
      name: 'Перенесённый рабочий день',
    });
  });

  it('is read for the years asked for, and says which are missing', () => {
    const text = `${titles}\n${year2018}\nx,1,1,1,1,1,1,1,1,1,1,1,1`;
    expect(fromCsv(text, office.week, [2018]).faults).toEqual([]);
    expect(fromCsv(text, office.week, [2018, 2027]).faults).toEqual([
      { field: 'line 1', message: 'the table has no row for 2027' },
    ]);
    expect(fromCsv(text, office.week).faults).toEqual([
      { field: 'line 3, column 1', message: '“x” is not a year' },
    ]);
  });

  it('names the month of what is not a day', () => {
    const wrong = year2018.replace('"3,4,10,11,17,18,22*,23,24,25"', '"3,4,30"');
    expect(fromCsv(`${titles}\n${wrong}`, office.week).faults).toEqual([
      {
        field: 'line 2, month 2',
        message: '“30” is not a day of that month, with * or + behind it or nothing',
      },
    ]);
  });

  it('replaces what the calendar said of these years, and keeps the others', () => {
    const before = {
      ...office,
      holidays: [
        { date: '2018-02-01', name: 'old' },
        { date: '2019-01-01', name: 'kept' },
      ],
    };
    const dates = withImported(before, imported).holidays.map(({ date }) => date);
    expect(dates).toContain('2019-01-01');
    expect(dates).not.toContain('2018-02-01');
  });
});
