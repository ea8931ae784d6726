import { makeUser } from './access-house';
import { openDesk, type Desk } from './desk';
import { PageVisitor } from './page-visitor';

const proxy = '10.0.0.5';
const outside = '198.51.100.7';

/** Signs in with this password through this peer, which says that it speaks for `client`; answers the status. */
const signIn = async (desk: Desk, peer: string, client: string, password = 'correct horse') => {
  const visitor = new PageVisitor(desk, 'ru', peer);
  const fields = { login: 'olga', password, back: '/tickets', _csrf: await visitor.csrf('/sign-in') };
  return (await visitor.post('/sign-in', fields, { 'x-forwarded-for': client })).statusCode;
};
const wrong = (desk: Desk, peer: string, clientOf: (n: number) => string) =>
  Promise.all(Array.from({ length: 10 }, (_, n) => signIn(desk, peer, clientOf(n), `wrong ${n}`)));

const lastAddress = async ({ db }: Desk) => {
  const audit = await db.query(`select address from audit where action = 'sign-in' order by id desc limit 1`);
  const session = await db.query('select address from sessions order by id desc limit 1');
  return [audit.rows[0].address, session.rows[0].address];
};

describe('behind a proxy that is trusted', () => {
  let desk: Desk;
  beforeAll(async () => {
    desk = await openDesk({ trustedProxies: ['10.0.0.0/24', '192.0.2.1'] });
    await makeUser(desk, 'olga', 'operator');
  });
  afterAll(() => desk?.close());
  beforeEach(() => desk.db.query('delete from attempts'));

  it('the client that it names is who is noted with the session and in the audit', async () => {
    expect(await signIn(desk, proxy, '203.0.113.9')).toBe(303);
    expect(await lastAddress(desk)).toEqual(['203.0.113.9', '203.0.113.9']);
  });

  it('one client’s guesses do not count for another', async () => {
    expect(new Set(await wrong(desk, proxy, () => '203.0.113.9'))).toEqual(new Set([401]));
    expect(await signIn(desk, proxy, '203.0.113.9')).toBe(429);
    expect(await signIn(desk, proxy, '203.0.113.10')).toBe(303);
  });

  it('what a client wrote before the proxy did is not believed', async () => {
    await wrong(desk, proxy, (n) => `203.0.113.${100 + n}, 203.0.113.9`);
    expect(await signIn(desk, proxy, '203.0.113.200, 203.0.113.9')).toBe(429);
  });

  it('of two proxies, one behind the other, the client of the first is taken', async () => {
    expect(await signIn(desk, proxy, '203.0.113.11, 192.0.2.1')).toBe(303);
    expect(await lastAddress(desk)).toEqual(['203.0.113.11', '203.0.113.11']);
  });

  it('somebody who comes past it says what he likes, and is who he is', async () => {
    await wrong(desk, outside, (n) => `203.0.113.${n}`);
    expect(await signIn(desk, outside, '203.0.113.200')).toBe(429);
    expect(await signIn(desk, proxy, '203.0.113.200')).toBe(303);
  });
});

it('with no proxy named nobody is believed', async () => {
  const desk = await openDesk();
  await makeUser(desk, 'olga', 'operator');
  expect(await signIn(desk, '127.0.0.1', '203.0.113.9')).toBe(303);
  expect(await lastAddress(desk)).toEqual(['127.0.0.1', '127.0.0.1']);
  await desk.close();
});
