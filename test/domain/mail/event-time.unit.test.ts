import { eventTime } from '../../../domain/mail/event-time';

test.each([
  ['20260105T100000Z', 'instant', '2026-01-05T10:00:00.000Z'],
  ['20260105T130000', 'wall', '2026-01-05T13:00:00.000Z'],
  ['20260105', 'day', '2026-01-05T00:00:00.000Z'],
])('%s is the %s %s', (text, is, at) => {
  expect(eventTime(text)).toEqual({ is, at: new Date(at) });
});

test.each(['', 'tomorrow', '2026-01-05', '20260230', '20261301T000000Z', '20260105T1000'])(
  '“%s” is no time',
  (text) => {
    expect(eventTime(text)).toBeUndefined();
  },
);
