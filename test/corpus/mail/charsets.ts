import iconv from 'iconv-lite';
import { mailCase, multipart, raw, textPart, type MailCase } from './case';

const text = 'Здравствуйте! Принтер на третьем этаже не печатает, помогите пожалуйста.';

const inCharset = (charset: string, said = charset, body = text): Buffer =>
  raw(
    { 'Content-Type': `text/plain; charset=${said}`, 'Content-Transfer-Encoding': '8bit' },
    iconv.encode(body, charset),
  );
const declared = (charset: string, said?: string): MailCase =>
  mailCase(`text in ${said ?? charset}`, inCharset(charset, said), { text, language: 'ru' });
const undeclared = (charset: string): MailCase =>
  mailCase(`text in ${charset} without a word about it`, raw({}, iconv.encode(text, charset)), {
    text,
    language: 'ru',
  });
const subject = (charset: string): MailCase => {
  const [head, body] = raw({ Subject: '@@' }).toString('latin1').split('@@');
  const bytes = Buffer.concat([
    Buffer.from(head!, 'latin1'),
    iconv.encode('Принтер не печатает', charset),
    Buffer.from(body!, 'latin1'),
  ]);
  return mailCase(`a bare ${charset} subject`, bytes, { title: 'Принтер не печатает' });
};
const word = (charset: string, body: string): string =>
  `=?${charset}?B?${iconv.encode(body, charset).toString('base64')}?=`;

export const charsets: readonly MailCase[] = [
  ...['koi8-r', 'windows-1251', 'cp866', 'iso-8859-5', 'utf-8', 'utf-16le', 'ibm866'].map((charset) =>
    declared(charset),
  ),
  declared('windows-1251', 'cp1251'),
  declared('windows-1251', '"WINDOWS-1251"'),
  ...['koi8-r', 'windows-1251', 'cp866', 'iso-8859-5', 'utf-8'].map(undeclared),
  mailCase('koi8-r called us-ascii', inCharset('koi8-r', 'us-ascii'), { text }),
  mailCase('windows-1251 called iso-8859-1', inCharset('windows-1251', 'iso-8859-1'), { text }),
  mailCase('windows-1251 called utf-8', inCharset('windows-1251', 'utf-8'), { text }),
  mailCase('an unknown charset', inCharset('windows-1251', 'x-unknown'), { text }),
  mailCase(
    'true Latin-1 stays Latin-1',
    inCharset(
      'iso-8859-1',
      'iso-8859-1',
      'Der Drucker im Büro des Geschäftsführers ist kaputt, schöne Grüße',
    ),
    { text: /Büro des Geschäftsführers.*schöne Grüße/ },
  ),
  mailCase('utf-7', raw({ 'Content-Type': 'text/plain; charset=utf-7' }, iconv.encode(text, 'utf-7')), {
    text,
  }),
  mailCase(
    'utf-7 that hides a tag is text like any other',
    raw({ 'Content-Type': 'text/html; charset=utf-7' }, '+ADw-script+AD4-alert(1)+ADw-/script+AD4-hello'),
    { text: 'hello', html: { hasNot: ['alert', '<script'] } },
  ),
  ...['koi8-r', 'windows-1251', 'utf-8'].map(subject),
  mailCase(
    'a subject in encoded words of two charsets',
    raw({ Subject: `${word('koi8-r', 'Принтер ')} ${word('windows-1251', 'сломан')}` }),
    { title: 'Принтер сломан' },
  ),
  mailCase(
    'a character split between two encoded words',
    raw({
      Subject: `=?utf-8?B?${Buffer.from('Печать').subarray(0, 3).toString('base64')}?= =?utf-8?B?${Buffer.from('Печать').subarray(3).toString('base64')}?=`,
    }),
    { title: 'Печать' },
  ),
  mailCase('a name in koi8-r', raw({ From: `${word('koi8-r', 'Анна Петрова')} <anna@example.test>` }), {
    name: 'Анна Петрова',
    from: 'anna@example.test',
  }),
  mailCase(
    'quoted-printable in windows-1251',
    raw(
      { 'Content-Type': 'text/plain; charset=windows-1251', 'Content-Transfer-Encoding': 'quoted-printable' },
      [...iconv.encode(text, 'windows-1251')]
        .map((byte) => `=${byte.toString(16).toUpperCase().padStart(2, '0')}`)
        .join('')
        .replace(/(.{72})/g, '$1=\r\n'),
    ),
    { text },
  ),
  mailCase(
    'base64 in koi8-r',
    raw(
      { 'Content-Type': 'text/plain; charset=koi8-r', 'Content-Transfer-Encoding': 'base64' },
      iconv.encode(text, 'koi8-r').toString('base64').replace(/.{76}/g, '$&\r\n'),
    ),
    { text },
  ),
  mailCase(
    'an undeclared part inside a multipart',
    multipart('mixed', [textPart('See below.')]).length > 0
      ? Buffer.concat([
          Buffer.from(
            'From: anna@example.test\r\nContent-Type: multipart/mixed; boundary=q\r\n\r\n--q\r\nContent-Type: text/plain\r\n\r\n',
          ),
          iconv.encode(text, 'windows-1251'),
          Buffer.from('\r\n--q--\r\n'),
        ])
      : Buffer.alloc(0),
    { text },
  ),
  mailCase(
    'gb18030',
    raw({ 'Content-Type': 'text/plain; charset=gb18030' }, iconv.encode('打印机坏了', 'gb18030')),
    { text: '打印机坏了' },
  ),
  mailCase(
    'shift_jis',
    raw({ 'Content-Type': 'text/plain; charset=shift_jis' }, iconv.encode('プリンターが故障', 'shift_jis')),
    { text: 'プリンターが故障' },
  ),
  mailCase(
    'an emoji',
    raw(
      { 'Content-Type': 'text/plain; charset=utf-8', Subject: 'Printer 🖨️' },
      Buffer.from('It is on fire 🔥'),
    ),
    { text: 'It is on fire 🔥', title: 'Printer 🖨️' },
  ),
  mailCase('English by its letters', raw({}, 'The printer does not print anything.'), { language: 'en' }),
  mailCase('too short for a language', raw({ Subject: '' }, 'ok'), { language: null }),
];
