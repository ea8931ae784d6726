import { mailCase, plain, raw, type Expected, type MailCase } from './case';

const head = (name: string, headers: Record<string, string | null>, kind: Expected['kind']): MailCase =>
  mailCase(name, raw(headers), { kind });

export const robots: readonly MailCase[] = [
  head('Auto-Submitted: auto-generated', { 'Auto-Submitted': 'auto-generated' }, 'robot'),
  head('Auto-Submitted: auto-replied', { 'Auto-Submitted': 'auto-replied' }, 'auto-reply'),
  head(
    'Auto-Submitted: auto-replied with a parameter',
    { 'Auto-Submitted': 'auto-replied; owner-email="a@b.test"' },
    'auto-reply',
  ),
  head('Auto-Submitted in other letters', { 'AUTO-SUBMITTED': 'Auto-Replied (vacation)' }, 'auto-reply'),
  head('Auto-Submitted: auto-notified', { 'Auto-Submitted': 'auto-notified' }, 'robot'),
  head('Auto-Submitted: no is a person', { 'Auto-Submitted': 'no' }, 'person'),
  head('Auto-Submitted: no with a comment is a person', { 'Auto-Submitted': 'no; comment' }, 'person'),
  head('an unknown word in Auto-Submitted is a robot', { 'Auto-Submitted': 'auto-counted' }, 'robot'),
  head('Precedence: bulk', { Precedence: 'bulk' }, 'list'),
  head('Precedence: list', { Precedence: 'List' }, 'list'),
  head('Precedence: junk', { Precedence: 'junk' }, 'list'),
  head('Precedence: auto_reply', { Precedence: 'auto_reply' }, 'auto-reply'),
  head('Precedence: first-class is a person', { Precedence: 'first-class' }, 'person'),
  head('List-Id', { 'List-Id': '<news.example.test>' }, 'list'),
  head('List-Unsubscribe', { 'List-Unsubscribe': '<mailto:off@example.test>' }, 'list'),
  head('List-Post alone', { 'List-Post': '<mailto:all@example.test>' }, 'list'),
  head('X-Auto-Response-Suppress: All', { 'X-Auto-Response-Suppress': 'All' }, 'robot'),
  head('X-Auto-Response-Suppress: OOF, AutoReply', { 'X-Auto-Response-Suppress': 'OOF, AutoReply' }, 'robot'),
  head('X-Auto-Response-Suppress: None is a person', { 'X-Auto-Response-Suppress': 'None' }, 'person'),
  head('X-Autoreply: yes', { 'X-Autoreply': 'yes' }, 'auto-reply'),
  head('X-Autoreply: no is a person', { 'X-Autoreply': 'no' }, 'person'),
  head('X-Autorespond', { 'X-Autorespond': 'Re: Printer' }, 'auto-reply'),
  head('X-Loop', { 'X-Loop': 'anna@example.test' }, 'robot'),
  head('X-FC-MachineGenerated', { 'X-FC-MachineGenerated': 'true' }, 'robot'),
  head('X-Cron-Env', { 'X-Cron-Env': '<SHELL=/bin/sh>' }, 'robot'),
  head('the null sender', { 'Return-Path': '<>' }, 'robot'),
  head('a sender that is told is a person', { 'Return-Path': '<anna@example.test>' }, 'person'),
  head('noreply@', { From: 'Shop <noreply@shop.test>' }, 'robot'),
  head('no-reply with a tag', { From: 'no-reply+77@shop.test', Precedence: 'bulk' }, 'list'),
  head('postmaster@', { From: 'postmaster@example.test' }, 'robot'),
  head('a person called Noreply at another place', { From: 'Anna <anna.noreply@example.test>' }, 'person'),
  mailCase(
    'out of office from Exchange, English',
    plain('I am away until 12 January.', {
      Subject: 'Automatic reply: Printer',
      'Auto-Submitted': 'auto-replied',
      'X-Auto-Response-Suppress': 'All',
      'In-Reply-To': '<x@helpdesk.test>',
    }),
    { kind: 'auto-reply' },
  ),
  mailCase(
    'out of office from Exchange, Russian',
    plain('Меня нет до 12 января.', {
      Subject: 'Автоматический ответ: Принтер',
      'X-Auto-Response-Suppress': 'All',
      'In-Reply-To': '<x@helpdesk.test>',
    }),
    { kind: 'auto-reply', title: 'Автоматический ответ: Принтер' },
  ),
  mailCase(
    'out of office from Yandex without any header',
    plain('Я в отпуске.', { Subject: 'Автоответ: Принтер', 'In-Reply-To': '<x@helpdesk.test>' }),
    { kind: 'auto-reply' },
  ),
  mailCase(
    'a person who writes about automatic replies',
    plain('They do not work.', { Subject: 'Automatic reply does not work' }),
    { kind: 'person' },
  ),
  mailCase(
    'a read receipt',
    raw(
      {
        'Content-Type': 'multipart/report; report-type=disposition-notification; boundary=x',
        Subject: 'Read: Printer',
      },
      '--x\r\nContent-Type: text/plain\r\n\r\nread\r\n--x\r\nContent-Type: message/disposition-notification\r\n\r\nFinal-Recipient: rfc822;anna@example.test\r\n\r\n--x--\r\n',
    ),
    { kind: 'robot' },
  ),
  mailCase('a loop mark that is not ours', raw({ 'X-Sagadesk-Loop': 'aaaaaaaaaaaaaaaa' }), {
    kind: 'person',
  }),
];
