import type { MailDeps, OutgoingDeps } from '../activities/mail/deps';
import { createMailParser } from '../channels/mail/parser';
import { createPostman } from '../channels/mail/postman';
import { createSignatures } from '../channels/mail/signatures';
import type { MailConfig } from '../connectors/configuration-mail';
import type { SmtpServer } from '../platform/mail-servers';
import type { Database } from '../store/database';
import { mailKeys } from '../store/mail/keys';

/** What the activities of mail work with. Threads begin with the first mail. */
export const createMailDeps = async (
  mail: MailConfig,
  db: Database,
  company = 'Sagadesk',
): Promise<MailDeps> => ({
  rules: mail,
  mailboxes: new Map(mail.mailboxes.map((mailbox) => [mailbox.name, mailbox])),
  signatures: createSignatures(await mailKeys(db)),
  parser: createMailParser(mail.limits),
  slowParser: createMailParser(mail.limits),
  ...(mail.smtp ? { outgoing: outgoingBy(mail.smtp, company) } : {}),
});

const outgoingBy = (smtp: SmtpServer, company: string): OutgoingDeps => ({
  postman: createPostman(smtp),
  company,
  ...(smtp.perMinute === undefined ? {} : { perMinute: smtp.perMinute }),
});
