import iconv from 'iconv-lite';
import { htmlPart, mailCase, multipart, plain, raw, textPart, type MailCase } from './case';

/**
 * Replies as whole mails: with the heads, parts and habits of one client each, as they arrive. Every one must be told from its
 * quotation, belong to its thread and be a person's.
 */
const thread = '<sd-1042.m.1.aaaaaaaaaaaaaaaa@helpdesk.test>';
const replies = { 'In-Reply-To': thread, References: thread, Subject: 'Re: [SD-1042] Printer' };
const ofThread = {
  kind: 'person',
  number: 'SD-1042',
  references: [thread.slice(1, -1)],
} as const;

const base64 = (text: string, charset = 'utf-8') =>
  iconv.encode(text, charset).toString('base64').replace(/.{76}/g, '$&\r\n');
const word = (text: string, charset = 'utf-8') =>
  `=?${charset}?B?${iconv.encode(text, charset).toString('base64')}?=`;

export const wholeReplies: readonly MailCase[] = [
  mailCase(
    'Outlook 365 in English, HTML with a bordered head and a logo below',
    multipart(
      'related; type="multipart/alternative"',
      [
        {
          headers: { 'Content-Type': 'multipart/alternative; boundary="=_alt"' },
          body: [
            '--=_alt',
            'Content-Type: text/plain; charset="utf-8"',
            'Content-Transfer-Encoding: base64',
            '',
            base64(
              'Hi Olga,\r\n\r\nit prints again since this morning.\r\n\r\nKind regards,\r\nAnna\r\n\r\nFrom: Service desk <support@helpdesk.test>\r\nSent: Monday, January 5, 2026 10:15 AM\r\nTo: Anna Petrova <anna@example.test>\r\nSubject: [SD-1042] Printer\r\n\r\nDid you switch it off and on?\r\n',
            ),
            '--=_alt',
            'Content-Type: text/html; charset="utf-8"',
            'Content-Transfer-Encoding: 8bit',
            '',
            '<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p.MsoNormal{margin:0cm}</style></head><body lang="EN-GB"><div class="WordSection1"><p class="MsoNormal">Hi Olga,<o:p></o:p></p><p class="MsoNormal">it prints again since this morning.</p><p class="MsoNormal"><img width="90" src="cid:image001.png@01DC7E1A.2C3B4D50"></p><div style="border:none;border-top:solid #E1E1E1 1.0pt"><p class="MsoNormal"><b>From:</b> Service desk</p></div></div></body></html>',
            '--=_alt--',
          ].join('\r\n'),
        },
        {
          headers: {
            'Content-Type': 'image/png; name="image001.png"',
            'Content-ID': '<image001.png@01DC7E1A.2C3B4D50>',
            'Content-Disposition': 'inline; filename="image001.png"',
          },
          body: Buffer.from('logo'),
        },
      ],
      {
        ...replies,
        Subject: 'RE: [SD-1042] Printer',
        'X-Mailer': 'Microsoft Outlook 16.0',
        'Thread-Index': 'AQHc',
      },
    ),
    {
      ...ofThread,
      title: 'Printer',
      reply: /^Hi Olga,\n\nit prints again since this morning\.(?![\s\S]*Service desk)/,
      text: /Kind regards,\nAnna[\s\S]*Did you switch it off/,
      files: ['image001.png'],
      html: {
        has: ['it prints again', 'data-cid="image001.png@01DC7E1A.2C3B4D50"'],
        hasNot: ['<style', 'o:p'],
      },
    },
  ),
  mailCase(
    'Outlook 2010 in Russian, windows-1251, «Исходное сообщение»',
    raw(
      {
        ...replies,
        Subject: word('HA: [SD-1042] Принтер', 'windows-1251'),
        From: `${word('Анна Петрова', 'windows-1251')} <anna@example.test>`,
        'Content-Type': 'text/plain; charset="windows-1251"',
        'Content-Transfer-Encoding': 'base64',
      },
      base64(
        'Добрый день!\r\n\r\nПринтер снова печатает, заявку можно закрыть.\r\n\r\n-----Исходное сообщение-----\r\nОт: Служба поддержки [mailto:support@helpdesk.test]\r\nОтправлено: 5 января 2026 г. 10:15\r\nКому: Анна Петрова\r\nТема: [SD-1042] Принтер\r\n\r\nВы его выключали?\r\n',
        'windows-1251',
      ),
    ),
    {
      ...ofThread,
      name: 'Анна Петрова',
      title: 'Принтер',
      language: 'ru',
      reply: 'Добрый день!\n\nПринтер снова печатает, заявку можно закрыть.',
    },
  ),
  mailCase(
    'Gmail in Russian from a telephone, HTML beside a text',
    multipart(
      'alternative',
      [
        textPart(
          'Спасибо, работает\r\n\r\nпн, 5 янв. 2026 г., 10:15 Служба поддержки <support@helpdesk.test>:\r\n\r\n> Вы его выключали?\r\n>\r\n',
        ),
        htmlPart(
          '<p dir="ltr">Спасибо, работает</p><br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">пн, 5 янв. 2026 г., 10:15 Служба поддержки &lt;<a href="mailto:support@helpdesk.test">support@helpdesk.test</a>&gt;:<br></div><blockquote class="gmail_quote"><p>Вы его выключали?</p></blockquote></div>',
        ),
      ],
      { ...replies, Subject: word('Re: [SD-1042] Принтер') },
    ),
    { ...ofThread, reply: 'Спасибо, работает', html: { has: ['Спасибо, работает', '<blockquote'] } },
  ),
  mailCase(
    'Apple Mail in English, the quotation is an attribution over two lines',
    plain(
      'Works, thank you!\n\nAnna\n\n> On 5 Jan 2026, at 10:15, The Service Desk of Example Limited\n> <support@helpdesk.test> wrote:\n> \n> Did you switch it off?\n',
      { ...replies, 'X-Mailer': 'Apple Mail (2.3774.600.62)', 'Mime-Version': '1.0 (Mac OS X Mail 16.0)' },
    ),
    { ...ofThread, reply: 'Works, thank you!\n\nAnna' },
  ),
  mailCase(
    'iPhone in Russian, the program speaks before the quotation',
    plain(
      'Да, выключал. Не помогло\n\nОтправлено с iPhone\n\n> 5 янв. 2026 г., в 10:15, Служба поддержки <support@helpdesk.test> написал(а):\n> \n> \uFEFFВы его выключали?\n',
      { ...replies, 'X-Mailer': 'iPhone Mail (22F76)' },
    ),
    { ...ofThread, reply: 'Да, выключал. Не помогло', language: 'ru' },
  ),
  mailCase(
    'Thunderbird in English, the answer below the quotation',
    plain(
      'On 05/01/2026 10:15, Service desk wrote:\n> Did you switch it off and on?\n\nYes, twice. The lamp stays red.\n\n-- \nAnna Petrova\nExample Ltd\n',
      { ...replies, 'User-Agent': 'Mozilla Thunderbird' },
    ),
    { ...ofThread, reply: /Did you switch it off and on\?[\s\S]*The lamp stays red/ },
  ),
  mailCase(
    'Thunderbird in Russian, koi8-r, format=flowed',
    raw(
      {
        ...replies,
        'User-Agent': 'Mozilla Thunderbird 78.14.0',
        'Content-Type': 'text/plain; charset=koi8-r; format=flowed',
        'Content-Transfer-Encoding': '8bit',
      },
      iconv.encode(
        'Лампочка горит красным, \r\nи бумага замята.\r\n\r\n05.01.2026 10:15, Служба поддержки пишет:\r\n> Вы его выключали?\r\n',
        'koi8-r',
      ),
    ),
    { ...ofThread, reply: 'Лампочка горит красным, и бумага замята.', language: 'ru' },
  ),
  mailCase(
    'Yandex on the web, HTML alone',
    raw(
      {
        ...replies,
        'X-Mailer': 'Yamail [ http://yandex.ru ] 5.0',
        'Content-Type': 'text/html; charset=utf-8',
        'Content-Transfer-Encoding': 'base64',
      },
      base64(
        '<div>Печатает.</div><div> </div><div>05.01.2026, 10:15, "Служба поддержки" &lt;support@helpdesk.test&gt;:</div><blockquote><p>Вы его выключали?</p></blockquote>',
      ),
    ),
    { ...ofThread, reply: 'Печатает.', html: { has: ['<blockquote'] } },
  ),
  mailCase(
    'Mail.ru on the web, HTML beside a text',
    multipart(
      'alternative',
      [
        textPart(
          '\r\nПечатает, спасибо.\r\n \r\n--\r\nАнна Петрова\r\n \r\n  \r\n>Понедельник, 5 января 2026, 10:15 +03:00 от Служба поддержки <support@helpdesk.test>:\r\n> \r\n>Вы его выключали?\r\n',
        ),
        htmlPart(
          '<HTML><BODY><div>Печатает, спасибо.</div><div>--<br>Анна Петрова</div><blockquote style="border-left:1px solid #0857A6">Понедельник, 5 января 2026, 10:15 +03:00 от Служба поддержки:<br>Вы его выключали?</blockquote></BODY></HTML>',
        ),
      ],
      { ...replies, 'X-Mailer': 'Mail.Ru Mailer 1.0', 'X-Priority': '3 (Normal)' },
    ),
    { ...ofThread, reply: /^Печатает, спасибо\.(?![\s\S]*выключали)/, language: 'ru' },
  ),
  mailCase(
    'Outlook for iOS in English',
    plain(
      'It works\n\nGet Outlook for iOS<https://aka.ms/o0ukef>\n________________________________\nFrom: Service desk <support@helpdesk.test>\nSent: Monday, January 5, 2026 10:15:00 AM\nTo: Anna Petrova <anna@example.test>\nSubject: [SD-1042] Printer\n\nDid you?\n',
      replies,
    ),
    { ...ofThread, reply: 'It works' },
  ),
  mailCase(
    'K-9 on Android in Russian',
    plain(
      'Работает\n\n5 января 2026 г. 10:15:00 GMT+03:00, Служба поддержки <support@helpdesk.test> пишет:\n>Вы его выключали?\n-- \nПростите за краткость, создано в K-9 Mail.',
      { ...replies, 'User-Agent': 'K-9 Mail for Android' },
    ),
    { ...ofThread, reply: /^Работает(?![\s\S]*пишет:)/ },
  ),
  mailCase(
    'The Bat! in Russian: initials before every quoted line, answered in between',
    raw(
      {
        ...replies,
        'X-Mailer': 'The Bat! (v9.3.4) Professional',
        'Content-Type': 'text/plain; charset=windows-1251',
        'Content-Transfer-Encoding': '8bit',
      },
      iconv.encode(
        'Здравствуйте, Служба.\r\n\r\nВы писали 5 января 2026 г., 10:15:\r\n\r\n> Вы его выключали?\r\nДа.\r\n\r\n> А включали?\r\nТоже да.\r\n\r\n-- \r\nС уважением,\r\n Анна',
        'windows-1251',
      ),
    ),
    { ...ofThread, reply: /Вы его выключали\?\s+Да\.[\s\S]*А включали\?\s+Тоже да\./ },
  ),
  mailCase(
    'Lotus Notes: the head of what is quoted stands in a table of dashes',
    plain(
      'Done.\n\n-----Service desk <support@helpdesk.test> wrote: -----\nTo: Anna Petrova\nFrom: Service desk <support@helpdesk.test>\nDate: 05.01.2026 10:15\nSubject: [SD-1042] Printer\n\nDid you?',
      { ...replies, 'X-Mailer': 'Lotus Notes Release 9.0.1' },
    ),
    { ...ofThread, reply: /^Done\./ },
  ),
  mailCase(
    'Roundcube, plain text',
    plain('Passt.\n\nAm 2026-01-05 10:15, schrieb Service desk:\n> Did you switch it off?\n', {
      ...replies,
      'User-Agent': 'Roundcube Webmail/1.6.5',
    }),
    { ...ofThread, reply: /^Passt\./ },
  ),
  mailCase(
    'a reply whose client lost the References, with the number in the subject',
    plain('Still broken.', { Subject: 'AW: [SD-1042] Printer' }),
    { kind: 'person', number: 'SD-1042', references: [], title: 'Printer', reply: 'Still broken.' },
  ),
  mailCase(
    'Samsung Email in Russian, base64, no text of its own beyond a word',
    raw(
      {
        ...replies,
        'Content-Type': 'text/plain; charset=utf-8',
        'Content-Transfer-Encoding': 'base64',
      },
      base64(
        'Ок\r\n\r\n-------- Исходное сообщение --------\r\nОт: Служба поддержки <support@helpdesk.test>\r\nДата: 05.01.2026 10:15 (GMT+03:00)\r\nКому: anna@example.test\r\nТема: [SD-1042] Принтер\r\n\r\nЗакрываем?',
      ),
    ),
    { ...ofThread, reply: 'Ок' },
  ),
  mailCase(
    'undeclared windows-1251 of a multifunction printer that scans to mail',
    raw(
      { From: 'scanner@example.test', Subject: 'Scan', 'Content-Type': null, 'Message-ID': null },
      iconv.encode('Отсканированный документ во вложении, устройство третьего этажа.', 'windows-1251'),
    ),
    {
      text: 'Отсканированный документ во вложении, устройство третьего этажа.',
      language: 'ru',
      messageId: null,
    },
  ),
];
