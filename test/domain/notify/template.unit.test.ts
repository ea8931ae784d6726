import { defaultTemplates } from '../../../domain/notify/default-templates';
import { notifyEvents } from '../../../domain/notify/event';
import { htmlOf } from '../../../domain/notify/html';
import { fill, templateFaults } from '../../../domain/notify/template';

describe('a template', () => {
  it('is filled in, with sections only for what there is', () => {
    const body = '{{number}}: {{title}}{{#service}} ({{service}}){{/service}}';
    expect(fill(body, { number: 'SD-1', title: 'Printer' })).toBe('SD-1: Printer');
    expect(fill(body, { number: 'SD-1', title: 'Printer', service: 'IT' })).toBe('SD-1: Printer (IT)');
  });
  it('takes nothing that it is filled with for a template', () =>
    expect(
      fill('{{author}}: {{text}}', { author: '{{title}}', text: '{{#title}}x{{/title}}', title: 'no' }),
    ).toBe('{{title}}: {{#title}}x{{/title}}'));
  it('is checked: unknown words, sections that are not closed, braces that stand alone', () => {
    expect(templateFaults('{{number}}')).toEqual([]);
    expect(templateFaults('{{nummer}}')[0]).toContain('there is no “nummer”');
    expect(templateFaults('{{#text}}a')[0]).toContain('never closed');
    expect(templateFaults('{{#text}}a{{/files}}')[0]).toContain('not open');
    expect(templateFaults('a }} b')).toEqual(['a {{ or }} stands alone']);
    expect(templateFaults('  ')).toEqual(['it is empty']);
  });
  it('comes with the program for every event in both languages, without a fault', () => {
    for (const language of ['ru', 'en'] as const)
      for (const event of notifyEvents) expect(templateFaults(defaultTemplates[language][event])).toEqual([]);
  });
});

it('HTML of a text runs nothing and links what is an address', () => {
  const html = htmlOf('<script>alert(1)</script> see http://a.test/?a=1&b=x.', 'SD-1');
  expect(html).not.toContain('<script');
  expect(html).toContain('<a href="http://a.test/?a=1&amp;b=x">');
});
