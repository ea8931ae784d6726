import {
  filePart,
  htmlPart,
  mailCase,
  multipart,
  partsBody,
  raw,
  textPart,
  type MailCase,
  type Part,
} from './case';
import { tnef } from './tnef';

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAIAAAD91JpzAAAAFklEQVR4nGP8z8DwnwEIGBkZGRgYAAAO/QIBc+8ACQAAAABJRU5ErkJggg==',
  'base64',
);
const named = (name: string, disposition: string, type = 'application/octet-stream'): Part => ({
  headers: { 'Content-Type': type, 'Content-Disposition': disposition },
  body: Buffer.from(name),
});
const withFile = (name: string, part: Part, file: string): MailCase =>
  mailCase(name, multipart('mixed', [textPart('See the file.'), part]), {
    files: [file],
    text: /See the file/,
  });

const invitation = (method: string) =>
  `BEGIN:VCALENDAR\r\nVERSION:2.0\r\n${method}BEGIN:VEVENT\r\nUID:1\r\nDTSTART:20260105T100000Z\r\nDTEND:20260105T110000Z\r\nSUMMARY:Printer\\, third\r\n  floor\r\nLOCATION:Room 3\r\nORGANIZER;CN=Bob:mailto:bob@example.test\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n`;
const calendar = (method: string): Part => ({
  headers: { 'Content-Type': 'text/calendar; charset=utf-8; method=REQUEST' },
  body: invitation(method),
});
const attachedMail = 'From: Bob Brown <bob@example.test>\r\nSubject: Broken\r\n\r\nIt is broken.\r\n';

