import { instantFrom } from '../../domain/instant';

describe('an instant as programs write it', () => {
  test.each([
    ['2026-01-31T09:00:00Z', Date.UTC(2026, 0, 31, 9)],
    ['2026-01-31T09:00Z', Date.UTC(2026, 0, 31, 9)],
    ['2026-01-31T12:00:00.250+03:00', Date.UTC(2026, 0, 31, 9, 0, 0, 250)],
    ['2026-01-31T09:00:00,5Z', Date.UTC(2026, 0, 31, 9, 0, 0, 500)],
  ])('%s is one', (text, at) => expect(instantFrom(text)).toBe(at));

  test.each([
    ['without its zone, which would be another one on every machine', '2026-01-31T09:00:00'],
    ['a day', '2026-01-31'],
    ['on a day that there is not', '2026-02-30T09:00:00Z'],
    ['at an hour that there is not', '2026-01-31T25:00:00Z'],
    ['with something behind it', '2026-01-31T09:00:00Z tomorrow'],
    ['in words', 'tomorrow'],
  ])('%s is none', (_, text) => expect(instantFrom(text)).toBeNaN());
});
