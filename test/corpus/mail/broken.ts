import { mailCase, multipart, partsBody, plain, raw, textPart, type MailCase } from './case';

const bytes = (text: string) => Buffer.from(text.replace(/\n/g, '\r\n'), 'latin1');
const many = (n: number) => `${'--x\r\nContent-Type: text/plain\r\n\r\nhi\r\n'.repeat(n)}--x--`;
const nested = (depth: number): string =>
  depth === 0
    ? 'Content-Type: text/plain\r\n\r\ndeep text\r\n'
    : `Content-Type: multipart/mixed; boundary=b${depth}\r\n\r\n--b${depth}\r\n${nested(depth - 1)}\r\n--b${depth}--\r\n`;

export const broken: readonly MailCase[] = [
  mailCase('nothing at all', Buffer.alloc(0), { from: null, messageId: null }),
  mailCase('only bytes', Buffer.from([0, 255, 1, 254, 13, 10, 200, 7, 7]), { from: null }),
  mailCase('only a body', bytes('\n\nhello\n'), { from: null, text: /hello/ }),
  mailCase('no From', raw({ From: null }), { from: null, title: 'Printer', text: 'Hello' }),
  mailCase('an empty From', raw({ From: '' }), { from: null, title: 'Printer', text: 'Hello' }),
  mailCase('a From without an address', raw({ From: 'Anna Petrova' }), {
    from: null,
    title: 'Printer',
    text: 'Hello',
  }),
  mailCase('a From that is no address', raw({ From: 'Anna <anna at example>' }), {
    from: null,
    title: 'Printer',
    text: 'Hello',
  }),
  mailCase('a Sender where From is missing', raw({ From: null, Sender: 'anna@example.test' }), {
    from: 'anna@example.test',
  }),
  mailCase('two From', raw({ From: 'anna@example.test, bob@example.test' }), {
    from: 'anna@example.test',
    title: 'Printer',
    text: 'Hello',
  }),
  mailCase('no Message-ID', raw({ 'Message-ID': null }), { messageId: null, from: 'anna@example.test' }),
  mailCase('a Message-ID without brackets', raw({ 'Message-ID': 'bare@example.test' }), {
    messageId: 'bare@example.test',
  }),
  mailCase('a Message-ID with spaces around', raw({ 'Message-ID': '  <spaced@example.test>  ' }), {
    messageId: 'spaced@example.test',
  }),
  mailCase('no subject', raw({ Subject: null }), { title: '(без темы)' }),
  mailCase('a subject of spaces', raw({ Subject: '   ' }), { title: '(без темы)' }),
  mailCase('a subject of 5,000 characters', raw({ Subject: 'я'.repeat(5000) }), {
    title: `${'я'.repeat(249)}…`,
  }),
  mailCase('no body', Buffer.from('From: anna@example.test\r\nSubject: x\r\n'), {
    from: 'anna@example.test',
    text: '',
  }),
  mailCase('lines that end in LF only', Buffer.from('From: anna@example.test\nSubject: LF\n\nhello\n'), {
    from: 'anna@example.test',
    title: 'LF',
    text: /hello/,
  }),
  mailCase('lines that end in CR only', Buffer.from('From: anna@example.test\rSubject: CR\r\rhello\r'), {
    from: null,
  }),
  mailCase(
    'a multipart without its last boundary',
    raw(
      { 'Content-Type': 'multipart/mixed; boundary=x' },
      '--x\r\nContent-Type: text/plain\r\n\r\nhello\r\n',
    ),
    { text: /hello/ },
  ),
  mailCase('a multipart without any boundary', raw({ 'Content-Type': 'multipart/mixed' }, 'hello\r\n'), {
    from: 'anna@example.test',
  }),
  mailCase(
    'a multipart whose boundary never comes',
    raw({ 'Content-Type': 'multipart/mixed; boundary=never' }, 'hello\r\n'),
    { from: 'anna@example.test' },
  ),
  mailCase(
    'the same boundary inside itself',
    raw(
      { 'Content-Type': 'multipart/mixed; boundary=x' },
      '--x\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nContent-Type: text/plain\r\n\r\nhello\r\n--x--\r\n--x--\r\n',
    ),
    { from: 'anna@example.test', text: 'hello' },
  ),
  mailCase(
    'broken base64',
    raw({ 'Content-Type': 'text/plain', 'Content-Transfer-Encoding': 'base64' }, '!!!! not base64 ===='),
    { from: 'anna@example.test' },
  ),
  mailCase(
    'broken quoted-printable',
    raw(
      { 'Content-Type': 'text/plain; charset=utf-8', 'Content-Transfer-Encoding': 'quoted-printable' },
      'one =ZZ two =\r\nthree',
    ),
    { text: /one .*two three/s },
  ),
  mailCase('an unknown transfer encoding', raw({ 'Content-Transfer-Encoding': 'rot13' }, 'hello'), {
    text: /hello/,
  }),
  mailCase('ten thousand parts', raw({ 'Content-Type': 'multipart/mixed; boundary=x' }, many(10_000)), {
    unreadable: /EMAXLEN/,
  }),
  mailCase('nested thirty deep', Buffer.from(`From: anna@example.test\r\n${nested(30)}`), {
    text: /deep text/,
  }),
  mailCase('a head of 2 MB', raw({ 'X-Long': 'a'.repeat(2_000_000) }), { unreadable: /EMAXLEN/ }),
  mailCase(
    'ten thousand headers',
    raw(Object.fromEntries(Array.from({ length: 10_000 }, (_, n) => [`X-${n}`, 'v']))),
    { from: 'anna@example.test', title: 'Printer', text: 'Hello' },
  ),
  mailCase(
    'a thousand recipients',
    raw({ To: Array.from({ length: 1000 }, (_, n) => `a${n}@example.test`).join(', ') }),
    { from: 'anna@example.test', title: 'Printer', text: 'Hello' },
  ),
  mailCase('a line of a million characters', plain('x'.repeat(1_000_000)), {
    from: 'anna@example.test',
    text: /^x{1000000}$/,
  }),
  mailCase('a date of tomorrow’s century', raw({ Date: 'Fri, 01 Jan 2126 00:00:00 +0000' }), {
    from: 'anna@example.test',
    title: 'Printer',
    text: 'Hello',
  }),
  mailCase('a date that is none', raw({ Date: 'soon' }), {
    from: 'anna@example.test',
    title: 'Printer',
    text: 'Hello',
  }),
  mailCase('a group as recipient', raw({ To: 'undisclosed-recipients:;' }), { to: [] }),
  mailCase('a group with people', raw({ To: 'Desk: support@helpdesk.test, bob@example.test;' }), {
    to: ['support@helpdesk.test', 'bob@example.test'],
  }),
  mailCase(
    'text after the last boundary',
    Buffer.concat([multipart('mixed', [textPart('inside')]), Buffer.from('outside')]),
    { text: /inside/ },
  ),
  mailCase(
    'parts that are only boundaries',
    raw({ 'Content-Type': 'multipart/mixed; boundary=x' }, '--x\r\n--x\r\n--x--'),
    { from: 'anna@example.test' },
  ),
  mailCase(
    'a part that calls itself a multipart of nothing',
    raw(
      { 'Content-Type': 'multipart/mixed; boundary=x' },
      partsBody([{ headers: { 'Content-Type': 'multipart/alternative; boundary=""' }, body: 'x' }], 'x'),
    ),
    { from: 'anna@example.test' },
  ),
];
