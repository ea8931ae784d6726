import fc from 'fast-check';
import { keyOf, parseKey } from '../../domain/ticket-key';

it('a key is read as it is written', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1e9 }), fc.integer({ min: 1, max: 9999 }), (n, ordinal) => {
      expect(parseKey(keyOf(`SD-${n}`, ordinal))).toEqual({ number: `SD-${n}`, ordinal });
    }),
  );
});

it('the first record has the bare number, further ones their ordinal', () => {
  expect([keyOf('SD-1042'), keyOf('SD-1042', 1), keyOf('SD-1042', 2)]).toEqual([
    'SD-1042',
    'SD-1042',
    'SD-1042/2',
  ]);
});

it('spaces around it and its case do not matter', () => {
  expect(parseKey('  sd-1042/3 ')).toEqual({ number: 'SD-1042', ordinal: 3 });
});

it.each([
  null,
  '',
  'SD-',
  'SD-x',
  'XSD-1042',
  'SD-1042.',
  'SD-1042/',
  'SD-1042/a',
  'see SD-1042',
  'SD-1042 SD-1043',
  'SD-9999999999999999',
])('anything else is no key: %p', (text) => expect(parseKey(text)).toBeUndefined());
