import { appOf, enrol, makeUser, secret, signedIn, typeCode } from './access-house';
import { openDesk, type Desk } from './desk';
import { PageVisitor } from './page-visitor';

describe('the second factor', () => {
  let desk: Desk;
  let olga: number;
  const lines: string[] = [];
  beforeAll(async () => {
    desk = await openDesk({
      secret,
      access: { sessions: { idleHours: 12, absoluteHours: 168 }, secondFactorFor: ['engineer'] },
    });
    olga = await makeUser(desk, 'olga', 'operator');
    await makeUser(desk, 'admin', 'administrator');
    await makeUser(desk, 'ivan', 'engineer');
  });
  afterAll(() => desk.close());
  beforeEach(async () => {
    for (const table of ['sessions', 'attempts', 'recovery_codes', 'second_factors', 'known_clients'])
      await desk.db.query(`delete from ${table}`);
    lines.length = 0;
  });

  const isIn = async (visitor: PageVisitor) => (await visitor.get('/tickets')).statusCode === 200;
  /** Has typed the password, and not yet the code. */
  const halfIn = async (login = 'olga') => {
    const visitor = new PageVisitor(desk);
    const answer = await visitor.signIn(login, 'correct horse', '/board');
    expect(answer.headers.location).toBe('/sign-in/code?back=%2Fboard');
    return visitor;
  };

  test('is set up with a picture or a key, proven by a code, and asked for from then on', async () => {
    const visitor = await signedIn(desk, 'olga');
    const page = (await visitor.get('/account/second-factor')).body;
    const svg = Buffer.from(/data:image\/svg\+xml;base64,([\w+/=]+)/.exec(page)?.[1] ?? '', 'base64');
    expect(svg.toString()).toContain('<svg');
    const { app } = await enrol(visitor);
    expect(await isIn(visitor)).toBe(true);
    const again = await halfIn();
    expect(await isIn(again)).toBe(false);
    expect((await again.get('/tickets')).headers.location).toBe('/sign-in/code?back=%2Ftickets');
    const answer = await typeCode(again, app.code(), '/board');
    expect([answer.statusCode, answer.headers.location]).toEqual([303, '/board']);
    expect(await isIn(again)).toBe(true);
  });

  test('shows its key never again, and keeps it sealed', async () => {
    const visitor = await signedIn(desk, 'olga');
    const shown = (await visitor.get('/account/second-factor')).body;
    const key = (/class="key-text">([A-Z2-7 ]+)</.exec(shown)?.[1] ?? '').replaceAll(' ', '');
    expect(key).toHaveLength(32);
    const { codes } = await enrol(visitor);
    for (const path of ['/account/second-factor', '/account', '/tickets'])
      expect((await visitor.get(path)).body).not.toMatch(/key-text|data:image/);
    const { rows } = await desk.db.query(
      `select encode(key, 'escape') as row from second_factors
       union all select encode(code_hash, 'escape') from recovery_codes union all select a::text from audit a`,
    );
    const kept = JSON.stringify(rows);
    expect(kept).not.toContain(key);
    for (const code of codes) expect(kept).not.toContain(code);
    const bytes = appOf(shown);
    expect(bytes.code()).toMatch(/^\d{6}$/);
  });

  test('a code that was used opens nothing, nor does an earlier one', async () => {
    const { app } = await enrol(await signedIn(desk, 'olga'));
    const code = app.code();
    expect((await typeCode(await halfIn(), code)).statusCode).toBe(303);
    expect((await typeCode(await halfIn(), code)).statusCode).toBe(401);
    expect((await typeCode(await halfIn(), app.code(-1))).statusCode).toBe(401);
    expect((await typeCode(await halfIn(), app.code(1))).statusCode).toBe(303);
  });

  test('the same code sent ten times at once lets one in', async () => {
    const { app } = await enrol(await signedIn(desk, 'olga'));
    const halves = await Promise.all([1, 2, 3, 4].map(() => halfIn()));
    const code = app.code();
    const answers = await Promise.all(halves.map((one) => typeCode(one, code)));
    expect(answers.filter(({ statusCode }) => statusCode === 303)).toHaveLength(1);
  });

  test('a recovery code opens once, however it is typed', async () => {
    const { codes } = await enrol(await signedIn(desk, 'olga'));
    const [first = '', second = ''] = codes;
    expect((await typeCode(await halfIn(), ` ${first.toUpperCase().replaceAll('-', ' ')} `)).statusCode).toBe(
      303,
    );
    expect((await typeCode(await halfIn(), first)).statusCode).toBe(401);
    const visitor = await halfIn();
    expect((await typeCode(visitor, second)).statusCode).toBe(303);
    expect((await visitor.get('/account')).body).toContain('осталось: 8');
  });

  test('guesses at it are stopped: at the code, and at recovery codes, in whatever sessions', async () => {
    const { app } = await enrol(await signedIn(desk, 'olga'));
    await desk.db.query('delete from attempts');
    const guess = async (code: string) => (await typeCode(await halfIn(), code)).statusCode;
    for (const code of ['000000', '000001', 'aaaa-aaaa-aaaa-aaaa', 'bbbb-bbbb-bbbb-bbbb', '000002'])
      expect(await guess(code)).toBe(401);
    expect(await guess('000003')).toBe(429);
    expect(await guess(app.code())).toBe(429);
    await desk.db.query(`update attempts set since = since - interval '16 minutes'`);
    expect(await guess(app.code())).toBe(303);
  });

  test('guesses of a stranger who has the password do not shut out a browser that is known', async () => {
    const known = await signedIn(desk, 'olga');
    const { app } = await enrol(known);
    for (let n = 0; n < 6; n++) await typeCode(await halfIn(), `00000${n}`);
    await known.post('/sign-out', { _csrf: await known.csrf('/tickets') });
    await known.signIn('olga');
    expect((await typeCode(known, app.code())).statusCode).toBe(303);
  });

  test('sixty guesses at once are counted one by one', async () => {
    await enrol(await signedIn(desk, 'olga'));
    const half = await halfIn();
    const _csrf = await half.csrf('/sign-in/code');
    const codes = Array.from({ length: 60 }, (_, n) => `9${String(n).padStart(5, '0')}`);
    const answers = await Promise.all(codes.map((code) => half.post('/sign-in/code', { code, _csrf })));
    expect(answers.filter(({ statusCode }) => statusCode !== 429).length).toBeLessThanOrEqual(5);
  });

  test('half a sign-in is a session of its own, and ends when the whole one begins', async () => {
    const { app } = await enrol(await signedIn(desk, 'olga'));
    const half = await halfIn();
    const thief = new PageVisitor(desk);
    thief.plant('sagadesk', half.cookie('sagadesk'));
    for (const path of ['/tickets', '/account', '/account/second-factor', '/events'])
      expect((await thief.get(path)).statusCode).not.toBe(200);
    await typeCode(half, app.code());
    expect(half.cookie('sagadesk')).not.toBe(thief.cookie('sagadesk'));
    expect(await isIn(thief)).toBe(false);
    expect((await typeCode(thief, app.code(1))).statusCode).not.toBe(200);
    expect(await isIn(thief)).toBe(false);
  });

  test('needs a form of ours, and never sends anybody elsewhere', async () => {
    const { app } = await enrol(await signedIn(desk, 'olga'));
    const half = await halfIn();
    expect((await half.post('/sign-in/code', { code: app.code() })).statusCode).toBe(403);
    for (const back of ['https://evil.test', '//evil.test', '/\\evil.test']) {
      const page = await half.get(`/sign-in/code?back=${encodeURIComponent(back)}`);
      expect(page.body).not.toContain('evil.test');
    }
    const answer = await typeCode(half, app.code(), '//evil.test');
    expect(answer.headers.location).toBe('/tickets');
  });

  test('a role that needs it has nothing but setting it up', async () => {
    const ivan = new PageVisitor(desk);
    await ivan.signIn('ivan');
    for (const path of ['/tickets', '/sync', '/account'])
      expect((await ivan.get(path)).headers.location).toContain('/account/second-factor?back=');
    expect((await ivan.get('/events')).statusCode).toBe(401);
    const { app } = await enrol(ivan);
    expect(await isIn(ivan)).toBe(true);
    expect((await ivan.get('/account/second-factor')).body).not.toContain('value="remove"');
    expect((await typeCode(await halfIn('ivan'), app.code())).statusCode).toBe(303);
  });

  test('setting it up ends whoever was in with the password alone', async () => {
    const [owner, other] = [await signedIn(desk, 'olga'), await signedIn(desk, 'olga')];
    await enrol(owner);
    expect([await isIn(owner), await isIn(other)]).toEqual([true, false]);
  });

  test('goes with a code only; an administrator resets it without, and ends the sessions', async () => {
    const visitor = await signedIn(desk, 'olga');
    const { app } = await enrol(visitor);
    const remove = async (code: string) =>
      visitor.post('/account/second-factor', {
        do: 'remove',
        code,
        _csrf: await visitor.csrf('/account/second-factor'),
      });
    expect((await remove('000000')).statusCode).toBe(422);
    expect((await remove(app.code())).statusCode).toBe(303);
    expect(await isIn(await signedIn(desk, 'olga'))).toBe(true);
    await enrol(visitor);
    const admin = await signedIn(desk, 'admin');
    const form = { _csrf: await admin.csrf(`/users/${olga}`) };
    expect((await admin.post(`/users/${olga}/second-factor`, form)).statusCode).toBe(303);
    expect(await isIn(visitor)).toBe(false);
    expect(await isIn(await signedIn(desk, 'olga'))).toBe(true);
    await enrol(await signedIn(desk, 'olga'));
    expect((await desk.call('DELETE', `/users/${olga}/second-factor`)).status).toBe(204);
    expect(await isIn(await signedIn(desk, 'olga'))).toBe(true);
  });

  test('new recovery codes take the place of the old ones', async () => {
    const visitor = await signedIn(desk, 'olga');
    const { app, codes } = await enrol(visitor);
    const answer = await visitor.post('/account/second-factor', {
      do: 'renew',
      code: app.code(),
      _csrf: await visitor.csrf('/account/second-factor'),
    });
    expect(answer.statusCode).toBe(200);
    expect((await typeCode(await halfIn(), codes[0]!)).statusCode).toBe(401);
    const fresh = /<code>([a-z0-9-]{19})<\/code>/.exec(answer.body)?.[1] ?? '';
    expect((await typeCode(await halfIn(), fresh)).statusCode).toBe(303);
  });

  test('cannot be had where there is no secret, and says which setting is missing', async () => {
    const bare = await openDesk();
    await makeUser(bare, 'olga', 'operator');
    const page = (await (await signedIn(bare, 'olga')).get('/account/second-factor')).body;
    expect(page).toContain('SAGADESK_SECRET');
    await bare.close();
  });
});
