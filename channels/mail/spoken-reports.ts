import type { Report } from '../../domain/mail/parsed';
import { reportedId } from './reports';

/** What a server says in words alone of a mail that it could not deliver. */
export interface SpokenReport {
  readonly reports: readonly Report[];
  /** Of the mail whose copy follows. */
  readonly messageId?: string;
}

/** How one family of servers words it. */
interface Family {
  /** Stands near the beginning. */
  readonly opens: RegExp;
  /** An address at the beginning of what is said of it; its first group. */
  readonly recipient: RegExp;
  /** Everything is for good, unless a code says otherwise. */
  readonly permanent: RegExp;
  /** It is still being tried. */
  readonly delayed?: RegExp;
  /** What follows is the mail itself. */
  readonly copy: RegExp;
}

const address = String.raw`([^\s<>@,;:"()]{1,64}@[^\s<>@,;:"()]{1,190})`;

const families: readonly Family[] = [
  // https://cr.yp.to/proto/qsbmf.txt; qmail-send.c
  {
    opens: /^Hi\. This is the /m,
    recipient: new RegExp(String.raw`^<${address}>:[ \t]*$`, 'gm'),
    permanent: /This is a permanent error/,
    copy: /^---+ (?:Below this line is a copy of the message|Enclosed are the original headers)/m,
  },
  // Exim, moan.c and deliver.c, before DSN (4.84): https://www.exim.org/exim-html-current/doc/html/spec_html/
  {
    opens: /^This message was created automatically by mail delivery software/m,
    recipient: new RegExp(String.raw`^ {2}${address}[ \t]*(?:\n {4}\(.*\))?$`, 'gm'),
    permanent: /This is a permanent error/,
    delayed: /has not yet been delivered to/,
    copy: /^-{4,} This is a copy of (?:the|your) message/m,
  },
  // Postfix, bounce_template.c: https://www.postfix.org/bounce.5.html
  {
    opens: /^This is the (?:Postfix program|mail system) at host /m,
    recipient: new RegExp(String.raw`^<${address}>(?: \(expanded from <[^>\n]*>\))?: `, 'gm'),
    permanent: /could not\s+be delivered to one or more recipients/,
    delayed: /THIS IS A WARNING ONLY/,
    copy: /^-{2,} ?(?:This is a copy|Undelivered message)/m,
  },
  // Exchange up to 2003, and its SMTP service
  {
    opens: /^The following recipient(?:\(s\)|s) (?:could|cannot) (?:not )?be reached:/m,
    recipient: new RegExp(String.raw`^[ \t]+'?${address}'? on \d`, 'gm'),
    permanent: /did not reach some or all of the intended recipients/,
    copy: /^Original message headers:/m,
  },
  // Exchange from 2007 on: https://learn.microsoft.com/exchange/mail-flow/non-delivery-reports-and-bounce-messages
  {
    opens:
      /^(?:Delivery has failed to these recipients or (?:distribution lists|groups)|Сбой доставки следующим получателям или группам):/m,
    recipient: new RegExp(String.raw`^(?:[^\n<@]{0,100}<)?${address}>?[ \t]*$`, 'gm'),
    permanent: /^(?:Delivery has failed|Сбой доставки)/m,
    copy: /^(?:Original message headers|Исходные заголовки сообщения):/m,
  },
];

/** A server speaks at the top; a person's mail may quote it further down. */
const topOf = 2_000;
const longest = 100_000;
const mostRecipients = 50;

/** Undefined: the words of none that is known. Whoever asks must know that a server wrote them. */
export const spokenReport = (text: string): SpokenReport | undefined => {
  const words = text.slice(0, longest).replace(/\r\n/g, '\n');
  const family = families.find(({ opens }) => opens.test(words.slice(0, topOf)));
  if (!family) return undefined;
  const at = words.search(family.copy);
  const told = at < 0 ? words : words.slice(0, at);
  const messageId = at < 0 ? undefined : reportedId(words.slice(at));
  return { reports: reportsIn(told, family), ...(messageId === undefined ? {} : { messageId }) };
};

const reportsIn = (told: string, family: Family): readonly Report[] => {
  const opening = told.search(family.opens);
  const found = [...told.matchAll(family.recipient)]
    .filter(({ index }) => index > opening)
    .slice(0, mostRecipients);
  return found.map((match, n) => {
    const said = told.slice(match.index + match[0].length, found[n + 1]?.index).trim();
    return {
      recipient: match[1]!.toLowerCase(),
      action: family.delayed?.test(told) ? 'delayed' : 'failed',
      status: statusIn(said) ?? (family.permanent.test(told) ? '5.0.0' : ''),
      diagnostic: said.replace(/\s+/g, ' ').slice(0, 500),
    };
  });
};

/** A code of RFC 3463, else the class of a reply of RFC 5321; what was given up after days of trying is not for good. */
const statusIn = (said: string): string | undefined => {
  const enhanced = /(?<![\d.])([245]\.\d{1,3}\.\d{1,3})(?!\.?\d)/.exec(said)?.[1];
  if (enhanced !== undefined) return enhanced;
  if (/retry time(?:out)? (?:exceeded|not reached)|in the queue too long/i.test(said)) return '4.4.7';
  const reply = /(?<![\d.])([45])\d\d(?=[ -]\D)/.exec(said)?.[1];
  return reply === undefined ? undefined : `${reply}.0.0`;
};
