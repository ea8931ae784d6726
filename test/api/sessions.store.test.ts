import { hashPassword } from '../../api/password';
import { openDesk, type Desk } from './desk';
import { makeUser, signedIn } from './access-house';
import { PageVisitor } from './page-visitor';

describe('sessions', () => {
  let desk: Desk;
  let olga: number;
  beforeAll(async () => {
    desk = await openDesk({
      access: { sessions: { idleHours: 2, absoluteHours: 10 }, secondFactorFor: [] },
    });
    olga = await makeUser(desk, 'olga', 'operator');
    await makeUser(desk, 'admin', 'administrator');
    await makeUser(desk, 'petr', 'operator');
  });
  afterAll(() => desk.close());
  beforeEach(async () => {
    await desk.db.query('delete from sessions');
    await desk.db.query('delete from attempts');
  });

  const isIn = async (visitor: PageVisitor) => (await visitor.get('/tickets')).statusCode === 200;
  const ids = async () =>
    (await desk.db.query<{ id: number }>('select id from sessions order by id')).rows.map(({ id }) => id);
  const age = (column: string, hours: number) =>
    desk.db.query(`update sessions set ${column} = ${column} - make_interval(hours => ${hours})`);

  test('a cookie that was planted before signing in opens nothing afterwards', async () => {
    const victim = new PageVisitor(desk);
    const csrf = await victim.csrf('/sign-in');
    victim.plant('sagadesk', 'planted-by-somebody-else-0123456789-0123456789');
    const answer = await victim.post('/sign-in', { login: 'olga', password: 'correct horse', _csrf: csrf });
    expect(answer.statusCode).toBe(303);
    const thief = new PageVisitor(desk);
    thief.plant('sagadesk', 'planted-by-somebody-else-0123456789-0123456789');
    expect(await isIn(thief)).toBe(false);
    expect(await isIn(victim)).toBe(true);
  });

  test('signing in again begins a new one and ends the one before', async () => {
    const browser = await signedIn(desk, 'olga');
    const before = browser.cookie('sagadesk');
    await browser.post('/sign-out', { _csrf: 'not mine' });
    browser.plant('sagadesk_form', 'aaaaaaaaaaaaaaaaaaaaaaaa');
    const thief = new PageVisitor(desk);
    thief.plant('sagadesk', before);
    expect(await isIn(thief)).toBe(true);
    await browser.post('/sign-out', { _csrf: await browser.csrf('/tickets') });
    expect(await isIn(thief)).toBe(false);
  });

  test('end after the idle time, and at the longest after the absolute one however busy', async () => {
    const browser = await signedIn(desk, 'olga');
    await age('seen_at', 1);
    expect(await isIn(browser)).toBe(true);
    await age('seen_at', 3);
    expect(await isIn(browser)).toBe(false);
    const busy = await signedIn(desk, 'olga');
    await age('begun_at', 9);
    expect(await isIn(busy)).toBe(true);
    await age('begun_at', 2);
    expect(await isIn(busy)).toBe(false);
  });

  test('are seen by their owner, who ends one of them, or all others', async () => {
    const [one, two, three] = [
      await signedIn(desk, 'olga'),
      await signedIn(desk, 'olga'),
      await signedIn(desk, 'olga'),
    ];
    const page = (await one.get('/account')).body;
    expect(page.match(/name="end" value="\d+"/g)).toHaveLength(3);
    expect(page).toContain('это вы сейчас');
    const [, second] = await ids();
    await one.post('/account/sessions', { end: String(second), _csrf: await one.csrf('/account') });
    expect([await isIn(one), await isIn(two), await isIn(three)]).toEqual([true, false, true]);
    await one.post('/account/sessions', { end: 'others', _csrf: await one.csrf('/account') });
    expect([await isIn(one), await isIn(three)]).toEqual([true, false]);
  });

  test('of somebody else are out of reach, but for an administrator', async () => {
    const victim = await signedIn(desk, 'olga');
    const [session] = await ids();
    const petr = await signedIn(desk, 'petr');
    await petr.post('/account/sessions', { end: String(session), _csrf: await petr.csrf('/account') });
    expect((await petr.get(`/users/${olga}`)).statusCode).toBe(403);
    const form = { end: 'all', _csrf: await petr.csrf('/account') };
    expect((await petr.post(`/users/${olga}/sessions`, form)).statusCode).toBe(403);
    expect(await isIn(victim)).toBe(true);
    const admin = await signedIn(desk, 'admin');
    expect((await admin.get('/users')).body).toContain('Имя olga');
    await admin.post(`/users/${olga}/sessions`, {
      end: 'all',
      _csrf: await admin.csrf(`/users/${olga}`),
    });
    expect(await isIn(victim)).toBe(false);
    expect(await isIn(admin)).toBe(true);
  });

  test('are listed and ended by calls, under the same rules', async () => {
    const victim = await signedIn(desk, 'olga');
    const { json } = await desk.call('GET', `/users/${olga}/sessions`);
    expect(json.items).toEqual([
      expect.objectContaining({ id: expect.any(String), method: 'password', seenAt: expect.any(String) }),
    ]);
    const key = await desk.keyOf('engineer');
    expect((await desk.call('DELETE', `/users/${olga}/sessions`, undefined, { key })).status).toBe(403);
    expect((await desk.call('DELETE', `/users/${olga}/sessions/${json.items[0].id}`)).status).toBe(204);
    expect(await isIn(victim)).toBe(false);
    expect((await desk.call('DELETE', `/users/${olga}/sessions/${json.items[0].id}`)).status).toBe(404);
  });

  test('of a portal user are his contact’s key’s to see and end, and no others', async () => {
    const contact = (await desk.call('POST', '/contacts', { name: 'Анна', email: 'anna@x.test' })).json.id;
    await makeUser(desk, 'anna', 'portal', { contactId: Number(contact) });
    const [anna, stranger] = [await signedIn(desk, 'anna'), await signedIn(desk, 'olga')];
    const key = await desk.keyOf('portal', Number(contact));
    expect((await desk.call('GET', '/me/sessions', undefined, { key })).json.items).toHaveLength(1);
    const [, foreign] = await ids();
    expect((await desk.call('DELETE', `/me/sessions/${foreign}`, undefined, { key })).status).toBe(404);
    expect((await desk.call('DELETE', '/me/sessions', undefined, { key })).status).toBe(204);
    expect([await isIn(anna), await isIn(stranger)]).toEqual([false, true]);
  });

  test.each([
    ['disabling', { disabled: true }],
    ['another role', { role: 'manager' }],
    ['a new password', { password: 'another long password' }],
  ])('end at once with %s', async (_, change) => {
    const id = await makeUser(desk, `user${Math.random()}`, 'operator');
    const { rows } = await desk.db.query<{ login: string }>('select login from users where id = $1', [id]);
    const browser = await signedIn(desk, rows[0]!.login);
    expect((await desk.call('PATCH', `/users/${id}`, { name: 'Другое имя' })).status).toBe(200);
    expect(await isIn(browser)).toBe(true);
    expect((await desk.call('PATCH', `/users/${id}`, change)).status).toBe(200);
    expect(await isIn(browser)).toBe(false);
  });

  test('a changed password leaves its owner where he is, and nobody else', async () => {
    const [owner, other] = [await signedIn(desk, 'petr'), await signedIn(desk, 'petr')];
    const change = async (now: string, next: string) =>
      owner.post('/account/password', { now, next, _csrf: await owner.csrf('/account') });
    expect((await change('wrong', 'a long new password')).statusCode).toBe(422);
    expect((await change('correct horse', 'short')).statusCode).toBe(422);
    expect(await isIn(other)).toBe(true);
    expect((await change('correct horse', 'a long new password')).statusCode).toBe(200);
    expect([await isIn(owner), await isIn(other)]).toEqual([true, false]);
    const passwordHash = await hashPassword('correct horse', { N: 1024, r: 8, p: 1 });
    await desk.db.query(`update users set password_hash = $1 where login = 'petr'`, [passwordHash]);
  });

  test('what is sent to one for hours is cut off with it', async () => {
    const browser = await signedIn(desk, 'olga');
    await desk.app.listen({ host: '127.0.0.1', port: 0 });
    const { port } = desk.app.server.address() as { port: number };
    const stream = await fetch(`http://127.0.0.1:${port}/events`, {
      headers: { cookie: `sagadesk=${browser.cookie('sagadesk')}` },
    });
    expect(stream.status).toBe(200);
    const reader = stream.body!.getReader();
    await reader.read();
    await desk.call('DELETE', `/users/${olga}/sessions`);
    const end = (async () => {
      for (;;) if ((await reader.read()).done) return 'done';
    })().catch(() => 'cut off');
    expect(['done', 'cut off']).toContain(await end);
  }, 10_000);

  test.each(['/account/sessions', '/account/password', '/account/second-factor', '/sign-out'])(
    'a form of somebody else’s making does nothing at %s',
    async (path) => {
      const browser = await signedIn(desk, 'olga');
      const form = { end: 'others', now: 'correct horse', next: 'a long new password', code: '123456' };
      expect((await browser.post(path, form)).statusCode).toBe(403);
      const _csrf = await browser.csrf('/account');
      const site = { 'sec-fetch-site': 'cross-site' };
      expect((await browser.post(path, { ...form, _csrf }, site)).statusCode).toBe(403);
      expect(await isIn(browser)).toBe(true);
    },
  );
});
