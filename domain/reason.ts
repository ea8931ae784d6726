import { systemSentences } from './system-sentences';

/**
 * Why a mail went where it went, why a message was or was not sent, why a system did not do what we asked: one sentence for each
 * reason. It is kept, and told to programs, in English; pages tell it in the reader's language (`api/web/reason-text`). `{why}`
 * may be a reason itself.
 */
export const reasons = {
  ...systemSentences,

  claim: 'claims to belong to {ticket}, but {sender} takes no part in it',
  burst: 'burst: too many mails from {sender} in a short time',
  loop: 'loop: too many mails from {sender} to {ticket} within an hour',
  fromOurselves: 'loop: it says that it is from {sender}, an address of our own',
  ownMail: 'loop: a mail of our own came back ({sign})',
  bounceOfNothingKnown: 'bounce: a delivery report about no mail that we know of',
  bounceOfOurs: 'bounce: a delivery report about a mail of ours',
  bounceOfMail: 'bounce: a delivery report about our mail to {recipient}, which is about no ticket',
  autoReplyToNothing: 'auto-reply: an automatic answer to no ticket ({sign})',
  thirdParty: 'third party: {sender} takes no part in the ticket',
  robot: 'robot: {sign}',
  autoReply: 'auto-reply: {sign}',
  list: 'list: {sign}',
  duplicate: 'duplicate: the same mail came before, into {mailbox}',
  follows: 'follows {ticket}, which is closed',
  decided: '{person} decided so',
  senderless: 'senderless: no address stands in From',
  oversized: 'oversized: {size} MB, at most {limit} MB are read (mail.limits.readMegabytes)',
  unreadable: 'unreadable: {why}',
  tooSlow: 'reading it took longer than {seconds} s',
  readerBroke: 'the reader broke off: {said}',
  readerEnded: 'the reader ended with code {code}',
  brokenOff: 'it could not be taken in: every attempt broke off',
  notTakenIn: 'it could not be taken in: {said}',

  notWished: 'he does not wish it',
  noAddress: 'he has no e-mail address',
  speaker: '{system} speaks to the requester (speaksToRequester)',
  program: 'a program wrote that mail (RFC 3834)',
  forged: 'our mail server found its sender forged',
  tooManyAnswers: 'too many automatic answers to this address already',
  ownAddress: 'it is an address of our own',
  hasIt: 'he got the mail that says it',
  nobodyReads: 'nobody reads this address',
  badAddress: 'mail to this address comes back: {why}',
  undone: 'the registration was undone',
  senderAnonymous: 'its sender was made anonymous',
  takesNoPart: 'he was taken out of the ticket',
  personAnonymous: 'the person was made anonymous',
  nobodyWaits: 'nobody waits for it any more',
  otherAddress: 'the contact has another address by now',
  commentTakenBack: 'the comment was taken back',
  fileTakenBack: 'the file was taken back',
  commentInternal: 'the comment is internal now',
  internal: 'it is internal',
  notWritten: 'it could not be written: {said}',
  noMailbox: 'no mailbox is configured to write from',
  noServer: 'this process has no mail server (mail.smtp)',
  quietHours: 'his quiet hours',
  pace: 'so many mails a minute only (mail.smtp.perMinute)',
  givenUpDays: 'given up after three days: {why}',
  givenUpDay: 'given up after a day: {why}',
  noWebhook: 'notifications.webhooks.{webhook} is not configured any more',
  webhookAnswers: 'it answers {code}',
  webhookSilent: 'it does not answer: {said}',

  loginRefusedNow: 'the login is refused for the moment: {said}',
  loginRefused: 'the server refuses the login: {said}',
  loginRefusedSilently: 'the server refuses the login',
  certificate: "the server's certificate is not trusted ({code})",
  senderRefused: 'the server refuses the sender: {said}',
  noToken: 'no access token is given out: {said}',
  ended: 'the server ended the connection',
  checkSmtpLogin: 'Check user and password (or oauth2) of mail.smtp.',
  checkLogin: 'Check user and password (or oauth2) of the mailbox.',
  checkSmtpAuthority: 'Set mail.smtp.ca to the authority that signed it, or correct mail.smtp.host.',
  checkAuthority: 'Set ca of the mailbox to the authority that signed it, or correct host.',
  checkSender: 'Let the account of mail.smtp send for the addresses of the mailboxes, with any +tag.',
  checkOauth: 'Check oauth2 of the mailbox: client, secret, scope, and whether the consent still holds.',
  authorityUnreadable: 'the file of the certificate authority cannot be read ({code})',
  correctAuthority: 'Correct ca of the mailbox.',
  correctSmtpAuthority: 'Correct mail.smtp.ca.',
  mailsWaitHere: 'Nothing is lost: mails wait here. It is tried again by itself.',
  mailsWaitThere: 'Nothing is lost: mails wait on their server. It is tried again by itself.',
} as const;

export type ReasonKind = keyof typeof reasons;
export type NameIn<S extends string> = S extends `${string}{${infer Name}}${infer Rest}`
  ? Name | NameIn<Rest>
  : never;
type Values<K extends ReasonKind> = { readonly [name in NameIn<(typeof reasons)[K]>]: string };
type Given<K extends ReasonKind> = keyof Values<K> extends never ? [] : [values: Values<K>];

/** The sentence of a reason, as it is kept. */
export const reason = <K extends ReasonKind>(kind: K, ...[values]: Given<K>): string =>
  filledIn(reasons[kind], values ?? {});

/** Puts values into a sentence. What is put in is never read as a sentence again. */
export const filledIn = (sentence: string, values: Readonly<Record<string, string>>): string =>
  sentence.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '');

/** Which reason a kept sentence tells, and with what; undefined: none of ours, the words of another server. */
export const readReason = (
  text: string,
): { readonly kind: ReasonKind; readonly values: Readonly<Record<string, string>> } | undefined => {
  for (const { kind, pattern } of patterns) {
    const match = pattern.exec(text);
    if (match) return { kind, values: { ...match.groups } };
  }
  return undefined;
};

/** What begins a sentence has a shape of its own, or it would take in the sentence around it. */
const shapes: Readonly<Record<string, string>> = {
  request: '[^\\s:]+: (?:[A-Z]+ )?/\\S*',
  system: '[^\\s:]+',
};

const patternOf = (sentence: string): RegExp => {
  const parts = sentence.split(/\{(\w+)\}/);
  const source = parts.map((part, n) => {
    if (n % 2 === 0) return part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    return parts.indexOf(part) < n ? `\\k<${part}>` : `(?<${part}>${shapes[part] ?? '.*'})`;
  });
  return new RegExp(`^${source.join('')}$`, 's');
};

const fixedLength = (sentence: string): number => sentence.replace(/\{\w+\}/g, '').length;

/** The one that says most by itself comes first: `auto-reply: an automatic answer ...` before `auto-reply: {sign}`. */
const patterns = (Object.keys(reasons) as ReasonKind[])
  .sort((a, b) => fixedLength(reasons[b]) - fixedLength(reasons[a]))
  .map((kind) => ({ kind, pattern: patternOf(reasons[kind]) }));
