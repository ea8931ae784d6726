import type { MailboxConfig } from '../../connectors/configuration-mail';
import type { MailParser } from '../../channels/mail/parser';
import type { Postman } from '../../channels/mail/postman';
import type { Signatures } from '../../channels/mail/signatures';
import type { MailRules } from '../../domain/mail/mailbox';

/** How mail leaves. */
export interface OutgoingDeps {
  readonly postman: Postman;
  /** The company's name as people see it. */
  readonly company: string;
  /** So many mails leave in any minute; undefined: as many as there are. */
  readonly perMinute?: number;
}

/** What the activities of mail work with besides everything else. */
export interface MailDeps {
  readonly rules: MailRules;
  readonly mailboxes: ReadonlyMap<string, MailboxConfig>;
  readonly signatures: Signatures;
  readonly parser: MailParser;
  /** For large mails, so that the others need not wait for them. */
  readonly slowParser: MailParser;
  /** Undefined: no server to send by is configured. */
  readonly outgoing?: OutgoingDeps;
}
