import path from 'node:path';
import Type from 'typebox';
import type { Static } from 'typebox';
import { isAddress } from '../domain/mail/address';
import { usualLimits, type MailboxRules, type MailRules } from '../domain/mail/mailbox';
import type { ConfigDocument } from '../platform/config/document';
import type { ImapServer, MailServer, SmtpServer } from '../platform/mail-servers';
import { mailboxSchema, mailSchema, smtpSchema } from './mail-schema';

/** One mailbox: what the rules know of it, and how it is reached. */
export interface MailboxConfig extends MailboxRules {
  readonly imap: ImapServer;
}

/** What the configuration file says of mail. */
export interface MailConfig extends MailRules {
  readonly mailboxes: readonly MailboxConfig[];
  /** Undefined: nothing is sent. */
  readonly smtp?: SmtpServer;
}

/** The file's `mail`; faults are noted in the document. Undefined: there is none. */
export const readMail = (document: ConfigDocument): MailConfig | undefined => {
  if (document.section(Type.Record(Type.String(), Type.Unknown()), 'mail') === undefined) return undefined;
  const given = document.section(mailSchema, 'mail');
  const smtp = document.section(smtpSchema, 'mail', 'smtp');
  const names = document.keys('mail', 'mailboxes');
  checkNames(document, names);
  const mailboxes = names
    .flatMap((name) => readMailbox(document, name) ?? [])
    .map((mailbox) => ({ ...mailbox, imap: withAuthority(document, mailbox.imap) }));
  checkAddresses(document, mailboxes);
  const { limits = {}, organisations = {}, trustedAuthentication, staffReplies = 'public' } = given ?? {};
  return {
    mailboxes,
    organisations: lowerKeys(organisations),
    staffReplies,
    ...(trustedAuthentication === undefined ? {} : { trustedAuthentication }),
    ...(smtp === undefined
      ? {}
      : {
          smtp: withAuthority(document, {
            ...smtp,
            tls: smtp.tls ?? (smtp.port === 465 ? 'implicit' : 'starttls'),
          }),
        }),
    limits: {
      burstMails: limits.burstMails ?? usualLimits.burstMails,
      burstMinutes: limits.burstMinutes ?? usualLimits.burstMinutes,
      loopMails: limits.loopMails ?? usualLimits.loopMails,
      readBytes: (limits.readMegabytes ?? usualLimits.readBytes / 2 ** 20) * 2 ** 20,
      readSeconds: limits.readSeconds ?? usualLimits.readSeconds,
    },
  };
};

const readMailbox = (document: ConfigDocument, name: string): MailboxConfig | undefined => {
  const given = document.section(mailboxSchema, 'mail', 'mailboxes', name);
  if (!given) return undefined;
  const { imap } = given;
  if (imap.password === undefined && imap.oauth2 === undefined)
    document.fault(
      ['mail', 'mailboxes', name, 'imap', 'password'],
      'missing: expected a password, or oauth2',
    );
  return mailboxOf(name, given);
};

const mailboxOf = (name: string, given: Static<typeof mailboxSchema>): MailboxConfig => {
  const {
    imap,
    address,
    aliases = [],
    addresses = [],
    closed,
    copies,
    language,
    replyToIsSender,
    ...wanted
  } = given;
  const { folders = {}, sweepSeconds = 60, silenceSeconds = 60, tls = 'implicit', ...server } = imap;
  return {
    ...wanted,
    name,
    address: address.toLowerCase(),
    aliases: aliases.map((alias) => alias.toLowerCase()),
    addresses: addresses.map((rule) => ({ ...rule, to: rule.to.toLowerCase() })),
    closed: closed ?? { reopenDays: 14 },
    copies: copies ?? 'participants',
    replyToIsSender: replyToIsSender ?? false,
    language: language ?? 'ru',
    imap: {
      ...server,
      port: server.port ?? (tls === 'implicit' ? 993 : 143),
      tls,
      folders: { inbox: 'INBOX', processed: 'Processed', quarantine: 'Quarantine', ...folders },
      sweepSeconds,
      silenceSeconds,
    },
  };
};

/** A relative path begins where the file lies, wherever the process was started. */
const withAuthority = <S extends MailServer>({ file }: ConfigDocument, server: S): S =>
  server.ca === undefined ? server : { ...server, ca: path.resolve(path.dirname(file), server.ca) };

const lowerKeys = (map: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(map).map(([key, value]) => [key.toLowerCase(), value]));

/** They stand in ids and on pages. */
const checkNames = (document: ConfigDocument, names: readonly string[]): void => {
  for (const name of names)
    if (!/^[a-z0-9][a-z0-9_-]{0,40}$/i.test(name))
      document.fault(
        ['mail', 'mailboxes', name],
        'expected a name of at most 41 Latin letters, digits, hyphens and underscores, beginning with a letter or digit',
      );
};

const checkAddresses = (document: ConfigDocument, mailboxes: readonly MailboxConfig[]): void => {
  const seen = new Map<string, string>();
  for (const { name, address, aliases } of mailboxes)
    for (const one of [address, ...aliases]) {
      const at = ['mail', 'mailboxes', name, one === address ? 'address' : 'aliases'];
      if (!isAddress(one)) document.fault(at, 'expected an address such as support@example.com');
      else if (seen.has(one))
        document.fault(at, `this address belongs to the mailbox ${seen.get(one)} already`);
      seen.set(one, name);
    }
};
