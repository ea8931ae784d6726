import { readFileSync } from 'node:fs';
import type { ImapFlowOptions } from 'imapflow';
import { reason } from '../../domain/reason';
import type { ImapServer } from '../../platform/mail-servers';
import { accessToken } from './access-token';
import { MailboxRefused } from './failure';

/** Fetched into memory; above it a mail is streamed. Our batches are far below it. */
const largestLiteral = 32 * 1024 * 1024;

/** How a connection to a mailbox is made, with its limits. Gets an access token where one is needed. */
export const imapOptions = async (server: ImapServer): Promise<ImapFlowOptions> => ({
  host: server.host,
  port: server.port,
  secure: server.tls === 'implicit',
  doSTARTTLS: server.tls === 'starttls',
  auth: server.oauth2
    ? { user: server.user, accessToken: await accessToken(server.oauth2) }
    : { user: server.user, pass: server.password ?? '' },
  tls: server.ca === undefined ? {} : { ca: authority(server.ca) },
  logger: false,
  clientInfo: { name: 'Sagadesk' },
  disableAutoIdle: true,
  connectionTimeout: 15_000,
  greetingTimeout: 10_000,
  // A frozen server is noticed after the second, since IDLE is renewed (and answered) after the first.
  maxIdleTime: (server.silenceSeconds * 1000) / 2,
  socketTimeout: server.silenceSeconds * 1000,
  maxLiteralSize: largestLiteral,
  maxResponseSize: largestLiteral + 1024 * 1024,
  maxLineLength: 1024 * 1024,
});

const authority = (file: string): Buffer => {
  try {
    return readFileSync(file);
  } catch (error) {
    const { code = 'unknown' } = error as NodeJS.ErrnoException;
    throw new MailboxRefused(reason('authorityUnreadable', { code }), reason('correctAuthority'));
  }
};
