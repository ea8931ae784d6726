import type { PoolClient } from 'pg';
import type { MailboxConfig } from '../../connectors/configuration-mail';
import type { Address } from '../../domain/mail/address';
import type { ParsedMail } from '../../domain/mail/parsed';
import type { Verdict } from '../../domain/mail/robot';
import type { Token } from '../../domain/mail/token';
import type { MailRow } from '../../store/mail/mails';
import type { Deps } from '../deps';
import type { MailDeps } from './deps';

/** Everything that the taking in of one mail works with. */
export interface Taking {
  readonly tx: PoolClient;
  readonly deps: Deps;
  readonly mail: MailDeps;
  readonly mailbox: MailboxConfig;
  readonly row: MailRow;
  readonly parsed: ParsedMail;
  readonly sender: Address;
  readonly verdict: Verdict;
  /** The signed token that names the ticket. */
  readonly token?: Token;
}
