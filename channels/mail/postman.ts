import { readFileSync } from 'node:fs';
import { createTransport, type Transporter } from 'nodemailer';
import { reason } from '../../domain/reason';
import type { MailServer } from '../../platform/mail-servers';
import { accessToken } from './access-token';
import { MailboxRefused } from './failure';
import { mailOptions, type OutgoingMail } from './outgoing-mail';
import { SmtpFailure, smtpFailure } from './smtp-failure';

/** Gives mails to one server. */
export interface Postman {
  /** Settles when the server has taken it; throws SmtpFailure. */
  send(mail: OutgoingMail): Promise<void>;
  /** Logs in and out again; throws SmtpFailure. */
  check(): Promise<void>;
  close(): void;
}

/** Access tokens live about an hour. */
const freshMs = 40 * 60_000;

/** Connections are kept while there is something to send, and made anew after every failure. */
export const createPostman = (server: MailServer): Postman => {
  let open: { readonly transport: Transporter; readonly since: number } | undefined;
  const close = () => {
    open?.transport.close();
    open = undefined;
  };
  const transport = async () => {
    if (open && server.oauth2 && Date.now() - open.since > freshMs) close();
    open ??= { transport: await transportTo(server), since: Date.now() };
    return open.transport;
  };
  const checked = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      const failure =
        error instanceof MailboxRefused
          ? new SmtpFailure('settings', error.message, error.advice)
          : smtpFailure(error);
      if (failure.kind === 'server' || failure.kind === 'settings') close();
      throw failure;
    }
  };
  return {
    close,
    send: (mail) =>
      checked(async () => {
        await (await transport()).sendMail(mailOptions(mail));
      }),
    check: () =>
      checked(async () => {
        await (await transport()).verify();
      }),
  };
};

const transportTo = async (server: MailServer): Promise<Transporter> => {
  const auth = await authOf(server);
  return createTransport({
    pool: true,
    maxConnections: 3,
    host: server.host,
    port: server.port,
    secure: server.tls === 'implicit',
    requireTLS: server.tls === 'starttls',
    ignoreTLS: server.tls === 'none',
    ...(server.ca === undefined ? {} : { tls: { ca: authority(server.ca) } }),
    ...(auth ? { auth } : {}),
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 60_000,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
};

const authOf = async ({ user, password, oauth2 }: MailServer) => {
  if (user === undefined) return undefined;
  if (oauth2) return { type: 'OAuth2' as const, user, accessToken: await accessToken(oauth2) };
  return password === undefined ? undefined : { user, pass: password };
};

const authority = (file: string): Buffer => {
  try {
    return readFileSync(file);
  } catch (error) {
    const { code = 'unknown' } = error as NodeJS.ErrnoException;
    throw new SmtpFailure(
      'settings',
      reason('authorityUnreadable', { code }),
      reason('correctSmtpAuthority'),
    );
  }
};
