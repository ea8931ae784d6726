import { mailCase, plain, type Expected, type MailCase } from './case';

const messageId = 'sd-1042.m.1.aaaaaaaaaaaaaaaa@helpdesk.test';
const copy = `Return-Path: <support+sd-1042.b.1.aaaaaaaaaaaaaaaa@helpdesk.test>
From: Romashka <support@helpdesk.test>
To: anna@example.test
Subject: [SD-1042] Printer
Message-ID: <${messageId}>

Did you switch it off?
`;

/** A server that knows no delivery reports says it in words; the null sender shows that it is one. */
const said = (
  name: string,
  text: string,
  reports: readonly object[],
  more: Headers & Expected = {},
): MailCase => {
  const {
    From = 'Mail Delivery Subsystem <MAILER-DAEMON@mx.test>',
    Subject = 'failure notice',
    ...expected
  } = more;
  const head = { From, Subject, 'Return-Path': '<>' };
  return mailCase(`in words: ${name}`, plain(text, head), { kind: 'bounce', reports, ...expected });
};

interface Headers {
  readonly From?: string;
  readonly Subject?: string;
}

const qmail = `Hi. This is the qmail-send program at mx.test.
I'm afraid I wasn't able to deliver your message to the following addresses.
This is a permanent error; I've given up. Sorry it didn't work out.

`;
const exim = `This message was created automatically by mail delivery software.

A message that you sent could not be delivered to one or more of its
recipients. This is a permanent error. The following address(es) failed:

`;
const eximCopy = `\n------ This is a copy of the message, including all the headers. ------\n\n${copy}`;
const returning = { Subject: 'Mail delivery failed: returning message to sender' };
const postfix = `This is the Postfix program at host mx.test.

I'm sorry to have to inform you that your message could not
be delivered to one or more recipients. It's attached below.

\t\t\tThe Postfix program

`;

export const spokenReports: readonly MailCase[] = [
  said(
    'qmail',
    `${qmail}<Anna@example.test>:
192.0.2.7 does not like recipient.
Remote host said: 550 5.1.1 <Anna@example.test>: User unknown
Giving up on 192.0.2.7.

--- Below this line is a copy of the message.

${copy}`,
    [
      {
        recipient: 'anna@example.test',
        action: 'failed',
        status: '5.1.1',
        diagnostic: expect.stringContaining('User unknown'),
      },
    ],
    { reportedMessageId: messageId },
  ),
  said(
    'qmail, of two, with its own codes',
    `${qmail}<anna@example.test>:
Sorry, no mailbox here by that name. (#5.1.1)

<bob@example.test>:
Sorry, I wasn't able to establish an SMTP connection. (#4.4.1)
I'm not going to try again; this message has been in the queue too long.

--- Below this line is a copy of the message.

${copy}`,
    [
      { recipient: 'anna@example.test', status: '5.1.1' },
      { recipient: 'bob@example.test', status: '4.4.1' },
    ],
  ),
  said(
    'Exim',
    `${exim}  anna@example.test
    SMTP error from remote mail server after RCPT TO:<anna@example.test>:
    host mail.example.test [192.0.2.7]: 550 No such user here
${eximCopy}`,
    [{ recipient: 'anna@example.test', action: 'failed', status: '5.0.0' }],
    { ...returning, reportedMessageId: messageId },
  ),
  said(
    'Exim, of an alias',
    `${exim}  a.petrova@inner.test
    (generated from anna@example.test)
    all relevant MX records point to non-existent hosts
${eximCopy}`,
    [{ recipient: 'a.petrova@inner.test', status: '5.0.0' }],
    returning,
  ),
  said(
    'Exim, which gave up',
    `${exim}  anna@example.test
    retry timeout exceeded
${eximCopy}`,
    [{ status: '4.4.7' }],
    returning,
  ),
  said(
    'Exim, which goes on',
    `This message was created automatically by mail delivery software.
A message that you sent has not yet been delivered to one or more of its
recipients after more than 24 hours on the queue on mx.test.

The address to which the message has not yet been delivered is:

  anna@example.test

No action is required on your part. Delivery attempts will continue for
some time.
`,
    [{ recipient: 'anna@example.test', action: 'delayed' }],
    { Subject: 'Warning: message 1abcde-000001-AA delayed 24 hours (delivery status)' },
  ),
  said(
    'Postfix',
    `${postfix}<anna@example.test>: host mail.example.test[192.0.2.7] said: 550 5.1.1
    <anna@example.test>: Recipient address rejected: User unknown in local
    recipient table (in reply to RCPT TO command)
`,
    [{ recipient: 'anna@example.test', action: 'failed', status: '5.1.1' }],
    { Subject: 'Undelivered Mail Returned to Sender' },
  ),
  said(
    'Postfix, which waits',
    `This is the mail system at host mx.test.

####################################################################
# THIS IS A WARNING ONLY.  YOU DO NOT NEED TO RESEND YOUR MESSAGE. #
####################################################################

Your message could not be delivered for more than 4 hour(s).
It will be retried until it is 5 day(s) old.

<anna@example.test>: connect to mail.example.test[192.0.2.7]:25: Connection
    timed out
`,
    [{ recipient: 'anna@example.test', action: 'delayed', status: '' }],
    { Subject: 'Delayed Mail (still being retried)' },
  ),
  said(
    'Exchange 2003',
    `Your message did not reach some or all of the intended recipients.

      Subject:\t[SD-1042] Printer
      Sent:\t05.01.2026 10:15

The following recipient(s) could not be reached:

      anna@example.test on 05.01.2026 10:15
            The e-mail account does not exist at the organization this message was sent to.
            <mail.example.test #5.1.1>
`,
    [{ recipient: 'anna@example.test', status: '5.1.1' }],
    { From: 'postmaster@corp.test', Subject: 'Undeliverable: [SD-1042] Printer' },
  ),
  said(
    'Exchange in Russian',
    `Сбой доставки следующим получателям или группам:

Анна Петрова <anna@example.test>
Введенный адрес электронной почты не найден.

Диагностические сведения для администраторов:

Формирующий сервер: EX01.corp.test
#550 5.1.1 RESOLVER.ADR.RecipNotFound; not found ##

Исходные заголовки сообщения:

${copy}`,
    [{ recipient: 'anna@example.test', status: '5.1.1' }],
    {
      From: 'postmaster@corp.test',
      Subject: 'Undeliverable: [SD-1042] Printer',
      reportedMessageId: messageId,
    },
  ),
  said('of a server that nobody knows', 'Your letter <anna@example.test> is gone. 550 5.1.1 sorry.\n', []),
  mailCase(
    'in words: a person who quotes qmail',
    plain(
      `Look what came back:\n\n${qmail}<anna@example.test>:\nSorry, no mailbox here by that name. (#5.1.1)\n`,
      {
        Subject: 'Re: failure notice',
      },
    ),
    { kind: 'person', reports: [] },
  ),
  mailCase(
    'in words: a person who forwards Exim’s words under a text of his own, from the null sender',
    plain(`${'What is this? '.repeat(200)}\n\n${exim}  anna@example.test\n    550 No such user here\n`, {
      'Return-Path': '<>',
      Subject: 'Fwd: Mail delivery failed',
    }),
    { reports: [] },
  ),
  mailCase(
    'in words: out of office from the null sender',
    plain('I am away until 5.1.2026. In urgent cases write to\n<bob@example.test>:\nhe knows.\n', {
      'Return-Path': '<>',
      Subject: 'Out of office',
    }),
    { kind: 'auto-reply', reports: [] },
  ),
];
