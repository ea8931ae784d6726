import type { OutgoingMail } from '../../channels/mail/outgoing-mail';

/** A mail for a bundle, or why none is sent. Rows that are not in it any more (taken back) are named. */
export type Composed =
  | { readonly is: 'mail'; readonly mail: OutgoingMail; readonly takenBack: readonly number[] }
  | { readonly is: 'nothing'; readonly because: string };
