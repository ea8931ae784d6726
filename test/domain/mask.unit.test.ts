import fc from 'fast-check';
import { maskDeep, maskOf } from '../../domain/mask';

const anna = { name: 'Анна Петрова', email: 'anna@example.test', phones: ['+74951234567'] };
const mask = maskOf(anna, '#');

describe('taking a person out of a text', () => {
  test.each([
    ['Звонила Анна Петрова.', 'Звонила #.'],
    ['ПЕТРОВА  АННА просит', '# просит'],
    ['Петрова, Анна', '#'],
    ['Пишите: <ANNA@example.test>', 'Пишите: <#>'],
    ['тел. 8 (495) 123-45-67, вечером', 'тел. #, вечером'],
    ['+7 495 123 45 67', '#'],
    ['74951234567', '#'],
    ['495-123-45-67', '#'],
  ])('%s → %s', (text, masked) => expect(mask(text)).toBe(masked));

  test.each([
    'Жанна Петрова',
    'Анна Петровакова',
    'Анна',
    'joanna@example.test',
    'anna@example.testing',
    'заказ 9495123456712',
    'SD-1042',
  ])('leaves others alone: %s', (text) => expect(mask(text)).toBe(text));

  test('of whom nothing is known changes nothing; what he is called may hold any signs', () => {
    expect(maskOf({ name: ' ', email: null, phones: ['12'] }, '#')('12 Анна')).toBe('12 Анна');
    expect(maskOf({ name: 'A. (B) C*', email: null, phones: [] }, '$&')('by A. (B) C* now')).toBe(
      'by $& now',
    );
  });

  test('goes into plain data at any depth, and leaves everything else as it is', () =>
    expect(maskDeep({ a: ['Анна Петрова', 1, null], b: { c: true } }, mask)).toEqual({
      a: ['#', 1, null],
      b: { c: true },
    }));

  test('leaves nothing of him, wherever it stands', () =>
    fc.assert(
      fc.property(fc.string(), fc.constantFrom(' ', ', ', '\n', '<', '('), (around, sign) => {
        const text = `${around}${sign}anna@example.test ${sign}+7 (495) 123-45-67${sign} ${around}`;
        expect(mask(text)).not.toMatch(/anna@example|123-45-67/);
      }),
    ));
});
