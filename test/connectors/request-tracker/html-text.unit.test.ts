import { htmlToText } from '../../../connectors/request-tracker/html-text';

describe('the text of an HTML message', () => {
  it.each([
    ['lines', 'раз<br>два<br/>три', 'раз\nдва\nтри'],
    ['paragraphs', '<p>раз</p><p>два</p>', 'раз\n\nдва'],
    [
      'lines as mail programs write them',
      '<div>раз</div><div>два</div><div><br></div><div>три</div>',
      'раз\nдва\n\nтри',
    ],
    ['lists', 'Надо:<ul><li>раз</li><li>два</li></ul>всё', 'Надо:\n\n- раз\n- два\n\nвсё'],
    [
      'links',
      'см. <a href="https://x.example/a?b=1&amp;c=2">здесь</a>',
      'см. здесь (https://x.example/a?b=1&c=2)',
    ],
    ['bare links', '<a href="https://x.example/">https://x.example/</a>', 'https://x.example/'],
    ['mail links', '<a href="mailto:a@b.example">a@b.example</a>', 'a@b.example'],
    ['characters', '1 &lt; 2 &amp;&amp; &quot;да&quot; &nbsp;&mdash; &#1071;', '1 < 2 && "да" — Я'],
    ['tags inside words', '<b>Сро</b>чно <i>очень</i>', 'Срочно очень'],
    ['the source’s own line ends mean nothing', 'раз\n   два', 'раз два'],
  ])('keeps %s', (_, html, text) => expect(htmlToText(html)).toBe(text));

  it('drops scripts, styles, and links that do something', () => {
    const html = `<style>p{}</style><script>alert(1)</script><p onclick="x()">Привет</p><a href="javascript:alert(1)">жми</a>`;
    expect(htmlToText(html)).toBe('Привет\n\nжми');
  });

  it('an escaped tag stays text', () => {
    expect(htmlToText('&lt;script&gt;alert(1)&lt;/script&gt;')).toBe('<script>alert(1)</script>');
  });
});
