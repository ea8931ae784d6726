import { readMail } from '../../connectors/configuration-mail';
import { section } from './section';

const { read, faultsOf } = section(readMail);
const smallest = (more = '') => `mail:
  mailboxes:
    support:
      address: Support@Helpdesk.test
      imap: {host: mx.test, user: support, password: secret}
${more}`;

describe('the mail section', () => {
  it('may be missing', () => expect(read('company: x')).toBeUndefined());

  it('needs an address and a login, the rest has defaults', () => {
    expect(read(smallest())?.mailboxes).toEqual([
      {
        name: 'support',
        address: 'support@helpdesk.test',
        aliases: [],
        addresses: [],
        closed: { reopenDays: 14 },
        copies: 'participants',
        replyToIsSender: false,
        language: 'ru',
        imap: {
          host: 'mx.test',
          port: 993,
          tls: 'implicit',
          user: 'support',
          password: 'secret',
          folders: { inbox: 'INBOX', processed: 'Processed', quarantine: 'Quarantine' },
          sweepSeconds: 60,
          silenceSeconds: 60,
        },
      },
    ]);
  });

  it('says everything that can be said', () => {
    const mail = read(
      `mail:
  smtp: {host: mx.test, port: 465, perMinute: 30}
  trustedAuthentication: mx.test
  organisations: {Corp.test: Corp}
  limits: {burstMails: 5, readMegabytes: 1}
  mailboxes:
    sales:
      address: sales@x.test
      aliases: [Shop@x.test]
      imap: {host: h, port: 143, tls: starttls, ca: ca.pem, user: u, oauth2: {tokenUrl: https://login.test/token, clientId: c, refreshToken: "\${TOKEN}"}, folders: {processed: Done}}
      service: Sales
      priority: high
      addresses: [{to: +Printers, service: Printing}]
      closed: {reopenDays: 3}
      copies: ignore
      replyToIsSender: true
      language: en
`,
      { TOKEN: 't' },
    );
    expect(mail).toMatchObject({
      smtp: { tls: 'implicit', perMinute: 30 },
      trustedAuthentication: 'mx.test',
      organisations: { 'corp.test': 'Corp' },
      limits: { burstMails: 5, burstMinutes: 10, readBytes: 1048576 },
      mailboxes: [
        {
          aliases: ['shop@x.test'],
          addresses: [{ to: '+printers' }],
          imap: { port: 143, oauth2: { refreshToken: 't' }, folders: { inbox: 'INBOX', processed: 'Done' } },
        },
      ],
    });
  });

  it.each([
    [
      'no login',
      'mail: {mailboxes: {a: {address: a@x.test, imap: {host: h, user: u}}}}',
      '1 mail.mailboxes.a.imap.password: missing: expected a password, or oauth2',
    ],
    [
      'no address',
      'mail: {mailboxes: {a: {imap: {host: h, user: u, password: p}}}}',
      '1 mail.mailboxes.a.address: missing: expected the address of the mailbox',
    ],
    [
      'an address that is none',
      'mail: {mailboxes: {a: {address: a, imap: {host: h, user: u, password: p}}}}',
      '1 mail.mailboxes.a.address: expected an address such as support@example.com',
    ],
    [
      'a slip of the pen',
      smallest('      servce: x\n'),
      '6 mail.mailboxes.support.servce: unknown key: did you mean service?',
    ],
    [
      'an unknown policy',
      smallest('      closed: sometimes\n'),
      '6 mail.mailboxes.support.closed: expected reopen, new, or {reopenDays: 14}',
    ],
    [
      'too patient a connection',
      smallest().replace('password: secret', 'password: secret, silenceSeconds: 300'),
      '5 mail.mailboxes.support.imap.silenceSeconds: expected seconds from 1 to 85',
    ],
    [
      'a name that cannot stand in an id',
      smallest().replace('    support:', '    "a b":'),
      '3 mail.mailboxes.a b: expected a name of at most 41 Latin letters, digits, hyphens and underscores, beginning with a letter or digit',
    ],
  ])('is refused with its line and key: %s', (_, text, fault) => {
    expect(faultsOf(text)).toEqual([fault]);
  });

  it('gives an address to one mailbox only', () => {
    const two = `${smallest()}    more:\n      address: support@helpdesk.test\n      imap: {host: h, user: u, password: p}\n`;
    expect(faultsOf(two)).toEqual([
      '7 mail.mailboxes.more.address: this address belongs to the mailbox support already',
    ]);
  });
});
