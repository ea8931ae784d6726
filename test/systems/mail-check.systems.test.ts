import { createHmac } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { checkMailbox } from '../../channels/mail/check-mailbox';
import { openImap } from '../../channels/mail/imap-session';
import { eventually } from './eventually';
import { startMailServer, type RealMailServer } from './mail-server';

jest.setTimeout(240_000);

let server: RealMailServer;
let tokens: Server;
let answer: { readonly status: number; readonly body: object };
const asked: string[] = [];
beforeAll(async () => {
  server = await startMailServer();
  tokens = createServer((request, response) => {
    request.on('data', (chunk: Buffer) => asked.push(chunk.toString()));
    request.on('end', () =>
      response
        .writeHead(answer.status, { 'content-type': 'application/json' })
        .end(JSON.stringify(answer.body)),
    );
  }).listen(0, '127.0.0.1');
  await eventually('the token server listens', async () => tokens.listening || undefined);
});
afterAll(async () => {
  tokens?.close();
  await server?.down();
});

/** A token as Dovecot checks it by itself: HS256 with the key of the test server. */
const jwt = (sub: string): string => {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const body = `${part({ alg: 'HS256', typ: 'JWT' })}.${part({ sub, exp: Math.floor(Date.now() / 1000) + 600 })}`;
  return `${body}.${createHmac('sha256', 'oauth-test-secret').update(body).digest('base64url')}`;
};
const oauth2 = () => ({
  tokenUrl: `http://127.0.0.1:${(tokens.address() as AddressInfo).port}/token`,
  clientId: 'sagadesk',
  refreshToken: 'refresh',
});
const levels = async (imap: Parameters<typeof checkMailbox>[0]) =>
  (await checkMailbox(imap)).map(({ level, key }) => `${level} ${key}`);

describe('the doctor on a real mailbox', () => {
  it('is content with one that works, over TLS and STARTTLS', async () => {
    expect(await levels(server.imapOf('bob'))).toEqual(['ok user', 'ok folders.inbox']);
    expect(await levels(server.imapOf('bob', { port: server.plainImapPort, tls: 'starttls' }))).toEqual([
      'ok user',
      'ok folders.inbox',
    ]);
  });

  it.each([
    ['a wrong password', { password: 'wrong' }, 'user', /refuses the login/],
    ['a certificate that nobody here trusts', { ca: undefined }, 'user', /certificate is not trusted/],
    ['a file of the authority that is missing', { ca: '/nowhere.pem' }, 'user', /cannot be read/],
    ['a port on which nobody listens', { port: 1 }, 'host', /ECONNREFUSED/],
  ])('says what to do about %s', async (_, more, key, message) => {
    const { ca, ...rest } = { ...server.imapOf('bob'), ...more };
    const [found] = await checkMailbox(ca === undefined ? rest : { ...rest, ca });
    expect(found).toMatchObject({ level: 'fault', key, advice: [expect.any(String), expect.any(String)] });
    expect(found?.message[0]).toMatch(message);
    expect(JSON.stringify(found)).not.toContain('wrong');
  });

  it('logs in by OAuth2 with a fresh token each time', async () => {
    const { password: _, ...imap } = server.imapOf('bob');
    answer = { status: 200, body: { access_token: jwt('bob') } };
    expect(await levels({ ...imap, oauth2: oauth2() })).toEqual(['ok user', 'ok folders.inbox']);
    expect(asked.at(-1)).toBe('grant_type=refresh_token&client_id=sagadesk&refresh_token=refresh');
    answer = { status: 200, body: { access_token: jwt('somebody-else') } };
    expect((await levels({ ...imap, oauth2: oauth2() }))[0]).toBe('fault user');
    answer = { status: 400, body: { error: 'invalid_grant' } };
    const [refused] = await checkMailbox({ ...imap, oauth2: oauth2() });
    expect(refused?.message[0]).toMatch(/no access token is given out: invalid_grant/);
  });
});

describe('a session', () => {
  it('makes the folder that it needs when it moves a mail', async () => {
    await server.send({ from: 'a@x.test', to: `alice@${server.domain}`, subject: 'x', text: 'x' });
    await eventually('it has come', async () => (await server.count('alice', 'INBOX')) === 1 || undefined);
    const session = await openImap(server.imapOf('alice'));
    const [mail] = await session.list(async () => new Set());
    expect(await session.move([mail!.uid], 'New/Folder')).toEqual([mail!.uid]);
    expect(await session.list(async () => new Set())).toEqual([]);
    expect(await server.count('alice', 'New/Folder')).toBe(1);
    session.close();
  });

  it('takes what somebody else moved away for done', async () => {
    const session = await openImap(server.imapOf('alice'));
    expect(await session.move([4711], 'Processed')).toEqual([4711]);
    session.close();
  });
});
