/** How a mail server is reached. */

/** implicit: TLS from the first byte; starttls: required, never silently left out; none: only where nobody can listen. */
export type Tls = 'implicit' | 'starttls' | 'none';

/** OAuth2 as Microsoft 365 and Gmail ask for it. */
export interface OAuth2 {
  /** Where access tokens are given out. */
  readonly tokenUrl: string;
  readonly clientId: string;
  readonly clientSecret?: string;
  /** Of a mailbox that a person has consented to; without it the client asks for itself (client_credentials). */
  readonly refreshToken?: string;
  readonly scope?: string;
}

export interface MailServer {
  readonly host: string;
  readonly port: number;
  readonly tls: Tls;
  /** PEM file of the authority that signed the server's certificate; undefined: those of the machine. */
  readonly ca?: string;
  readonly user?: string;
  readonly password?: string;
  readonly oauth2?: OAuth2;
}

export interface SmtpServer extends MailServer {
  /** It takes so many mails of ours in a minute; undefined: as many as there are. */
  readonly perMinute?: number;
}

export interface ImapServer extends MailServer {
  readonly user: string;
  readonly folders: {
    readonly inbox: string;
    readonly processed: string;
    readonly quarantine: string;
  };
  /** The inbox is looked through so often even when the server announces nothing. */
  readonly sweepSeconds: number;
  /** Without a sign of life for so long the connection counts as dead. */
  readonly silenceSeconds: number;
}
