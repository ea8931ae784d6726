import { calendarBody, calendarFields } from '../../../api/web/calendars/calendar-form';
import { changedFields } from '../../../api/web/agreements/changed-fields';
import { sitesOf, sitesText } from '../../../api/web/directory/sites-text';
import { calendarFaults } from '../../../domain/calendar/faults';
import { instantAt } from '../../../domain/calendar/wall-days';
import type { CalendarDefinition } from '../../../domain/calendar/definition';

const definition: CalendarDefinition = {
  timeZone: 'Europe/Moscow',
  week: {
    mon: [
      ['09:00', '13:00'],
      ['14:00', '18:00'],
    ],
    tue: [['00:00', '24:00']],
    wed: [],
    thu: [],
    fri: [],
    sat: [],
    sun: [],
  },
  holidays: [{ date: '2026-01-01', name: 'Новый год' }],
  exceptions: [
    { date: '2026-11-07', hours: [['09:00', '17:00']], name: 'Рабочая суббота' },
    { date: '2026-12-31', hours: [], name: '' },
  ],
};
const view = { id: 1, name: 'Будни', version: 3, definition, createdAt: new Date(), updatedAt: new Date() };

describe('the form of a calendar', () => {
  test('reads back what it shows', () => {
    const { body, faults } = calendarBody(calendarFields(view));
    expect(faults).toEqual([]);
    expect(body).toEqual({ name: 'Будни', ...definition });
  });

  test('names the line of a day that is none, also for what the rules find', () => {
    const fields = {
      ...calendarFields(view),
      'week.mon': 'до обеда',
      holidays: '2026-01-01 a\n\n31.12.2026 b\nзавтра\n2026-01-01 c',
      exceptions: '2026-11-07 с утра',
    };
    const { body, faults, place } = calendarBody(fields);
    expect(faults.map(({ field, message }) => `${field} ${message.slice(0, 7)}`)).toEqual([
      'week.mon “до обе',
      'holidays line 4:',
      'exceptions line 1:',
    ]);
    const ruled = calendarFaults(body as unknown as CalendarDefinition).map(place);
    expect(ruled).toEqual([
      { field: 'holidays', message: 'line 5: there is another holiday for 2026-01-01' },
    ]);
  });
});

test('a wall time is an instant of its zone, and none where the clocks skip it', () => {
  expect(instantAt('Europe/Moscow', '2026-11-23', '17:30')).toBe(Date.parse('2026-11-23T14:30:00Z'));
  expect(instantAt('Europe/Berlin', '2026-03-29', '02:30')).toBeUndefined();
  expect(instantAt('Europe/Berlin', '2026-10-25', '02:30')).toBe(Date.parse('2026-10-25T00:30:00Z'));
});

test('a history tells what became another, day by day', () => {
  const before = { version: 1, name: 'a', holidays: [{ date: '2026-01-02', name: 'x' }], warnAt: [50] };
  const after = {
    version: 2,
    name: 'b',
    holidays: [
      { date: '2026-01-01', name: 'new' },
      { date: '2026-01-02', name: 'x' },
    ],
    warnAt: [50, 75],
  };
  expect(changedFields(before, after)).toEqual([
    { field: 'name', before: 'a', after: 'b' },
    { field: 'warnAt', before: '50', after: '50, 75' },
    { field: 'holidays 2026-01-01.date', after: '2026-01-01' },
    { field: 'holidays 2026-01-01.name', after: 'new' },
  ]);
});

test('a site that is left alone keeps what a program wrote of it', () => {
  const sites = ['Склад', { name: 'Офис', address: 'Москва, 1', code: 7 }, { odd: true }];
  const text = sitesText(sites);
  expect(sitesOf(text, sites)).toEqual(sites);
  expect(sitesOf(`${text}\nЦех; Тула; 5`, sites).at(-1)).toEqual({ name: 'Цех', address: 'Тула; 5' });
});
