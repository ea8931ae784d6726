import fc from 'fast-check';
import { fromWords, toWords } from '../../../connectors/request-tracker/encoded-words';

describe('file names as encoded words', () => {
  it('whatever the name, it comes back, in words that a header may hold', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (name) => {
        const words = toWords(name);
        for (const word of words.split(' ')) expect(word).toMatch(/^=\?UTF-8\?Q\?[A-Za-z0-9.=-]{1,63}\?=$/);
        expect(fromWords(words)).toBe(name);
      }),
    );
  });

  it('reads what mail programs write', () => {
    expect(fromWords('=?UTF-8?B?0YTQvtGC0L4=?=.png')).toBe('фото.png');
    expect(fromWords('=?windows-1251?B?1O7y7g==?=')).toBe('Фото');
    expect(fromWords('=?koi8-r?Q?=C6_x?=')).toBe('ф x');
  });

  it('leaves alone what is none', () => {
    for (const name of ['a.txt', '=?x', '=?nosuch?B?AAAA?=', 'фото.png', ''])
      expect(fromWords(name)).toBe(name);
  });
});
