import type { AuditAction } from '../../domain/audit';

/** What a request was, as far as the audit is concerned. */
export interface Audited {
  readonly action: AuditAction;
  /** What it is about beside a ticket: the kind of thing that the address names. */
  readonly about?: string;
}

/** Looks that are kept, by method and route as they stand in the code; the prefix of the calls is left out. */
const looks: { readonly [route: string]: Audited } = {
  '/tickets/:number': { action: 'ticket-seen' },
  '/tickets/:number/comments': { action: 'ticket-seen' },
  '/tickets/:number/timeline': { action: 'ticket-seen' },
  '/tickets/:number/merge': { action: 'ticket-seen' },
  '/tickets/:number/split': { action: 'ticket-seen' },
  '/tickets/:number/relations': { action: 'ticket-seen' },
  '/tickets/:number/rating': { action: 'ticket-seen' },
  '/tickets/:number/answers/:id': { action: 'ticket-seen' },
  '/tickets/:number/sla': { action: 'ticket-seen' },
  '/portal/tickets/:number': { action: 'ticket-seen' },
  '/bulk/:id': { action: 'ticket-seen', about: 'bulk' },
  '/phone/calls/:id/answers/:answer': { action: 'contact-seen', about: 'call' },
  '/phone/calls/:id/ticket': { action: 'contact-seen', about: 'call' },
  '/contacts/:ref': { action: 'contact-seen', about: 'contact' },
  '/contacts/:ref/history': { action: 'contact-seen', about: 'contact' },
  '/calls/:id': { action: 'contact-seen', about: 'call' },
  '/contacts': { action: 'contact-seen', about: 'contacts' },
  '/organisations/:id': { action: 'contact-seen', about: 'organisation' },
  '/personal-data': { action: 'contact-seen', about: 'contacts' },
  '/personal-data/:id': { action: 'contact-seen', about: 'contact' },
  '/mails/:id': { action: 'mail-seen', about: 'mail' },
  '/mails/:id/html': { action: 'mail-seen', about: 'mail' },
  '/mail/:id': { action: 'mail-seen', about: 'mail' },
  '/mail/:id/html': { action: 'mail-seen', about: 'mail' },
  '/mails/:id/raw': { action: 'raw-mail-taken', about: 'mail' },
  '/mail/:id/raw': { action: 'raw-mail-taken', about: 'mail' },
  '/attachments/:id': { action: 'file-taken', about: 'attachment' },
  '/reports/compliance.csv': { action: 'export', about: 'compliance.csv' },
  '/reports/compliance': { action: 'export', about: 'compliance' },
};

/** Changes that note themselves, in words of their own; and what is no change of anything. */
const silent =
  /^\/(sign-in|sign-out|language|account|unsubscribe|portal\/(sign-in|sign-out|enter|settings\/(sessions|password))|contracts\/preview|users\/:id\/(sessions|second-factor)|personal-data|contacts\/:ref\/anonymise)(\/|$)|\/draft$/;

/** Undefined: it is not kept. `route`: the pattern. */
export const auditedOf = (method: string, route: string): Audited | undefined => {
  if (method === 'GET') return looks[route];
  if (!['POST', 'PUT', 'PATCH', 'DELETE'].includes(method) || silent.test(route)) return undefined;
  return { action: 'changed', about: `${method} ${route}` };
};
