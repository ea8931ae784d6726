import { mailCase, multipart, plain, type Expected, type MailCase } from './case';

const ours =
  'Return-Path: <support+sd-1042.b.1.aaaaaaaaaaaaaaaa@helpdesk.test>\r\nFrom: Romashka <support@helpdesk.test>\r\nTo: anna@example.test\r\nSubject: [SD-1042] Printer\r\nMessage-ID: <sd-1042.m.1.aaaaaaaaaaaaaaaa@helpdesk.test>\r\nAuto-Submitted: auto-generated\r\n\r\nDid you switch it off?\r\n';
const about = { reportedMessageId: 'sd-1042.m.1.aaaaaaaaaaaaaaaa@helpdesk.test' };

interface Told {
  readonly from: string;
  readonly subject: string;
  readonly text: string;
  /** Lines of the status part. */
  readonly status: readonly string[];
  /** The head alone comes back. */
  readonly headOnly?: boolean;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A delivery report in three parts, as this server writes it. */
const dsn = (name: string, told: Told, report: object, more: Expected = {}): MailCase =>
  mailCase(
    `a report of ${name}`,
    multipart(
      'report; report-type=delivery-status',
      [
        { headers: { 'Content-Type': 'text/plain; charset=utf-8' }, body: told.text },
        { headers: { 'Content-Type': 'message/delivery-status' }, body: told.status.join('\r\n') },
        told.headOnly
          ? { headers: { 'Content-Type': 'text/rfc822-headers' }, body: ours.split('\r\n\r\n')[0]! }
          : { headers: { 'Content-Type': 'message/rfc822' }, body: ours },
      ],
      {
        From: told.from,
        Subject: told.subject,
        To: 'support+sd-1042.b.1.aaaaaaaaaaaaaaaa@helpdesk.test',
        'Return-Path': '<>',
        ...told.headers,
      },
    ),
    { kind: 'bounce', reports: [report], ...about, ...more },
  );

/** What a server or a person's program answers by itself. */
const away = (name: string, text: string, headers: Record<string, string>, more: Expected = {}): MailCase =>
  mailCase(name, plain(text, { 'In-Reply-To': '<x@helpdesk.test>', ...headers }), {
    kind: 'auto-reply',
    ...more,
  });

export const reportsOfServers: readonly MailCase[] = [
  dsn(
    'Postfix',
    {
      from: 'MAILER-DAEMON@mx.example.test (Mail Delivery System)',
      subject: 'Undelivered Mail Returned to Sender',
      text: 'This is the mail system at host mx.example.test.\n\n<anna@example.test>: host mail.example.test[192.0.2.7] said: 550 5.1.1 <anna@example.test>: Recipient address rejected: User unknown',
      status: [
        'Reporting-MTA: dns; mx.example.test',
        'X-Postfix-Queue-ID: 4Zx0Hk2hT1z9sWf',
        'X-Postfix-Sender: rfc822; support@helpdesk.test',
        'Arrival-Date: Mon,  5 Jan 2026 10:15:00 +0300 (MSK)',
        '',
        'Final-Recipient: rfc822; anna@example.test',
        'Original-Recipient: rfc822;anna@example.test',
        'Action: failed',
        'Status: 5.1.1',
        'Remote-MTA: dns; mail.example.test',
        'Diagnostic-Code: smtp; 550 5.1.1 <anna@example.test>: Recipient address',
        '    rejected: User unknown',
      ],
    },
    {
      recipient: 'anna@example.test',
      action: 'failed',
      status: '5.1.1',
      diagnostic: 'smtp; 550 5.1.1 <anna@example.test>: Recipient address rejected: User unknown',
    },
  ),
  dsn(
    'Postfix that waits',
    {
      from: 'MAILER-DAEMON@mx.example.test (Mail Delivery System)',
      subject: 'Delayed Mail (still being retried)',
      text: 'THIS IS A WARNING ONLY.  YOU DO NOT NEED TO RESEND YOUR MESSAGE.',
      status: [
        'Reporting-MTA: dns; mx.example.test',
        '',
        'Final-Recipient: rfc822; anna@example.test',
        'Action: delayed',
        'Status: 4.4.1',
        'Diagnostic-Code: X-Postfix; connect to mail.example.test[192.0.2.7]:25: Connection timed out',
        'Will-Retry-Until: Sat, 10 Jan 2026 10:15:00 +0300 (MSK)',
      ],
      headOnly: true,
    },
    { recipient: 'anna@example.test', action: 'delayed', status: '4.4.1' },
  ),
  dsn(
    'Exim with DSN',
    {
      from: 'Mail Delivery System <Mailer-Daemon@mx.example.test>',
      subject: 'Mail delivery failed: returning message to sender',
      text: 'This message was created automatically by mail delivery software.',
      status: [
        'Reporting-MTA: dns; mx.example.test',
        '',
        'Action: failed',
        'Final-Recipient: rfc822;anna@example.test',
        'Status: 5.0.0',
        'Remote-MTA: dns; mail.example.test',
        'Diagnostic-Code: smtp; 550 No such user here',
      ],
      headers: { 'X-Failed-Recipients': 'anna@example.test', 'Auto-Submitted': 'auto-replied' },
    },
    { recipient: 'anna@example.test', status: '5.0.0', diagnostic: 'smtp; 550 No such user here' },
  ),
  dsn(
    'Microsoft 365',
    {
      from: '"postmaster@corp.onmicrosoft.test" <postmaster@corp.onmicrosoft.test>',
      subject: 'Undeliverable: [SD-1042] Printer',
      text: 'Delivery has failed to these recipients or groups:\n\nanna@example.test\nThe email address you entered could not be found.',
      status: [
        'Reporting-MTA: dns;AM0PR01MB.eurprd01.prod.outlook.test',
        'Received-From-MTA: dns;helpdesk.test',
        '',
        'Final-Recipient: rfc822;anna@example.test',
        'Action: failed',
        'Status: 5.1.10',
        'Diagnostic-Code: smtp;550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup',
      ],
      headers: { 'X-MS-Exchange-Message-Is-Ndr': '', 'Auto-Submitted': 'auto-replied' },
    },
    { recipient: 'anna@example.test', action: 'failed', status: '5.1.10' },
    { number: 'SD-1042' },
  ),
  dsn(
    'Exchange in Russian',
    {
      from: 'postmaster@corp.test',
      subject:
        '=?utf-8?B?' + Buffer.from('Не удалось доставить: [SD-1042] Принтер').toString('base64') + '?=',
      text: 'Сбой доставки следующим получателям или группам:\n\nanna@example.test\nПочтовый ящик получателя переполнен.',
      status: [
        'Reporting-MTA: dns;EX01.corp.test',
        '',
        'Final-Recipient: rfc822;anna@example.test',
        'Action: failed',
        'Status: 5.2.2',
        'Diagnostic-Code: smtp;554 5.2.2 mailbox full; STOREDRV.Deliver.Exception:QuotaExceededException',
        'X-Display-Name: =?utf-8?B?0JDQvdC90LA=?=',
      ],
    },
    { recipient: 'anna@example.test', status: '5.2.2' },
  ),
  dsn(
    'Gmail',
    {
      from: 'Mail Delivery Subsystem <mailer-daemon@googlemail.test>',
      subject: 'Delivery Status Notification (Failure)',
      text: "** Address not found **\n\nYour message wasn't delivered to anna@example.test because the address couldn't be found, or is unable to receive mail.",
      status: [
        'Reporting-MTA: dns; googlemail.test',
        'Received-From-MTA: dns; support@helpdesk.test',
        'Arrival-Date: Sun, 04 Jan 2026 23:15:00 -0800 (PST)',
        'X-Original-Message-ID: <sd-1042.m.1.aaaaaaaaaaaaaaaa@helpdesk.test>',
        '',
        'Final-Recipient: rfc822; anna@example.test',
        'Action: failed',
        'Status: 5.1.1',
        'Remote-MTA: dns; gmail-smtp-in.l.google.test. (192.0.2.27, the server for the domain example.test.)',
        'Diagnostic-Code: smtp; 550-5.1.1 The email account that you tried to reach does not exist.',
        ' 550 5.1.1  https://support.example.test/mail/?p=NoSuchUser a1si - gsmtp',
        'Last-Attempt-Date: Sun, 04 Jan 2026 23:15:01 -0800 (PST)',
      ],
      headOnly: true,
    },
    {
      recipient: 'anna@example.test',
      status: '5.1.1',
      diagnostic:
        'smtp; 550-5.1.1 The email account that you tried to reach does not exist. 550 5.1.1  https://support.example.test/mail/?p=NoSuchUser a1si - gsmtp',
    },
  ),
  dsn(
    'Yandex',
    {
      from: 'mailer-daemon@yandex.test',
      subject: '=?utf-8?B?' + Buffer.from('Недоставленное сообщение').toString('base64') + '?=',
      text: 'Это письмо отправлено почтовым сервером yandex.test.\n\nК сожалению, мы вынуждены сообщить Вам о том, что Ваше письмо не может быть отправлено одному или нескольким адресатам.\n\n<anna@example.test>: 550 5.7.1 No such user!',
      status: [
        'Reporting-MTA: dns; forward101.yandex.test',
        'X-Yandex-Queue-ID: 3A2C3F00',
        '',
        'Final-Recipient: rfc822; anna@example.test',
        'Original-Recipient: rfc822;anna@example.test',
        'Action: failed',
        'Status: 5.7.1',
        'Diagnostic-Code: smtp; 550 5.7.1 No such user!',
      ],
    },
    { recipient: 'anna@example.test', status: '5.7.1' },
    { title: 'Недоставленное сообщение' },
  ),
  dsn(
    'Sendmail',
    {
      from: 'Mail Delivery Subsystem <MAILER-DAEMON@mx.example.test>',
      subject: 'Returned mail: see transcript for details',
      text: 'The original message was received at Mon, 5 Jan 2026 10:15:00 +0300\n\n   ----- The following addresses had permanent fatal errors -----\n<anna@example.test>\n    (reason: 550 5.1.1 <anna@example.test>... User unknown)',
      status: [
        'Reporting-MTA: dns; mx.example.test',
        'Received-From-MTA: DNS; helpdesk.test',
        'Arrival-Date: Mon, 5 Jan 2026 10:15:00 +0300',
        '',
        'Final-Recipient: RFC822; anna@example.test',
        'Action: failed',
        'Status: 5.1.1',
        'Diagnostic-Code: SMTP; 550 5.1.1 <anna@example.test>... User unknown',
        'Last-Attempt-Date: Mon, 5 Jan 2026 10:15:01 +0300',
      ],
    },
    { recipient: 'anna@example.test', status: '5.1.1' },
  ),
  dsn(
    'Lotus Domino, with an X.500 name beside the address',
    {
      from: 'Postmaster@corp.test',
      subject: 'DELIVERY FAILURE: User anna (anna@example.test) not listed in Domino Directory',
      text: 'Your message was not delivered to anna@example.test because: User anna not listed in Domino Directory',
      status: [
        'Reporting-MTA: dns;domino.corp.test',
        '',
        'Final-Recipient: rfc822;anna@example.test',
        'Action: failed',
        'Status: 5.1.1',
        'Diagnostic-Code: X-Notes; User anna (anna@example.test) not listed in Domino Directory',
      ],
    },
    { recipient: 'anna@example.test', status: '5.1.1' },
  ),
  mailCase(
    'a report of qmail, in words only',
    plain(
      "Hi. This is the qmail-send program at mx.example.test.\nI'm afraid I wasn't able to deliver your message to the following addresses.\n\n<anna@example.test>:\nSorry, no mailbox here by that name. (#5.1.1)\n\n--- Below this line is a copy of the message.\n\n" +
        ours.replaceAll('\r\n', '\n'),
      { From: 'MAILER-DAEMON@mx.example.test', Subject: 'failure notice', 'Return-Path': '<>' },
    ),
    {
      kind: 'bounce',
      reports: [{ recipient: 'anna@example.test', status: '5.1.1' }],
      text: /no mailbox here by that name/,
      ...about,
    },
  ),
  mailCase(
    'a report of Mail.ru, in words only',
    plain(
      'This message was created automatically by mail delivery software.\n\nA message that you sent could not be delivered to one or more of its recipients. This is a permanent error.\n\n**********************\n\nЭто письмо создано автоматически сервером Mail.Ru, отвечать на него не нужно.\n\n  anna@example.test\n    user not found',
      {
        From: 'Mailer-Daemon@corp.mail.test',
        Subject: 'Mail failure.',
        'X-Failed-Recipients': 'anna@example.test',
        'Return-Path': '<>',
      },
    ),
    { kind: 'bounce', reports: [{ recipient: 'anna@example.test', status: '5.0.0' }] },
  ),
  away(
    'out of office of Outlook in English, with the suppress header of Exchange',
    'I am out of the office until 12 January and read no mail. In urgent cases call +44 20 7946 0000.',
    {
      Subject: 'Automatic reply: [SD-1042] Printer',
      'Auto-Submitted': 'auto-generated',
      'X-Auto-Response-Suppress': 'All',
      'X-MS-Exchange-Inbox-Rules-Loop': 'anna@example.test',
    },
    { number: 'SD-1042' },
  ),
  away(
    'the vacation of Gmail',
    'Меня нет на месте до 12 января.',
    {
      Subject: '=?utf-8?B?' + Buffer.from('Нет на месте Re: [SD-1042] Принтер').toString('base64') + '?=',
      'Auto-Submitted': 'auto-replied',
      'X-Autoreply': 'yes',
      Precedence: 'bulk',
      'Return-Path': '<>',
    },
    { number: 'SD-1042', language: 'ru' },
  ),
  away('vacation(1) of Unix', 'I am on vacation.', {
    Subject: 'away from my mail',
    'Auto-Submitted': 'auto-replied (vacation)',
    Precedence: 'bulk',
  }),
  away('the autoresponder of Mail.ru', 'Спасибо за письмо, я в отпуске.', {
    Subject: '=?utf-8?B?' + Buffer.from('Автоответ: [SD-1042] Принтер').toString('base64') + '?=',
    'X-Mailer': 'Mail.Ru Mailer 1.0',
    'X-Autogenerated': 'Reply',
  }),
  mailCase(
    'the acknowledgement of another help desk is a program’s',
    plain('Your request has been received. [Ticket#2026010510000017]', {
      From: 'Support <help@vendor.test>',
      Subject: '[Ticket#2026010510000017] Printer',
      'Auto-Submitted': 'auto-replied',
      'X-OTRS-Loop': 'help@vendor.test',
      Precedence: 'bulk',
    }),
    { kind: 'auto-reply', number: null },
  ),
  mailCase(
    'the alarm of a monitoring system opens a ticket as a robot',
    plain('PROBLEM: disk /var is full on db01', {
      From: 'zabbix@monitor.test',
      Subject: 'Problem: disk /var is full',
      'Auto-Submitted': 'auto-generated',
    }),
    { kind: 'robot', title: 'Problem: disk /var is full' },
  ),
];
