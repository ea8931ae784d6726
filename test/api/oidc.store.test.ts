import type { OidcSettings } from '../../domain/access';
import { startProvider, type RealProvider } from '../oidc/real-provider';
import { startStandIn, type StandIn } from '../oidc/stand-in';
import { enrol, makeUser, secret, signedIn, typeCode } from './access-house';
import { openDesk, type Desk } from './desk';
import { PageVisitor } from './page-visitor';

const publicUrl = 'http://127.0.0.1:3000';
const redirect = `${publicUrl}/sign-in/oidc/callback`;
const client = { clientId: 'sagadesk', clientSecret: 'secret-of-the-client', scope: 'openid email profile' };
const plainSettings = { roles: {}, createUsers: false, portal: true, trustSecondFactor: false };

const open = (issuer: string, more: Partial<OidcSettings> = {}): Promise<Desk> =>
  openDesk({
    publicUrl,
    secret,
    access: {
      sessions: { idleHours: 12, absoluteHours: 168 },
      secondFactorFor: [],
      oidc: { issuer, ...client, ...plainSettings, ...more },
    },
  });

const isIn = async (visitor: PageVisitor) => (await visitor.get('/account')).statusCode === 200;
const pathOf = (url: URL): string => `${url.pathname}${url.search}`;

describe('signing in through a real OpenID provider', () => {
  let provider: RealProvider;
  let desk: Desk;
  let groups: Desk;

  beforeAll(async () => {
    const people = {
      olga: { email: 'Olga@example.test', email_verified: true, name: 'Ольга' },
      mallory: { email: 'olga@example.test', email_verified: false, name: 'Mallory' },
      petr: { email: 'petr@example.test', email_verified: true, name: 'Пётр', groups: ['it', 'desk-lead'] },
      guest: { email: 'guest@example.test', email_verified: true, groups: ['it'] },
      anna: { email: 'anna@example.test', email_verified: true },
    };
    provider = await startProvider(people, redirect);
    desk = await open(provider.issuer);
    groups = await open(provider.issuer, {
      roleClaim: 'groups',
      roles: { admins: 'administrator', 'desk-lead': 'manager' },
      createUsers: true,
      portal: false,
    });
    await makeUser(desk, 'olga', 'operator', { email: 'olga@example.test' });
    await makeUser(desk, 'gone', 'operator', { email: 'guest@example.test' });
    await desk.db.query(`update users set disabled_at = now() where login = 'gone'`);
  }, 60_000);
  afterAll(async () => {
    await desk?.close();
    await groups?.close();
    await provider?.close();
  });

  const come = async (at: Desk, person: string, query = '', visitor = new PageVisitor(at)) => {
    const sent = await visitor.get(`/sign-in/oidc${query}`);
    expect(sent.statusCode).toBe(303);
    const back = await provider.signIn(String(sent.headers.location), person);
    return { visitor, answer: await visitor.get(pathOf(back)) };
  };

  test('a member of staff is known by his verified address, and by his subject from then on', async () => {
    const { visitor, answer } = await come(desk, 'olga', '?back=%2Fboard');
    expect([answer.statusCode, answer.headers.location]).toEqual([303, '/board']);
    expect((await visitor.get('/account')).body).toContain('через провайдера');
    await desk.db.query(`update users set email = 'other@example.test' where login = 'olga'`);
    expect(await isIn((await come(desk, 'olga')).visitor)).toBe(true);
    await desk.db.query(`update users set email = 'olga@example.test' where login = 'olga'`);
  });

  test.each([
    ['mallory', 'не подтвердил адрес', 'an address that nobody verified opens nobody’s account'],
    ['petr', 'нет учётной записи', 'a stranger gets no account unless the configuration says so'],
    ['guest', 'отключена', 'a disabled account stays shut'],
  ])('%s is told “%s”: %s', async (person, message) => {
    const { visitor, answer } = await come(desk, person);
    expect(answer.statusCode).toBe(403);
    expect(answer.body).toContain(message);
    expect(await isIn(visitor)).toBe(false);
  });

  test('a person of the portal is known by his contact’s address, where that is allowed', async () => {
    await desk.call('POST', '/contacts', { name: 'Анна', email: 'anna@example.test' });
    expect((await come(desk, 'anna')).answer.statusCode).toBe(403);
    const { answer } = await come(desk, 'anna', '?for=portal&back=%2Ftickets');
    expect([answer.statusCode, answer.headers.location]).toEqual([303, '/portal']);
    const { rows } = await desk.db.query(
      `select role, contact_id is not null as known from users where name = 'Анна'`,
    );
    expect(rows).toEqual([{ role: 'portal', known: true }]);
    expect((await new PageVisitor(groups).get('/sign-in/oidc?for=portal')).statusCode).toBe(404);
  });

  test('roles come from a claim: an account is made with it, follows it, and is shut without one', async () => {
    const { visitor } = await come(groups, 'petr');
    expect(await isIn(visitor)).toBe(true);
    const role = async () =>
      (await groups.db.query(`select role from users where login = 'petr@example.test'`)).rows[0];
    expect(await role()).toEqual({ role: 'manager' });
    await groups.db.query(`update users set role = 'administrator' where login = 'petr@example.test'`);
    expect(await isIn((await come(groups, 'petr')).visitor)).toBe(true);
    expect(await role()).toEqual({ role: 'manager' });
    expect((await come(groups, 'guest')).answer.body).toContain('не дана роль');
  });

  test('our second factor is asked for here as well', async () => {
    const { app } = await enrol(await signedIn(desk, 'olga'));
    const { visitor, answer } = await come(desk, 'olga', '?back=%2Fboard');
    expect(answer.headers.location).toBe('/sign-in/code?back=%2Fboard');
    expect(await isIn(visitor)).toBe(false);
    expect((await typeCode(visitor, app.code(), '/board')).headers.location).toBe('/board');
    expect((await visitor.get('/account')).body).toContain('через провайдера');
  });

  test.each(['https://evil.test', '//evil.test', '/\\evil.test'])('never leads to %s', async (back) => {
    await desk.db.query('delete from second_factors');
    const { answer } = await come(desk, 'olga', `?back=${encodeURIComponent(back)}`);
    expect(answer.headers.location).toBe('/tickets');
  });
});

