/** What is asked of the list of mails; empty: everything. */
export interface MailsAsked {
  readonly state: string;
  readonly q: string;
  /** Its name. */
  readonly mailbox: string;
}

/** The address of the list with this question. */
export const mailsAddress = (asked: Partial<MailsAsked> & { readonly cursor?: string }): string => {
  const parameters = new URLSearchParams(Object.entries(asked).filter(([, value]) => value !== ''));
  return parameters.size > 0 ? `/mails?${parameters.toString()}` : '/mails';
};
