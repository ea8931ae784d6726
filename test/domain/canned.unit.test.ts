import fc from 'fast-check';
import { cannedFaults, cannedWords, fillCanned } from '../../domain/canned';

describe('a canned answer', () => {
  test.each([
    ['{{ticket.nummer}}', 'no placeholder {{ticket.nummer}}'],
    ['{{}}', 'no placeholder {{}}'],
    ['Hello {{requester.name}', 'stands alone'],
    ['  ', 'must not be empty'],
  ])('is refused as it stands: %j', (body, fault) => {
    expect(cannedFaults(body).join()).toContain(fault);
  });

  test('may name every word that is known, with spaces or without', () => {
    expect(cannedFaults(cannedWords.map((word) => `{{${word}}} {{ ${word} }}`).join('\n'))).toEqual([]);
  });

  test('is filled in once: what is put in is never read as a placeholder', () => {
    const values = { 'requester.name': '{{operator.name}}', 'operator.name': 'Olga $& $1' };
    expect(fillCanned('{{requester.name}} / {{ operator.name }} / {{deadline}}', values, '—')).toBe(
      '{{operator.name}} / Olga $& $1 / —',
    );
  });

  test('keeps every text without braces as it is', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const plain = text.replaceAll(/[{}]/g, '');
        expect(fillCanned(plain, {}, '—')).toBe(plain);
      }),
    );
  });
});
