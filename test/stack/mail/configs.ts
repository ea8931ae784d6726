import type { MailboxConfig, MailConfig } from '../../../connectors/configuration-mail';
import { usualLimits } from '../../../domain/mail/mailbox';
import type { RealMailServer } from '../../systems/mail-server';

/** The mailbox `support` of a real mail server. */
export const supportMailbox = (server: RealMailServer, more: Partial<MailboxConfig> = {}): MailboxConfig => ({
  name: 'support',
  address: `support@${server.domain}`,
  aliases: [`help@${server.domain}`],
  addresses: [],
  closed: { reopenDays: 14 },
  copies: 'participants',
  replyToIsSender: false,
  language: 'ru',
  imap: server.imapOf('support'),
  ...more,
});

export const mailConfig = (
  mailboxes: readonly MailboxConfig[],
  more: Partial<MailConfig> = {},
): MailConfig => ({
  mailboxes,
  organisations: {},
  staffReplies: 'public',
  limits: usualLimits,
  ...more,
});
