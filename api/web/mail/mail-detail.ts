import type { Address } from '../../../domain/mail/address';
import type { Invite, ParsedMail, ParseNote } from '../../../domain/mail/parsed';
import type { Verdict } from '../../../domain/mail/robot';

/** What was found out about a mail when it was read; of one that was read long ago, less. */
export interface MailDetail {
  readonly verdict?: Verdict;
  readonly invite?: Invite;
  readonly protection?: NonNullable<ParsedMail['protection']>;
  readonly forwarded?: Address;
  readonly notes?: readonly ParseNote[];
}

/** As our own reader wrote it down. */
export const detailOf = (kept: Readonly<Record<string, unknown>>): MailDetail => kept as MailDetail;
