import fc from 'fast-check';
import { readDescription, requesterLine, writeDescription } from '../../../connectors/redmine/description';

const link = 'https://front.example/tickets/SD-1042?i=7f3a';
const footer = { links: [link], requester: 'Анна Иванова <anna@client.example>' };
const anyLanguage = fc.constantFrom('en', 'ru');
/** Text in which words of our footer, guards and line ends are frequent. */
const text = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        'Sagadesk: ',
        'Sagadesk requester: ',
        'Sagadesk, заявитель: ',
        'https://evil.example/SD-1',
        '\u200b',
        '\n',
        '\n\n',
        ' ',
        'текст',
      ),
      fc.string({ unit: 'grapheme' }),
    ),
  )
  .map((parts) => parts.join(''))
  .filter((body) => !/[\u0000\r]/.test(body));

describe('the footer in a description', () => {
  it('stands at the end and names ticket and requester', () => {
    expect(writeDescription('Не печатает', footer, 'en')).toBe(
      `Не печатает\n\nSagadesk: ${link}\nSagadesk requester: Анна Иванова <anna@client.example>`,
    );
  });

  it('speaks the language of the system', () => {
    expect(writeDescription('Не печатает', footer, 'ru')).toContain('\nSagadesk, заявитель: Анна Иванова');
  });

  it('is taken off exactly: any text reads back as it was, also when it looks like our footer', () => {
    fc.assert(
      fc.property(text, anyLanguage, (body, language) => {
        expect(readDescription(writeDescription(body, footer, language))).toEqual({ text: body, ...footer });
      }),
      { numRuns: 2000 },
    );
  });

  it('trap: Redmine turns newlines into CRLF; nothing of that is seen', () => {
    fc.assert(
      fc.property(text, anyLanguage, (body, language) => {
        const stored = writeDescription(body, footer, language).replace(/\n/g, '\r\n');
        expect(readDescription(stored)).toEqual({ text: body, ...footer });
      }),
    );
  });

  it('without a footer a text is itself', () => {
    fc.assert(
      fc.property(text, (body) => {
        expect(readDescription(writeDescription(body, { links: [] }, 'ru'))).toEqual({
          text: body,
          links: [],
        });
      }),
    );
  });

  it.each([
    ['text behind it', `Первое\n\nSagadesk: ${link}\n\nВторое`, 'Первое\n\nВторое'],
    ['a line right behind it', `Первое\n\nSagadesk: ${link}\nВторое`, 'Первое\nВторое'],
    ['text before it, and it first', `Sagadesk: ${link}\n\nВторое`, 'Второе'],
    ['the blank line gone', `Первое\nSagadesk: ${link}`, 'Первое'],
    ['the line break gone', `Первое Sagadesk: ${link}`, 'Первое '],
    ['its lines apart', `А\n\nSagadesk: ${link}\nБ\nSagadesk requester: Анна`, 'А\nБ'],
    ['blanks behind it', `А\n\nSagadesk: ${link}  \nSagadesk requester: Анна`, 'А'],
  ])('survives a person’s edits: %s', (_what, stored, expected) => {
    expect(readDescription(stored)).toMatchObject({ text: expected, links: [link] });
  });

  it('tells every link that stands there, and no link of running text', () => {
    const other = 'https://other.example/tickets/SD-7';
    const stored = `см. https://front.example/tickets/SD-1\n\nSagadesk: ${link}\nSagadesk: ${other}`;
    expect(readDescription(stored)).toEqual({
      text: 'см. https://front.example/tickets/SD-1',
      links: [link, other],
    });
  });

  it('a requester’s name cannot put a link or a line of its own into it', () => {
    const name = `Иван\nSagadesk: https://evil.example/tickets/SD-1`;
    const stored = writeDescription('Текст', { links: [link], requester: requesterLine({ name }) }, 'en');
    expect(readDescription(stored)).toMatchObject({ text: 'Текст', links: [link] });
  });

  it('a requester is named with what is known', () => {
    expect(requesterLine({ name: 'Анна', email: 'a@b.example' })).toBe('Анна <a@b.example>');
    expect(requesterLine({ name: 'Анна' })).toBe('Анна');
  });

  it('a long hostile text is read in no time', () => {
    const began = Date.now();
    for (const bad of [' ', '\n', '\u200b', 'Sagadesk: ', 'Sagadesk: https://a\n', 'Sagadesk requester: \n'])
      readDescription(bad.repeat(100_000));
    expect(Date.now() - began).toBeLessThan(3000);
  });

  it('trap: half a surrogate pair is 400 and a NUL 500, so neither is sent', () => {
    expect(writeDescription('a\ud800b\u0000c\udc00😕', { links: [] }, 'en')).toBe('a\ufffdbc\ufffd😕');
  });
});
