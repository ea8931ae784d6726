import type { Priority } from '../ticket';

/** What becomes of a reply to a closed ticket: it opens it again, always or for some days; else a new ticket that refers to it. */
export type ClosedPolicy = 'reopen' | 'new' | { readonly reopenDays: number };

/** Mail to one of these addresses is for this service. */
export interface AddressRule {
  /** In small letters; `support+printers@example.com`, or `+printers` for the mailbox's own address with it. */
  readonly to: string;
  readonly service?: string;
  readonly priority?: Priority;
}

/** What the rules must know of one mailbox. */
export interface MailboxRules {
  readonly name: string;
  readonly address: string;
  /** Other addresses whose mail ends up in it. */
  readonly aliases: readonly string[];
  readonly service?: string;
  readonly priority?: Priority;
  /** The first that fits decides. */
  readonly addresses: readonly AddressRule[];
  readonly closed: ClosedPolicy;
  /** Those in To and Cc take part in the ticket. */
  readonly copies: 'participants' | 'ignore';
  /** Contact forms: Reply-To is the sender. */
  readonly replyToIsSender: boolean;
  readonly language: 'ru' | 'en';
}

/** What the rules must know of all of them. */
export interface MailRules {
  readonly mailboxes: readonly MailboxRules[];
  /** The server whose Authentication-Results we believe (its authserv-id); undefined: none. */
  readonly trustedAuthentication?: string;
  /** What a reply of a member of staff to something public becomes. */
  readonly staffReplies: 'public' | 'internal' | 'thirdParty';
  /** By the domain of the address. */
  readonly organisations: Readonly<Record<string, string>>;
  readonly limits: MailLimits;
}

export interface MailLimits {
  /** More mails from one sender in so many minutes are held together as one burst. */
  readonly burstMails: number;
  readonly burstMinutes: number;
  /** More mails from one sender to one ticket in an hour are held: probably a loop. */
  readonly loopMails: number;
  /** Larger ones are kept, but not read. Bytes. */
  readonly readBytes: number;
  /** Longer ones are given up. Seconds. */
  readonly readSeconds: number;
}

export const usualLimits: MailLimits = {
  burstMails: 50,
  burstMinutes: 10,
  loopMails: 20,
  readBytes: 64 * 1024 * 1024,
  readSeconds: 20,
};

/** Every address that is ours, in small letters. */
export const ownAddresses = (rules: Pick<MailRules, 'mailboxes'>): ReadonlySet<string> =>
  new Set(rules.mailboxes.flatMap(({ address, aliases }) => [address, ...aliases]));
