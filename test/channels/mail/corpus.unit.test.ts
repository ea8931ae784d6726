import { createMailParser, type MailParser } from '../../../channels/mail/parser';
import type { MailboxRules, MailRules } from '../../../domain/mail/mailbox';
import { usualLimits } from '../../../domain/mail/mailbox';
import { languageOf } from '../../../domain/mail/language';
import type { ParsedMail } from '../../../domain/mail/parsed';
import { verdictOf } from '../../../domain/mail/robot';
import { authenticationOf, othersOf, senderOf, shownName } from '../../../domain/mail/sender';
import { numberIn, titleOf } from '../../../domain/mail/subject';
import { corpus } from '../../corpus/mail';
import type { Expected } from '../../corpus/mail/case';

const mailbox: MailboxRules = {
  name: 'support',
  address: 'support@helpdesk.test',
  aliases: ['help@helpdesk.test'],
  addresses: [],
  closed: 'reopen',
  copies: 'participants',
  replyToIsSender: false,
  language: 'ru',
};
const rules: MailRules = {
  mailboxes: [mailbox],
  organisations: {},
  staffReplies: 'public',
  limits: usualLimits,
};

let parser: MailParser;
beforeAll(() => {
  parser = createMailParser({ readSeconds: 20 });
});
afterAll(() => parser.close());

/** The same questions for every mail; only what it is expected to answer is asked. */
const answersOf = (mail: ParsedMail): { readonly [K in keyof Expected]: () => unknown } => {
  const sender = senderOf(mail.head, mailbox);
  return {
    from: () => sender?.address ?? null,
    name: () => sender && shownName(sender),
    title: () => titleOf(mail.head.subject, '(без темы)'),
    kind: () => verdictOf(mail.head, () => false).kind,
    text: () => mail.text.trim(),
    reply: () => mail.reply,
    files: () => mail.files.map(({ filename }) => filename),
    firstFile: () => Buffer.from(mail.files[0]?.bytes ?? []),
    messageId: () => mail.head.messageId ?? null,
    references: () => [...new Set([...mail.head.references, ...mail.head.inReplyTo])],
    number: () => numberIn(mail.head.subject) ?? null,
    notes: () => mail.notes,
    protection: () => mail.protection ?? null,
    invite: () => mail.invite ?? null,
    forwarded: () => mail.forwarded?.address ?? null,
    reports: () => mail.reports,
    reportedMessageId: () => mail.reportedMessageId,
    language: () => languageOf(`${mail.head.subject} ${mail.text}`) ?? null,
    authentication: () => authenticationOf(mail.head, 'mx.helpdesk.test'),
    others: () => (sender ? othersOf(mail.head, sender, rules).map(({ address }) => address) : []),
    to: () => mail.head.to.map(({ address }) => address),
  };
};

const check = (mail: ParsedMail, expected: Expected): void => {
  const { html, firstFile, unreadable: _unreadable, ...plain } = expected;
  const answers = answersOf(mail);
  for (const [what, wanted] of Object.entries(plain)) {
    const found = answers[what as keyof typeof plain]?.();
    if (wanted instanceof RegExp) expect(found).toMatch(wanted);
    else if (Array.isArray(wanted))
      expect(found).toEqual(
        wanted.map((one) => (typeof one === 'object' ? expect.objectContaining(one) : one)),
      );
    else if (typeof wanted === 'object' && wanted !== null) expect(found).toMatchObject(wanted);
    else expect({ [what]: found }).toEqual({ [what]: wanted });
  }
  if (firstFile !== undefined) expect(answers.firstFile?.()).toEqual(Buffer.from(firstFile));
  for (const wanted of html?.has ?? []) expect(mail.html).toContain(wanted);
  for (const unwanted of html?.hasNot ?? [])
    if (unwanted instanceof RegExp) expect(mail.html ?? '').not.toMatch(unwanted);
    else expect(mail.html ?? '').not.toContain(unwanted);
};

it('has at least 150 hand-made mails, each under a name of its own', () => {
  const names = Object.values(corpus).flatMap((cases) => cases.map(({ name }) => name));
  expect(names.length).toBeGreaterThanOrEqual(150);
  expect(new Set(names).size).toBe(names.length);
});

describe.each(Object.entries(corpus))('mails of the corpus: %s', (_, cases) => {
  it.each(cases.map((one) => [one.name, one] as const))('%s', async (_name, { raw, expected }) => {
    const reading = await parser.read(raw);
    if (expected.unreadable)
      return expect(reading).toEqual({
        is: 'unreadable',
        because: expect.stringMatching(expected.unreadable),
      });
    if (reading.is === 'unreadable') throw new Error(reading.because);
    check(reading.mail, expected);
  });
});
