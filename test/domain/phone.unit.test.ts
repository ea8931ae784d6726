import fc from 'fast-check';
import { isHiddenNumber, readNumber, toE164 } from '../../domain/phone';

test.each([
  ['+7 (495) 123-45-67', 'RU', '+74951234567'],
  ['8 (495) 123-45-67', 'RU', '+74951234567'],
  ['84951234567', 'RU', '+74951234567'],
  ['74951234567', 'RU', '+74951234567'],
  ['495/123.45.67', 'RU', '+74951234567'],
  ['8 495 123 45 67 доб. 12', 'RU', '+74951234567'],
  ['+44 20 7946 0000', 'RU', '+442079460000'],
  ['030 123456', 'DE', '+4930123456'],
  [' +7 903 111-22-33 ', 'RU', '+79031112233'],
])('%j in %s is %s', (text, country, number) => {
  expect(toE164(text, country)).toBe(number);
});

test.each([['anonymous'], [''], ['12'], ['call me'], ['1'.repeat(61)], ['+'], ['<script>']])(
  '%j is none',
  (text) => {
    expect(toE164(text, 'RU')).toBeUndefined();
  },
);

test('an unknown country leaves international numbers only', () => {
  expect(toE164('+74951234567', 'XX')).toBe('+74951234567');
  expect(toE164('84951234567', 'XX')).toBeUndefined();
});

describe('a caller’s number as exchanges give it', () => {
  const rules = { country: 'RU', sitePrefixes: { '9': '', '55': '+74951235' } };

  test.each([
    ['74951234567', '+74951234567'],
    ['+74951234567', '+74951234567'],
    [' 74951234567', '+74951234567'], // the plus of an address
    ['84951234567', '+74951234567'],
    ['4951234567', '+74951234567'],
    ['984951234567', '+74951234567'], // through an outside line
    ['00442079460000', '+442079460000'],
    ['442079460000', '+442079460000'],
    ['8(495)123-45/67', '+74951234567'],
    ['<sip:+74951234567@pbx.test;user=phone>', '+74951234567'],
    ['tel:+7-495-123-45-67;ext=12', '+74951234567'],
    ['+74951234567 доб. 12', '+74951234567'],
    ['55123', '+74951235123'], // a site's extension
    ['1001', '1001'],
    ['12', '12'],
  ])('%j is %s first', (text, number) => {
    expect(readNumber(text, rules)[0]).toBe(number);
  });

  test('is read in every way that makes a number', () => {
    expect(readNumber('4930123456', rules)).toEqual(['+74930123456', '+4930123456']);
  });

  test.each([['anonymous'], ['Anonymous'], [''], ['unavailable'], ['<unknown>'], ['private'], ['withheld']])(
    'is hidden: %j',
    (text) => {
      expect(isHiddenNumber(text)).toBe(true);
      expect(readNumber(text, rules)).toEqual([]);
    },
  );

  test('never throws, whatever stands there', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void readNumber(text, rules)));
  });
});