export const parts: readonly MailCase[] = [
  withFile('a plain name', filePart('report.pdf', 'application/pdf', Buffer.from('x')), 'report.pdf'),
  withFile(
    'a Russian name by RFC 2231',
    named('x', "attachment; filename*=utf-8''%D0%BE%D1%82%D1%87%D1%91%D1%82.pdf"),
    'отчёт.pdf',
  ),
  withFile(
    'a Russian name in pieces',
    named('x', "attachment; filename*0*=utf-8''%D0%BE%D1%82; filename*1*=%D1%87%D1%91%D1%82.pdf"),
    'отчёт.pdf',
  ),
  withFile(
    'a name in koi8-r by RFC 2231',
    named('x', "attachment; filename*=koi8-r''%CF%D4%DE%A3%D4.pdf"),
    'отчёт.pdf',
  ),
  withFile(
    'a Russian name as an encoded word (Outlook)',
    named('x', `attachment; filename="=?utf-8?B?${Buffer.from('отчёт.pdf').toString('base64')}?="`),
    'отчёт.pdf',
  ),
  withFile('a bare UTF-8 name', named('x', 'attachment; filename="отчёт.pdf"'), 'отчёт.pdf'),
  withFile('a name only in the type', named('x', 'attachment', 'application/pdf; name="old.pdf"'), 'old.pdf'),
  withFile('no name at all', named('x', 'attachment', 'application/pdf'), 'file.pdf'),
  withFile(
    'a picture without a name',
    { headers: { 'Content-Type': 'image/png', 'Content-Disposition': 'attachment' }, body: png },
    'image.png',
  ),
  withFile(
    'a name of 400 letters',
    filePart(`${'a'.repeat(400)}.pdf`, 'application/pdf', Buffer.from('x')),
    `${'a'.repeat(251)}.pdf`,
  ),
  withFile(
    'a mail as a file',
    {
      headers: { 'Content-Type': 'message/rfc822', 'Content-Disposition': 'attachment' },
      body: attachedMail,
    },
    'mail.eml',
  ),
  mailCase(
    'a forwarded mail as a file tells who wrote it',
    multipart('mixed', [
      textPart('Please do.'),
      {
        headers: { 'Content-Type': 'message/rfc822', 'Content-Disposition': 'attachment' },
        body: attachedMail,
      },
    ]),
    { forwarded: 'bob@example.test' },
  ),
  mailCase(
    'the bytes of a file',
    multipart('mixed', [
      textPart('x'),
      filePart('a.bin', 'application/octet-stream', Buffer.from([0, 1, 2, 255])),
    ]),
    { firstFile: Buffer.from([0, 1, 2, 255]) },
  ),
  mailCase(
    'an empty file',
    multipart('mixed', [textPart('x'), filePart('empty.txt', 'text/plain', Buffer.alloc(0))]),
    { files: ['empty.txt'] },
  ),
  mailCase(
    'two files of one name',
    multipart('mixed', [
      textPart('x'),
      filePart('a.txt', 'text/plain', Buffer.from('1')),
      filePart('a.txt', 'text/plain', Buffer.from('2')),
    ]),
    { files: ['a.txt', 'a.txt'] },
  ),
  mailCase(
    'a picture inside the text',
    multipart('related', [
      htmlPart('<p>Look</p><img src="cid:pic1">'),
      {
        headers: {
          'Content-Type': 'image/png; name=pic.png',
          'Content-ID': '<pic1>',
          'Content-Disposition': 'inline',
        },
        body: png,
      },
    ]),
    { files: ['pic.png'], html: { has: ['data-cid="pic1"'] } },
  ),
  mailCase(
    'winmail.dat is unpacked',
    multipart('mixed', [
      textPart('See the file.'),
      filePart(
        'winmail.dat',
        'application/ms-tnef',
        tnef([
          { name: 'plan.txt', data: 'the plan' },
          { name: 'b.txt', longName: 'больший план.txt', data: 'more' },
        ]),
      ),
    ]),
    { files: ['plan.txt', 'больший план.txt'], firstFile: 'the plan', notes: ['winmailUnpacked'] },
  ),
  mailCase(
    'a winmail.dat that is cut off gives what is whole',
    multipart('mixed', [
      textPart('x'),
      filePart(
        'winmail.dat',
        'application/ms-tnef',
        tnef([
          { name: 'plan.txt', data: 'the plan' },
          { name: 'b.txt', data: 'x'.repeat(500) },
        ]).subarray(0, -300),
      ),
    ]),
    { files: ['plan.txt'] },
  ),
  mailCase(
    'a winmail.dat that is none stays a file',
    multipart('mixed', [textPart('x'), filePart('winmail.dat', 'application/ms-tnef', Buffer.from('no'))]),
    { files: ['winmail.dat'], notes: ['winmailKept'] },
  ),
  mailCase('an invitation', multipart('alternative', [textPart('Meeting'), calendar('METHOD:REQUEST\r\n')]), {
    invite: {
      method: 'REQUEST',
      summary: 'Printer, third floor',
      location: 'Room 3',
      organizer: 'bob@example.test',
      start: '20260105T100000Z',
    },
    files: ['invite.ics'],
  }),
  mailCase(
    'an invitation at a wall time says in whose zone',
    multipart('alternative', [
      textPart('Meeting'),
      {
        ...calendar(''),
        body: invitation('METHOD:REQUEST\r\n').replace(
          'DTSTART:20260105T100000Z',
          'DTSTART;TZID="(UTC+03:00) Moscow, St. Petersburg":20260105T130000',
        ),
      },
    ]),
    { invite: { start: '20260105T130000', zone: '(UTC+03:00) Moscow, St. Petersburg' } },
  ),
  mailCase(
    'a cancelled invitation',
    multipart('alternative', [textPart('Meeting'), calendar('METHOD:CANCEL\r\n')]),
    { invite: { method: 'CANCEL' } },
  ),
  mailCase('a calendar that asks for nothing', multipart('mixed', [textPart('Dates'), calendar('')]), {
    invite: null,
  }),
  mailCase(
    'signed by S/MIME',
    multipart('signed; protocol="application/pkcs7-signature"', [
      textPart('Signed text'),
      filePart('smime.p7s', 'application/pkcs7-signature', Buffer.from('sig')),
    ]),
    { protection: 'signed', text: /Signed text/, files: ['smime.p7s'] },
  ),
  mailCase(
    'encrypted by S/MIME',
    raw(
      {
        'Content-Type': 'application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m',
        'Content-Transfer-Encoding': 'base64',
        'Content-Disposition': 'attachment; filename=smime.p7m',
      },
      Buffer.from('secret').toString('base64'),
    ),
    { protection: 'encrypted', files: ['smime.p7m'] },
  ),
  mailCase(
    'signed by PGP',
    multipart('signed; protocol="application/pgp-signature"', [
      textPart('Signed text'),
      {
        headers: { 'Content-Type': 'application/pgp-signature; name=signature.asc' },
        body: '-----BEGIN PGP SIGNATURE-----\r\n',
      },
    ]),
    { protection: 'signed', text: /Signed text/ },
  ),
  mailCase(
    'encrypted by PGP',
    multipart('encrypted; protocol="application/pgp-encrypted"', [
      { headers: { 'Content-Type': 'application/pgp-encrypted' }, body: 'Version: 1' },
      filePart('encrypted.asc', 'application/octet-stream', Buffer.from('-----BEGIN PGP MESSAGE-----')),
    ]),
    { protection: 'encrypted' },
  ),
  mailCase('no protection', raw({}), { protection: null }),
  mailCase(
    'mixed around related around alternative',
    raw(
      { 'Content-Type': 'multipart/mixed; boundary=m' },
      `--m\r\nContent-Type: multipart/alternative; boundary=a\r\n\r\n${partsBody([textPart('Plain words'), htmlPart('<p>Rich words</p>')], 'a')}\r\n--m\r\nContent-Type: text/csv; name=a.csv\r\nContent-Disposition: attachment\r\n\r\n1;2\r\n--m--\r\n`,
    ),
    { text: /Plain words/, files: ['a.csv'], html: { has: ['Rich words'] } },
  ),
  mailCase(
    'two texts, one below the other',
    multipart('mixed', [textPart('First words'), textPart('Second words')]),
    { text: /First words[\s\S]*Second words/ },
  ),
];
