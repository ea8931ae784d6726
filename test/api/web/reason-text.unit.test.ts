import { reasonText } from '../../../api/web/reason-text';
import { reasonsRu } from '../../../api/web/texts/reasons-ru';
import { reason, reasons, type ReasonKind } from '../../../domain/reason';

describe('a reason on a page', () => {
  it('is told in the reader’s language, with what it names', () => {
    const kept = reason('claim', { ticket: 'SD-7', sender: 'eve@example.test' });
    expect(reasonText(kept, 'ru')).toBe(
      'в нём назван номер SD-7, но eve@example.test в этой заявке не участвует',
    );
    expect(reasonText(kept, 'en')).toBe(kept);
  });

  it('tells a reason within a reason, and leaves what another server said', () => {
    const slow = reason('unreadable', { why: reason('tooSlow', { seconds: '20' }) });
    expect(reasonText(slow, 'ru')).toBe('прочитать не удалось: чтение заняло больше 20 с');
    const refused = reason('badAddress', { why: '550 no such user' });
    expect(reasonText(refused, 'ru')).toBe('письма на этот адрес возвращаются: 550 no such user');
    expect(reasonText('451 later', 'ru')).toBe('451 later');
  });

  it.each(Object.keys(reasons) as ReasonKind[])('%s names in Russian what it names in English', (kind) => {
    const names = (sentence: string) => [...sentence.matchAll(/\{\w+\}/g)].map(([name]) => name).sort();
    expect(names(reasonsRu[kind])).toEqual(names(reasons[kind]));
  });
});
