import { mailCase, multipart, plain, type Expected, type MailCase } from './case';

interface Bounced {
  readonly status: string;
  readonly text?: string;
  readonly returned?: string;
  readonly returnedType?: string;
  readonly headers?: Record<string, string | null>;
}

const dsn = ({
  status,
  text = 'Your mail was not delivered.',
  returned,
  returnedType = 'message/rfc822',
  headers = {},
}: Bounced): Buffer =>
  multipart(
    'report; report-type=delivery-status',
    [
      { headers: { 'Content-Type': 'text/plain' }, body: text },
      { headers: { 'Content-Type': 'message/delivery-status' }, body: status },
      ...(returned === undefined ? [] : [{ headers: { 'Content-Type': returnedType }, body: returned }]),
    ],
    {
      From: 'Mail Delivery System <mailer-daemon@mx.test>',
      Subject: 'Mail delivery failed',
      'Return-Path': '<>',
      ...headers,
    },
  );

const failed =
  'Reporting-MTA: dns; mx.test\r\n\r\nFinal-Recipient: rfc822; anna@example.test\r\nAction: failed\r\nStatus: 5.1.1\r\nDiagnostic-Code: smtp; 550 5.1.1 no such user\r\n';
const ours =
  'From: support@helpdesk.test\r\nTo: anna@example.test\r\nSubject: [SD-1042] Printer\r\nMessage-ID: <ours@helpdesk.test>\r\n\r\nHello\r\n';
const told = (name: string, bytes: Buffer, reports: readonly object[], more: Expected = {}): MailCase =>
  mailCase(name, bytes, { kind: 'bounce', reports, ...more });

export const bounces: readonly MailCase[] = [
  told(
    'no such user',
    dsn({ status: failed, returned: ours }),
    [
      {
        recipient: 'anna@example.test',
        action: 'failed',
        status: '5.1.1',
        diagnostic: 'smtp; 550 5.1.1 no such user',
      },
    ],
    { reportedMessageId: 'ours@helpdesk.test' },
  ),
  told(
    'only the head comes back',
    dsn({ status: failed, returned: ours.split('\r\n\r\n')[0]!, returnedType: 'text/rfc822-headers' }),
    [{ status: '5.1.1' }],
    { reportedMessageId: 'ours@helpdesk.test' },
  ),
  told('a full mailbox', dsn({ status: failed.replaceAll('5.1.1', '4.2.2') }), [
    { action: 'failed', status: '4.2.2' },
  ]),
  told('delayed', dsn({ status: failed.replace('failed', 'delayed').replaceAll('5.1.1', '4.4.1') }), [
    { action: 'delayed', status: '4.4.1' },
  ]),
  told(
    'the final recipient is not the one written to',
    dsn({
      status: failed.replace(
        'Final-Recipient: rfc822; anna@example.test',
        'Original-Recipient: rfc822;Anna@Example.test\r\nFinal-Recipient: rfc822; a.petrova@inner.test',
      ),
    }),
    [{ recipient: 'anna@example.test' }],
  ),
  told(
    'two recipients',
    dsn({
      status: `${failed}\r\nFinal-Recipient: rfc822; bob@example.test\r\nAction: delayed\r\nStatus: 4.0.0\r\n`,
    }),
    [
      { recipient: 'anna@example.test', status: '5.1.1' },
      { recipient: 'bob@example.test', status: '4.0.0' },
    ],
  ),
  told(
    'folded diagnostics',
    dsn({ status: failed.replace('smtp; 550 5.1.1 no such user', 'smtp; 550\r\n 5.1.1 no\r\n such user') }),
    [{ diagnostic: 'smtp; 550 5.1.1 no such user' }],
  ),
  told(
    'no action named',
    dsn({ status: 'Final-Recipient: rfc822; anna@example.test\r\nStatus: 5.7.1\r\n' }),
    [{ action: 'failed', status: '5.7.1' }],
  ),
  told(
    'a status that says nothing',
    dsn({ status: 'Final-Recipient: rfc822; anna@example.test\r\nAction: failed\r\nStatus: unknown\r\n' }),
    [{ status: '' }],
  ),
  told(
    'delivered is a report too',
    dsn({ status: failed.replace('failed', 'delivered').replaceAll('5.1.1', '2.0.0') }),
    [{ action: 'delivered', status: '2.0.0' }],
  ),
  told(
    'from postmaster of Exchange',
    dsn({ status: failed, headers: { From: 'postmaster@corp.test', Subject: 'Undeliverable: Printer' } }),
    [{ status: '5.1.1' }],
  ),
  told(
    'free text with X-Failed-Recipients (Exim)',
    plain(
      'A message that you sent could not be delivered.\n\n  anna@example.test\n    all relevant MX records point to non-existent hosts\n',
      {
        From: 'Mail Delivery System <Mailer-Daemon@mx.test>',
        'X-Failed-Recipients': 'anna@example.test',
        'Auto-Submitted': 'auto-replied',
        Subject: 'Mail delivery failed: returning message to sender',
      },
    ),
    [],
  ),
  told(
    'free text of qmail',
    plain(
      'Hi. This is the qmail-send program.\n<anna@example.test>:\nSorry, no mailbox here by that name.\n',
      { From: 'MAILER-DAEMON@mx.test', Subject: 'failure notice', 'Return-Path': '<>' },
    ),
    [{ recipient: 'anna@example.test', action: 'failed', status: '' }], // whether for good it does not say
  ),
  told(
    'in Russian',
    plain('Ваше письмо не может быть доставлено.\n', {
      From: 'Mailer-Daemon@corp.test',
      Subject: 'Недоставленное сообщение',
      'Return-Path': '<>',
    }),
    [],
  ),
  told(
    'a report without a status part',
    multipart('report; report-type=delivery-status', [
      { headers: { 'Content-Type': 'text/plain' }, body: 'failed' },
    ]),
    [],
  ),
  mailCase(
    'a person who writes about undeliverable mail',
    plain('Mail to Bob is returned.', { Subject: 'Undeliverable mail?' }),
    { kind: 'person' },
  ),
  mailCase(
    'a hundred recipients are bounded',
    dsn({ status: Array.from({ length: 100 }, (_, n) => failed.replace('anna@', `a${n}@`)).join('\r\n') }),
    { kind: 'bounce' },
  ),
];
