import Type from 'typebox';
import { priorities } from '../domain/ticket';

const text = (description: string) => Type.String({ minLength: 1, description });
const closed = { additionalProperties: false } as const;
const count = (description: string, maximum: number) =>
  Type.Optional(Type.Integer({ minimum: 1, maximum, description }));

const server = {
  host: text('the name or address of the mail server'),
  port: Type.Optional(Type.Integer({ minimum: 1, maximum: 65_535, description: 'a port from 1 to 65535' })),
  tls: Type.Optional(Type.Enum(['implicit', 'starttls', 'none'])),
  ca: Type.Optional(text('the path of a PEM file with the authority that signed the server’s certificate')),
  password: Type.Optional(text('the password of the account')),
  oauth2: Type.Optional(
    Type.Object(
      {
        tokenUrl: Type.String({
          pattern: '^https?://\\S+$',
          description: 'the address that gives out access tokens',
        }),
        clientId: text('the id of the registered application'),
        clientSecret: Type.Optional(text('the secret of the registered application')),
        refreshToken: Type.Optional(
          text('the refresh token of the mailbox; without it the application asks for itself'),
        ),
        scope: Type.Optional(text('the scope, such as https://outlook.office365.com/.default')),
      },
      closed,
    ),
  ),
};

/** How mail is sent. */
export const smtpSchema = Type.Object(
  {
    ...server,
    port: Type.Integer({ minimum: 1, maximum: 65_535 }),
    user: Type.Optional(text('the account')),
    perMinute: count('a number of mails that may leave in a minute', 100_000),
  },
  closed,
);

const service = Type.Optional(text('the name of a service'));
const priority = Type.Optional(Type.Enum([...priorities]));

export const mailboxSchema = Type.Object(
  {
    address: text('the address of the mailbox'),
    aliases: Type.Optional(
      Type.Array(text('an address'), { description: 'a list of other addresses that end up here' }),
    ),
    imap: Type.Object(
      {
        ...server,
        user: text('the account'),
        folders: Type.Optional(
          Type.Partial(
            Type.Object(
              { inbox: text('a folder'), processed: text('a folder'), quarantine: text('a folder') },
              closed,
            ),
          ),
        ),
        sweepSeconds: count('seconds from 1 to 3600', 3600),
        silenceSeconds: count('seconds from 1 to 85', 85),
      },
      closed,
    ),
    service,
    priority,
    addresses: Type.Optional(
      Type.Array(Type.Object({ to: text('an address, or +tag'), service, priority }, closed), {
        description: 'a list of rules such as - {to: +printers, service: Printing}',
      }),
    ),
    closed: Type.Optional(
      Type.Union(
        [
          Type.Enum(['reopen', 'new']),
          Type.Object({ reopenDays: Type.Number({ minimum: 0, maximum: 3650 }) }, closed),
        ],
        { description: 'reopen, new, or {reopenDays: 14}' },
      ),
    ),
    copies: Type.Optional(Type.Enum(['participants', 'ignore'])),
    replyToIsSender: Type.Optional(Type.Boolean()),
    language: Type.Optional(Type.Enum(['ru', 'en'])),
  },
  { ...closed, description: 'a mailbox such as {address: ..., imap: {host: ..., user: ..., password: ...}}' },
);

/** The section as a whole; mailboxes and server are looked at one by one, so that a fault in one hides nothing of another. */
export const mailSchema = Type.Object(
  {
    smtp: Type.Optional(Type.Unknown()),
    mailboxes: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
    trustedAuthentication: Type.Optional(
      text('the authserv-id that our own mail server writes into Authentication-Results'),
    ),
    staffReplies: Type.Optional(Type.Enum(['public', 'internal', 'thirdParty'])),
    organisations: Type.Optional(
      Type.Record(Type.String(), text('the name of an organisation'), {
        description: 'a mapping from domains of addresses to organisations',
      }),
    ),
    limits: Type.Optional(
      Type.Object(
        {
          burstMails: count('a number of mails', 100_000),
          burstMinutes: count('a number of minutes', 1_440),
          loopMails: count('a number of mails', 10_000),
          readMegabytes: count('megabytes from 1 to 500', 500),
          readSeconds: count('seconds from 1 to 300', 300),
        },
        closed,
      ),
    ),
  },
  closed,
);
