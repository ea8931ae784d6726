import type { MailDeps } from '../activities/mail/deps';
import { createMailParser } from '../channels/mail/parser';
import { createPostman } from '../channels/mail/postman';
import { createSignatures } from '../channels/mail/signatures';
import type { MailConfig } from '../connectors/configuration-mail';
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
  ...(mail.smtp ? { outgoing: { postman: createPostman(mail.smtp), company } } : {}),
});
