import fc from 'fast-check';
import { readNote, writeNote } from '../../../connectors/redmine/visibility';

const modes = ['none', 'marked', 'all', 'correspondence'] as const;
const mode = fc.constantFrom(...modes);
/** Text in which marks, guards and line ends are frequent. */
const text = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '@client',
        '@Client',
        '@clients',
        '@client.petrov',
        '\u200b',
        ' ',
        '\n',
        ':',
        ',',
        '> ',
        'да',
      ),
      fc.string({ unit: 'grapheme' }),
    ),
  )
  .map((parts) => parts.join(''))
  .filter((body) => !/[\u0000\r]/.test(body));
const seen = (
  notes: string,
  more: Partial<Parameters<typeof readNote>[1]> = {},
  by: (typeof modes)[number] = 'marked',
) => readNote(by, { notes, isPrivate: false, closes: false, ...more });

describe('who may see a note', () => {
  it('a private note is internal, whatever the mode, its text, or what else its journal did', () => {
    fc.assert(
      fc.property(mode, text, fc.boolean(), (by, notes, closes) => {
        expect(seen(notes, { isPrivate: true, closes }, by).visibility).toBe('internal');
      }),
    );
  });

  it('a note of which Redmine does not tell whether it is private is internal', () => {
    fc.assert(
      fc.property(mode, text, fc.boolean(), (by, notes, closes) => {
        expect(seen(notes, { isPrivate: undefined, closes }, by).visibility).toBe('internal');
      }),
    );
  });

  it('fails closed: public only under `all`, or under `marked` with the mark or as the closing remark', () => {
    fc.assert(
      fc.property(mode, text, fc.boolean(), (by, notes, closes) => {
        const { visibility } = seen(notes, { closes }, by);
        const marked = /^\s*@client(?:[\s:,]|$)/i.test(notes);
        expect(visibility === 'public').toBe(by === 'all' || (by === 'marked' && (marked || closes)));
      }),
    );
  });

  it.each([
    '@client Готово',
    '@client\nГотово',
    '@client: Готово',
    '@Client, Готово',
    '\n@client Готово',
    '@client\r\nГотово',
  ])('%j is for the customer, without the mark', (notes) =>
    expect(seen(notes)).toEqual({ visibility: 'public', body: 'Готово' }),
  );

  it.each([
    '@clients ждут',
    '@client.petrov посмотри',
    '@client-bank',
    'client',
    '> @client цитата',
    'см. @client',
    '*@client*',
  ])('%j is not marked', (notes) => expect(seen(notes)).toEqual({ visibility: 'internal', body: notes }));

  it('the closing remark needs no mark', () => {
    expect(seen('Заменили блок питания', { closes: true })).toEqual({
      visibility: 'public',
      body: 'Заменили блок питания',
    });
  });
});

describe('our own notes', () => {
  it('are private when internal, in every mode, and public only when public', () => {
    fc.assert(
      fc.property(
        mode,
        text,
        fc.constantFrom('public' as const, 'internal' as const),
        (by, body, visibility) => {
          expect(writeNote(by, body, visibility).private_notes).toBe(visibility === 'internal');
        },
      ),
    );
  });

  it('read back with exactly the text and the visibility that they were written with', () => {
    const readable = fc.constantFrom('marked' as const, 'all' as const);
    fc.assert(
      fc.property(
        readable,
        text,
        fc.constantFrom('public' as const, 'internal' as const),
        (by, body, visibility) => {
          const { notes, private_notes: isPrivate } = writeNote(by, body, visibility);
          expect(seen(notes, { isPrivate }, by)).toEqual({ visibility, body });
        },
      ),
    );
  });

  it('an internal one that Redmine published by mistake is still internal for us under `marked`', () => {
    fc.assert(
      fc.property(text, (body) => {
        const { notes } = writeNote('marked', body, 'internal');
        expect(seen(notes)).toEqual({ visibility: 'internal', body });
      }),
    );
  });

  it('a public one that a person hides afterwards keeps its text', () => {
    const { notes } = writeNote('marked', 'Перезагрузите', 'public');
    expect(notes).toBe('@client\nПерезагрузите');
    expect(seen(notes, { isPrivate: true })).toEqual({ visibility: 'internal', body: 'Перезагрузите' });
  });
});