describe('a way back from the provider that is not ours', () => {
  let standIn: StandIn;
  let desk: Desk;
  beforeAll(async () => {
    standIn = await startStandIn();
    desk = await open(standIn.issuer);
    await makeUser(desk, 'olga', 'operator', { email: 'olga@example.test' });
  });
  afterAll(async () => {
    await desk.close();
    await standIn.close();
  });

  /** Was sent there, with what we asked for. */
  const sent = async () => {
    const visitor = new PageVisitor(desk);
    const { searchParams } = new URL(String((await visitor.get('/sign-in/oidc')).headers.location));
    return {
      visitor,
      state: searchParams.get('state') ?? '',
      nonce: searchParams.get('nonce') ?? '',
      searchParams,
    };
  };
  const olga = (nonce: string, more = {}) => ({
    nonce,
    email: 'olga@example.test',
    email_verified: true,
    ...more,
  });
  const back = (state: string, more = '') => `/sign-in/oidc/callback?code=c&state=${state}${more}`;

  test('(the right one opens, proves by PKCE that it is us, and opens once)', async () => {
    const { visitor, state, nonce, searchParams } = await sent();
    expect(searchParams.get('code_challenge_method')).toBe('S256');
    standIn.next = { claims: olga(nonce) };
    expect((await visitor.get(back(state))).statusCode).toBe(303);
    expect(standIn.asked.at(-1)?.get('code_verifier')?.length).toBeGreaterThan(40);
    expect(await isIn(visitor)).toBe(true);
    const again = new PageVisitor(desk);
    again.plant('sagadesk_oidc', visitor.cookie('sagadesk_oidc'));
    expect((await again.get(back(state))).statusCode).toBe(403);
  });

  test('with a state that we never gave opens nothing', async () => {
    const { visitor, nonce } = await sent();
    standIn.next = { claims: olga(nonce) };
    expect((await visitor.get(back('made-up-by-somebody'))).statusCode).toBe(403);
    expect(await isIn(visitor)).toBe(false);
  });

  test('begun in another browser opens nothing: nobody is signed in as the attacker', async () => {
    const attacker = await sent();
    standIn.next = { claims: olga(attacker.nonce) };
    const victim = await sent();
    expect((await victim.visitor.get(back(attacker.state))).statusCode).toBe(403);
    expect(await isIn(victim.visitor)).toBe(false);
    const bare = new PageVisitor(desk);
    expect((await bare.get(back(attacker.state))).statusCode).toBe(403);
  });

  test.each([
    ['a token with the nonce of another sign-in', () => ({ claims: olga('of another') })],
    ['a token without a nonce', () => ({ claims: { email: 'olga@example.test', email_verified: true } })],
    ['a token signed by somebody else', (nonce: string) => ({ claims: olga(nonce), stranger: true })],
    ['a token for another client', (nonce: string) => ({ claims: olga(nonce, { aud: 'other' }) })],
    ['a token of another issuer', (nonce: string) => ({ claims: olga(nonce, { iss: 'http://evil.test' }) })],
    [
      'an address that is not verified',
      (nonce: string) => ({ claims: olga(nonce, { email_verified: 'true', sub: 't' }) }),
    ],
  ])('%s opens nothing', async (_, next) => {
    const { visitor, state, nonce } = await sent();
    standIn.next = next(nonce);
    expect((await visitor.get(back(state))).statusCode).toBe(403);
    expect(await isIn(visitor)).toBe(false);
  });

  test('too late opens nothing', async () => {
    const { visitor, state, nonce } = await sent();
    standIn.next = { claims: olga(nonce) };
    await desk.db.query(`update oidc_requests set expires_at = now()`);
    expect((await visitor.get(back(state))).statusCode).toBe(403);
  });

  test('says so when the provider is away, and where there is none there is no such page', async () => {
    const away = await open('http://127.0.0.1:9');
    const answer = await new PageVisitor(away).get('/sign-in/oidc');
    expect(answer.statusCode).toBe(502);
    expect(answer.body).toContain('Провайдер не отвечает');
    await away.close();
    const bare = await openDesk();
    expect((await new PageVisitor(bare).get('/sign-in/oidc')).statusCode).toBe(404);
    await bare.close();
  });
});
