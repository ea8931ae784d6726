import { reason } from '../../domain/reason';

/** The mail server will not have us as we are configured: a person has to look. Everything else passes. */
export class MailboxRefused extends Error {
  override readonly name = 'MailboxRefused';

  constructor(
    message: string,
    /** What to do next. */
    readonly advice: string,
  ) {
    super(message);
  }
}

interface ImapError {
  readonly authenticationFailed?: boolean;
  readonly code?: string;
  readonly responseText?: string;
  readonly message?: string;
}

/** Certificates that do not fit: Node's codes. */
const certificate = /^(CERT_|ERR_TLS|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|ERR_SSL)/;

/** An error of the library in our words. A throttled login is no wrong password. */
export const imapFailure = (error: unknown): Error => {
  const { authenticationFailed, code = '', responseText, message = String(error) } = error as ImapError;
  if (error instanceof MailboxRefused) return error;
  if (authenticationFailed && code !== 'ETHROTTLE')
    return new MailboxRefused(
      responseText
        ? reason('loginRefused', { said: responseText.slice(0, 200) })
        : reason('loginRefusedSilently'),
      reason('checkLogin'),
    );
  if (certificate.test(code))
    return new MailboxRefused(reason('certificate', { code }), reason('checkAuthority'));
  return new Error([code, message.slice(0, 300)].filter(Boolean).join(': '));
};
