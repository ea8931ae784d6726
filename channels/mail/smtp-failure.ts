import { reason } from '../../domain/reason';
/** Why a mail was not taken, and so what to do next. */
export type SmtpFailureKind =
  /** This address is not one, for good. */
  | 'address'
  /** This message is refused, for good. */
  | 'message'
  /** This message later. */
  | 'later'
  /** The server will not have us as we are configured: a person has to look. */
  | 'settings'
  /** The server itself is away. */
  | 'server';

export class SmtpFailure extends Error {
  override readonly name = 'SmtpFailure';

  constructor(
    readonly kind: SmtpFailureKind,
    message: string,
    /** What to do next; for `settings`. */
    readonly advice = '',
  ) {
    super(message);
  }
}

interface NodemailerError {
  readonly code?: string;
  readonly responseCode?: number;
  readonly response?: string;
  readonly command?: string;
  readonly message?: string;
}

/** Certificates that do not fit: Node's codes. */
const certificate = /^(CERT_|ERR_TLS|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|ERR_SSL)/;

/**
 * An error of the library in our words. Its own rule takes 5xx but 503 as lasting and knows 421 and lost connections as
 * passing; all other 4xx pass too, and a refused login is nobody's address (RFC 5321, 4.2.1; RFC 4954).
 */
export const smtpFailure = (error: unknown): SmtpFailure => {
  if (error instanceof SmtpFailure) return error;
  const { code = '', responseCode = 0, response, command = '', message } = error as NodemailerError;
  const said = (response ?? message ?? String(error)).replace(/\s+/g, ' ').slice(0, 300);
  if (code === 'EAUTH' || code === 'EOAUTH2' || code === 'ENOAUTH')
    return responseCode >= 400 && responseCode < 500
      ? new SmtpFailure('server', reason('loginRefusedNow', { said }))
      : new SmtpFailure('settings', reason('loginRefused', { said }), reason('checkSmtpLogin'));
  if (certificate.test(code))
    return new SmtpFailure('settings', reason('certificate', { code }), reason('checkSmtpAuthority'));
  if (responseCode === 421) return new SmtpFailure('server', said);
  if (code === 'EENVELOPE') return envelope(command, responseCode, said);
  if (responseCode >= 400 && responseCode < 500) return new SmtpFailure('later', said);
  if (responseCode >= 500 && /^(DATA|BDAT|MESSAGE)?$/i.test(command) && code === 'EMESSAGE')
    return new SmtpFailure('message', said);
  if (responseCode >= 500 && code === 'EMESSAGE') return new SmtpFailure('message', said);
  return new SmtpFailure('server', [code, said].filter(Boolean).join(': '));
};

const envelope = (command: string, responseCode: number, said: string): SmtpFailure => {
  if (responseCode >= 400 && responseCode < 500) return new SmtpFailure('later', said);
  if (/^MAIL FROM/i.test(command))
    return new SmtpFailure('settings', reason('senderRefused', { said }), reason('checkSender'));
  return new SmtpFailure('address', said);
};
