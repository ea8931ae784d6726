import { remarkIn, remarks } from '../../domain/remark';

const namesIn = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();

describe('a remark of our own', () => {
  it.each(Object.entries(remarks))('%s names the same in both languages', (_, { en, ru }) => {
    expect(namesIn(ru)).toEqual(namesIn(en));
  });

  it('tells sizes in the notation of the language', () => {
    const of = { file: 'a.zip', size: String(1.5 * 1024 * 1024), page: 'http://front.test/attachments/1' };
    const remark = { says: 'fileInFront', of } as const;
    expect(remarkIn(remark, 'en')).toBe('a.zip (1.5 MB): http://front.test/attachments/1');
    expect(remarkIn(remark, 'ru')).toMatch(/^a\.zip \(1,5\sМБ\): http/);
  });

  it('takes what it names as it is', () => {
    expect(remarkIn({ says: 'undone', of: { who: '{who}' } }, 'ru')).toBe('Регистрация отменена: {who}.');
  });
});
