import iconv from 'iconv-lite';
import {
  filePart,
  htmlPart,
  mailCase,
  multipart,
  plain,
  raw,
  textPart,
  type MailCase,
  type Part,
} from './case';
import { tnef } from './tnef';

/** Mails that carry something: invitations, winmail.dat, signatures, ciphers, mails of others. */
const calendar = (lines: readonly string[], type = 'text/calendar; charset=utf-8; method=REQUEST'): Part => ({
  headers: { 'Content-Type': type },
  body: ['BEGIN:VCALENDAR', 'VERSION:2.0', ...lines, 'END:VCALENDAR', ''].join('\r\n'),
});
const event = (lines: readonly string[]) => ['BEGIN:VEVENT', 'UID:7', ...lines, 'END:VEVENT'];
const original = (charset = 'utf-8') =>
  Buffer.concat([
    Buffer.from(
      `From: =?utf-8?B?${Buffer.from('Борис Смирнов').toString('base64')}?= <Bob@Client.test>\r\nTo: anna@example.test\r\nSubject: Printer\r\nMessage-ID: <his@client.test>\r\nContent-Type: text/plain; charset=${charset}\r\n\r\n`,
    ),
    iconv.encode('Не печатает.\r\n', charset),
  ]);

export const carriers: readonly MailCase[] = [
  mailCase(
    'an invitation of Google Calendar: text, HTML, and the calendar twice',
    multipart('mixed', [
      {
        headers: { 'Content-Type': 'multipart/alternative; boundary="=_g"' },
        body: [
          '--=_g',
          'Content-Type: text/plain; charset=utf-8',
          '',
          'You have been invited to the following event.',
          '--=_g',
          'Content-Type: text/html; charset=utf-8',
          '',
          '<p>You have been invited</p>',
          '--=_g',
          'Content-Type: text/calendar; charset=utf-8; method=REQUEST',
          '',
          [
            'BEGIN:VCALENDAR',
            'METHOD:REQUEST',
            ...event([
              'DTSTART:20260105T070000Z',
              'DTEND:20260105T080000Z',
              'SUMMARY:Printer demo',
              'ORGANIZER;CN=Anna:mailto:anna@example.test',
            ]),
            'END:VCALENDAR',
          ].join('\r\n'),
          '--=_g--',
        ].join('\r\n'),
      },
      filePart('invite.ics', 'application/ics', Buffer.from('BEGIN:VCALENDAR')),
    ]),
    {
      invite: {
        method: 'REQUEST',
        summary: 'Printer demo',
        start: '20260105T070000Z',
        organizer: 'anna@example.test',
      },
      text: /You have been invited/,
    },
  ),
  mailCase(
    'an invitation of Exchange in Russian, at a wall time of its own zone, folded',
    multipart('alternative', [
      textPart('Встреча'),
      calendar([
        'METHOD:REQUEST',
        ...event([
          'DTSTART;TZID=Russian Standard Time:20260105T130000',
          'DTEND;TZID=Russian Standard Time:20260105T140000',
          'SUMMARY;LANGUAGE=ru-RU:Показ принтера\\, тре',
          ' тий этаж',
          'LOCATION;LANGUAGE=ru-RU:Переговорная 3',
          'ORGANIZER;CN="Анна Петрова":mailto:anna@example.test',
        ]),
      ]),
    ]),
    {
      invite: {
        summary: 'Показ принтера, третий этаж',
        location: 'Переговорная 3',
        start: '20260105T130000',
        zone: 'Russian Standard Time',
      },
    },
  ),
  mailCase(
    'an answer to an invitation says whose it is',
    multipart('alternative', [
      textPart('Anna accepted'),
      calendar(
        [
          'METHOD:REPLY',
          ...event([
            'DTSTART:20260105T070000Z',
            'ATTENDEE;PARTSTAT=ACCEPTED:mailto:anna@example.test',
            'SUMMARY:Printer demo',
          ]),
        ],
        'text/calendar; charset=utf-8; method=REPLY',
      ),
    ]),
    { invite: { method: 'REPLY', summary: 'Printer demo' } },
  ),
  mailCase(
    'an event of a whole day',
    multipart('alternative', [
      textPart('x'),
      calendar([
        'METHOD:PUBLISH',
        ...event(['DTSTART;VALUE=DATE:20260105', 'DTEND;VALUE=DATE:20260106', 'SUMMARY:Maintenance']),
      ]),
    ]),
    { invite: { method: 'PUBLISH', start: '20260105', end: '20260106' } },
  ),
  mailCase(
    'winmail.dat of Outlook with two files and a Russian long name',
    multipart(
      'mixed',
      [
        textPart('See the files.'),
        filePart(
          'winmail.dat',
          'application/ms-tnef',
          tnef([
            { name: 'OTCHET~1.DOC', longName: 'Отчёт за январь.docx', data: 'the report' },
            { name: 'scan.pdf', data: '%PDF' },
          ]),
        ),
      ],
      { 'X-MS-TNEF-Correlator': '<one@example.test>' },
    ),
    { files: ['Отчёт за январь.docx', 'scan.pdf'], notes: ['winmailUnpacked'], firstFile: 'the report' },
  ),
  mailCase(
    'winmail.dat under the name of an octet stream',
    multipart('mixed', [
      textPart('x'),
      filePart('winmail.dat', 'application/vnd.ms-tnef', tnef([{ name: 'a.txt', data: 'one' }])),
    ]),
    { files: ['a.txt'], notes: ['winmailUnpacked'] },
  ),
  mailCase(
    'signed by S/MIME in one part: signed, not encrypted',
    raw(
      {
        'Content-Type': 'application/pkcs7-mime; smime-type=signed-data; name="smime.p7m"',
        'Content-Transfer-Encoding': 'base64',
        'Content-Disposition': 'attachment; filename="smime.p7m"',
      },
      Buffer.from('signed').toString('base64'),
    ),
    { protection: 'signed', files: ['smime.p7m'] },
  ),
  mailCase(
    'signed by S/MIME as Outlook does, around text and HTML',
    multipart('signed; protocol="application/x-pkcs7-signature"; micalg=SHA1', [
      {
        headers: { 'Content-Type': 'multipart/alternative; boundary="=_s"' },
        body: '--=_s\r\nContent-Type: text/plain\r\n\r\nSigned words\r\n--=_s\r\nContent-Type: text/html\r\n\r\n<p>Signed words</p>\r\n--=_s--',
      },
      filePart('smime.p7s', 'application/x-pkcs7-signature', Buffer.from('sig')),
    ]),
    { protection: 'signed', text: /Signed words/, files: ['smime.p7s'], html: { has: ['Signed words'] } },
  ),
  mailCase(
    'encrypted by PGP inside the text',
    plain('-----BEGIN PGP MESSAGE-----\nVersion: GnuPG v2\n\nhQEMA1PzZ\n=Qk1a\n-----END PGP MESSAGE-----\n'),
    { protection: 'encrypted', text: /BEGIN PGP MESSAGE/ },
  ),
  mailCase(
    'signed by PGP inside the text',
    plain(
      '-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\nThe printer is broken.\n-----BEGIN PGP SIGNATURE-----\n\niQEz\n-----END PGP SIGNATURE-----\n',
    ),
    { protection: 'signed', text: /The printer is broken/ },
  ),
  mailCase(
    'who only quotes a cipher has written in the clear',
    plain(
      'I got this, what is it?\n\n> -----BEGIN PGP MESSAGE-----\n> hQEMA1PzZ\n> -----END PGP MESSAGE-----\n',
    ),
    { protection: null },
  ),
  mailCase(
    'forwarded as a file by Outlook, with the words of who forwards',
    multipart(
      'mixed',
      [
        textPart('Please take care of it.\r\n\r\nAnna'),
        {
          headers: {
            'Content-Type': 'message/rfc822; name="Printer.eml"',
            'Content-Disposition': 'attachment; filename="Printer.eml"',
          },
          body: original().toString('latin1'),
        },
      ],
      { Subject: 'FW: Printer' },
    ),
    { forwarded: 'bob@client.test', files: ['Printer.eml'], reply: /Please take care/, title: 'Printer' },
  ),
  mailCase(
    'two mails forwarded as files: nobody is the one who asks',
    multipart('mixed', [
      textPart('Two of them.'),
      ...['a', 'b'].map((name) => ({
        headers: {
          'Content-Type': 'message/rfc822',
          'Content-Disposition': `attachment; filename="${name}.eml"`,
        },
        body: original().toString('latin1'),
      })),
    ]),
    { forwarded: null, files: ['a.eml', 'b.eml'] },
  ),
  mailCase(
    'forwarded inline by Mail.ru',
    plain(
      'Помогите, пожалуйста.\n\n-------- Пересылаемое сообщение --------\nОт: Борис Смирнов <bob@client.test>\nКому: Анна <anna@example.test>\nДата: Понедельник, 5 января 2026, 10:15 +03:00\nТема: Принтер\n\nНе печатает.\n----------------------------------------------------------------------',
      { Subject: 'Fwd: Принтер' },
    ),
    { forwarded: 'bob@client.test', reply: /Не печатает/, title: 'Принтер' },
  ),
  mailCase(
    'forwarded inline by Thunderbird in Russian',
    plain(
      '-------- Перенаправленное сообщение --------\nТема: \tПринтер\nДата: \tMon, 5 Jan 2026 10:15:00 +0300\nОт: \tБорис Смирнов <bob@client.test>\nКому: \tanna@example.test\n\nНе печатает.',
      { Subject: 'Fwd: Принтер' },
    ),
    { forwarded: 'bob@client.test', reply: /Не печатает/ },
  ),
  mailCase(
    'a photograph of an iPhone inside the text',
    multipart('mixed', [
      textPart('The lamp is red:'),
      {
        headers: {
          'Content-Type': 'image/jpeg; name="IMG_0042.jpeg"',
          'Content-Disposition': 'inline; filename="IMG_0042.jpeg"; x-apple-part-url=1A2B',
        },
        body: Buffer.from([0xff, 0xd8, 0xff]),
      },
      textPart('Sent from my iPhone'),
    ]),
    { files: ['IMG_0042.jpeg'], reply: 'The lamp is red:' },
  ),
  mailCase(
    'a mail of nothing but a picture',
    raw(
      { 'Content-Type': 'image/png; name="screen.png"', 'Content-Transfer-Encoding': 'base64' },
      Buffer.from('png').toString('base64'),
    ),
    { files: ['screen.png'], text: '' },
  ),
  mailCase(
    'a voice message of a telephone exchange',
    multipart(
      'mixed',
      [
        textPart('Voice message from +7 495 000-00-00, 0:17'),
        filePart('msg0042.wav', 'audio/x-wav', Buffer.from('RIFF')),
      ],
      { From: 'Asterisk PBX <voicemail@pbx.test>', 'X-Asterisk-CallerID': '+74950000000' },
    ),
    { files: ['msg0042.wav'], text: /0:17/, kind: 'person' },
  ),
  mailCase(
    'a table out of Excel keeps its cells apart as text',
    multipart('alternative', [
      textPart(' '),
      htmlPart('<table><tr><td>Toner</td><td>10</td></tr><tr><td>Paper</td><td>5</td></tr></table>'),
    ]),
    { text: /Toner\s+10\s+Paper\s+5/, html: { has: ['<td>Toner</td>'] } },
  ),
];
