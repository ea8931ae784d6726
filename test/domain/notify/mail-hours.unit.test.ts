import { nextOpening } from '../../../domain/calendar/arithmetic';
import { rememberedCalendar } from '../../../domain/calendar/remembered';
import {
  calendarOfMailHours,
  mailHoursOf,
  mailZones,
  type MailHours,
} from '../../../domain/notify/mail-hours';

const hours: MailHours = { from: '08:00', to: '20:00', weekends: false, timeZone: 'Europe/Moscow' };
const opensAt = (from: string, given: Partial<MailHours> = {}) => {
  const at = nextOpening(rememberedCalendar(calendarOfMailHours({ ...hours, ...given })), Date.parse(from));
  return at === undefined ? undefined : new Date(at).toISOString();
};

it.each([
  ['in them: at once', '2026-01-05T09:00:00Z', {}, '2026-01-05T09:00:00.000Z'],
  ['at night: in the morning, by his clocks', '2026-01-05T22:00:00Z', {}, '2026-01-06T05:00:00.000Z'],
  ['on Friday evening: on Monday', '2026-01-09T18:00:00Z', {}, '2026-01-12T05:00:00.000Z'],
  ['at weekends too', '2026-01-09T18:00:00Z', { weekends: true }, '2026-01-10T05:00:00.000Z'],
  ['to the end of the day', '2026-01-05T20:30:00Z', { to: '24:00' }, '2026-01-05T20:30:00.000Z'],
])('a mail waits for the hours: %s', (_, from, given, expected) => {
  expect(opensAt(from, given)).toBe(expected);
});

it.each([
  { from: '20:00' },
  { to: '08:00' },
  { from: '8:00' },
  { to: '25:00' },
  { timeZone: 'Mars/Olympus' },
])('%j makes no hours', (wrong) => {
  expect(mailHoursOf({ ...hours, ...wrong })).toBeUndefined();
});

it('every zone that is offered is one', () => {
  for (const timeZone of mailZones) expect(opensAt('2026-01-05T09:00:00Z', { timeZone })).toBeDefined();
});
