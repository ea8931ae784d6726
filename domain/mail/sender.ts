import { isNoReply } from './robot';
import { ownAddresses, type MailboxRules, type MailRules } from './mailbox';
import { withoutTag, type Address } from './address';
import type { MailHead } from './parsed';

/** Who a mail is from; undefined: nobody whom one could answer. A contact form's Reply-To counts where the mailbox says so. */
export const senderOf = (
  head: MailHead,
  mailbox: Pick<MailboxRules, 'replyToIsSender'>,
): Address | undefined => {
  const [first] = head.from;
  const [reply] = head.replyTo;
  if (mailbox.replyToIsSender && reply) return reply;
  if (first && isNoReply(first.address) && reply && !isNoReply(reply.address)) return reply;
  return first ?? head.sender;
};

/** A name that pretends to be another address is not shown as a name. */
export const shownName = ({ name, address }: Address): string =>
  name === '' || (name.includes('@') && name.toLowerCase() !== address) ? address : name;

/** Whom else a mail was written to: not us, not its sender, no robots. */
export const othersOf = (head: MailHead, sender: Address, rules: MailRules): readonly Address[] => {
  const own = ownAddresses(rules);
  const seen = new Set([sender.address]);
  return [...head.to, ...head.cc].filter(({ address }) => {
    if (seen.has(address) || own.has(address) || own.has(withoutTag(address).base) || isNoReply(address))
      return false;
    seen.add(address);
    return true;
  });
};

/** What our own mail server found out about the From: pass, fail, or nothing that we may believe (RFC 8601). */
export const authenticationOf = (
  head: MailHead,
  trusted: string | undefined,
): 'pass' | 'fail' | 'unknown' => {
  if (trusted === undefined) return 'unknown';
  // Only the topmost is of our own server: what stands below may have been sent with the mail.
  const value = head.signs.find(([name]) => name === 'authentication-results')?.[1];
  if (value === undefined || value.split(/[;\s]/)[0]?.toLowerCase() !== trusted.toLowerCase())
    return 'unknown';
  const dmarc = /\bdmarc=(\w+)/i.exec(value)?.[1]?.toLowerCase();
  if (dmarc === 'pass') return 'pass';
  if (dmarc === 'fail') return 'fail';
  return /\b(spf|dkim)=(fail|softfail|permerror)\b/i.test(value) && !/\b(spf|dkim)=pass\b/i.test(value)
    ? 'fail'
    : 'unknown';
};
