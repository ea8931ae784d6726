/** What the audit tells of. */
export const auditActions = [
  'sign-in',
  'sign-in-refused',
  'second-factor-refused',
  'second-factor-set-up',
  'second-factor-removed',
  'recovery-codes-renewed',
  'sign-out',
  'session-ended',
  'password-changed',
  'ticket-seen',
  'contact-seen',
  'mail-seen',
  'raw-mail-taken',
  'file-taken',
  'export',
  'changed',
  'personal-data-exported',
  'person-anonymised',
] as const;
export type AuditAction = (typeof auditActions)[number];
