import { makeUser } from './access-house';
import { aTicket, openDesk, type Desk } from './desk';
import type { UploadPart } from './multipart';
import { PageVisitor } from './page-visitor';

describe('the pages', () => {
  let desk: Desk;
  let number: string;
  beforeAll(async () => {
    desk = await openDesk({ temporalUiUrl: 'http://ui.test/namespaces/default/workflows' });
    await makeUser(desk, 'olga', 'operator');
    await makeUser(desk, 'admin', 'administrator');
    number = (await desk.call('POST', '/tickets', aTicket({ title: '<script>alert(1)</script>' }))).json
      .number;
  });
  afterAll(() => desk.close());

  const browser = async (login = 'olga', language = 'ru') => {
    const one = new PageVisitor(desk, language);
    expect((await one.signIn(login)).statusCode).toBe(303);
    return one;
  };

  test('send a stranger to the sign-in page and bring him back', async () => {
    const stranger = new PageVisitor(desk);
    const sent = await stranger.get(`/tickets/${number}`);
    expect([sent.statusCode, sent.headers.location]).toEqual([303, `/sign-in?back=%2Ftickets%2F${number}`]);
    const back = await stranger.signIn('OLGA', 'correct horse', `/tickets/${number}`);
    expect([back.statusCode, back.headers.location]).toEqual([303, `/tickets/${number}`]);
  });

  test.each([['https://evil.test'], ['//evil.test'], ['/\\evil.test'], ['javascript:alert(1)']])(
    'never send anybody back to %s',
    async (back) => {
      expect((await new PageVisitor(desk).signIn('olga', 'correct horse', back)).headers.location).toBe(
        '/tickets',
      );
    },
  );

  test('keep the session in a cookie that scripts and strange sites do not get', async () => {
    const answer = await new PageVisitor(desk).signIn('olga');
    expect(answer.headers['set-cookie']).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^sagadesk=[\w-]{40,}; Path=\/; HttpOnly; SameSite=Lax$/),
      ]),
    );
    const id = answer.cookies.find(({ name }) => name === 'sagadesk')?.value ?? '';
    const kept = await desk.db.query(`select encode(id_hash, 'escape') || data::text as row from sessions`);
    expect(JSON.stringify(kept.rows)).not.toContain(id);
  });

  test('end the session at signing out', async () => {
    const olga = await browser();
    await olga.post('/sign-out', { _csrf: await olga.csrf('/tickets') });
    expect((await olga.get('/tickets')).statusCode).toBe(303);
  });

  test('speak the browser’s language, until the person chooses one', async () => {
    expect((await (await browser('olga', 'ru')).get('/tickets')).body).toContain('<h1>Заявки</h1>');
    const olga = await browser('olga', 'de, en;q=0.9, ru;q=0.5');
    expect((await olga.get('/tickets')).body).toContain('<h1>Tickets</h1>');
    await olga.post('/language', { language: 'ru', back: '/tickets', _csrf: await olga.csrf('/tickets') });
    expect((await olga.get('/tickets')).body).toContain('lang="ru"');
    expect((await (await browser('olga', 'en')).get('/tickets')).body).toContain('<h1>Заявки</h1>');
    await desk.db.query('update users set language = null');
  });

  test('let a stranger switch the language too', async () => {
    const stranger = new PageVisitor(desk, 'ru');
    await stranger.post('/language', { language: 'en', back: '/sign-in' });
    expect((await stranger.get('/sign-in')).body).toContain('<h1>Sign in</h1>');
  });

  test('show what people wrote as text, under a policy that lets nothing strange run', async () => {
    const answer = await (await browser()).get(`/tickets/${number}`);
    expect(answer.body).not.toContain('<script>alert');
    expect(answer.body).toContain('&lt;script>alert(1)&lt;/script>');
    expect(answer.headers['content-security-policy']).toContain("script-src 'self'");
    expect(answer.headers['cache-control']).toBe('no-store');
  });

  test('find and filter', async () => {
    const olga = await browser();
    expect((await olga.get(`/tickets?q=${number}&status=open`)).body).toContain(`href="/tickets/${number}"`);
    expect((await olga.get('/tickets?q=нетничего')).body).toContain('Ничего не найдено');
    for (const query of ['status=x', 'sync=x', 'q=%00', 'q=a&q=b'])
      expect((await olga.get(`/tickets?${query}`)).statusCode).toBe(200);
  });

  test('register a ticket, once however often the form is sent', async () => {
    const olga = await browser();
    const form = (await olga.get('/tickets/new')).body;
    const once = /name="once" value="([^"]+)"/.exec(form)?.[1] ?? '';
    const fields = {
      title: 'С доски',
      name: 'Зоя',
      email: 'zoya@example.test',
      once,
      _csrf: await olga.csrf('/tickets/new'),
    };
    const [first, second] = [await olga.post('/tickets', fields), await olga.post('/tickets', fields)];
    expect(first.statusCode).toBe(303);
    expect(second.headers.location).toBe(first.headers.location);
    expect((await olga.get(String(first.headers.location))).body).toContain('С доски');
    const wrong = await olga.post('/tickets', { ...fields, title: ' ', email: 'нет' });
    expect(wrong.statusCode).toBe(422);
    expect(wrong.body).toContain('value="Зоя"');
  });

  test('write a comment that says unmistakably who sees it, with a file', async () => {
    const olga = await browser();
    const csrf = { name: '_csrf', content: await olga.csrf(`/tickets/${number}`) };
    const none = { name: 'file', filename: '', content: '' };
    const say = (body: string, visibility: string, file: UploadPart = none) =>
      olga.upload(`/tickets/${number}/comments`, [
        csrf,
        { name: 'body', content: body },
        file,
        { name: 'visibility', content: visibility },
      ]);
    expect((await say('видно всем', 'public')).statusCode).toBe(303);
    expect(
      (await say('между нами', 'internal', { name: 'file', filename: 'план.txt', content: 'x' })).statusCode,
    ).toBe(303);
    const { body } = await olga.get(`/tickets/${number}`);
    expect(body).toMatch(
      /class="comment public"(?:(?!<article).)*Видит заявитель(?:(?!<article).)*видно всем/s,
    );
    expect(body).toMatch(
      /class="comment internal"(?:(?!<article).)*Только для сотрудников(?:(?!<article).)*план\.txt/s,
    );
    const file = /href="(\/attachments\/\d+)"/.exec(body)?.[1] ?? '';
    expect((await olga.get(file)).body).toBe('x');
    expect((await new PageVisitor(desk).get(file)).statusCode).toBe(303);
    const empty = await say('  ', 'public');
    expect([empty.statusCode, empty.body.includes('role="alert"')]).toEqual([422, true]);
    expect(desk.woken).toContain(number);
  });

  test('change only what the person changed', async () => {
    const olga = await browser();
    const fresh = (await desk.call('POST', '/tickets', aTicket())).json.number;
    const page = (await olga.get(`/tickets/${fresh}`)).body;
    const was = Object.fromEntries(
      [...page.matchAll(/name="(was\.\w+)" value="([^"]*)"/g)].map(([, name, value]) => [name, value]),
    );
    await desk.call('PATCH', `/tickets/${fresh}`, { status: 'resolved' });
    const fields = {
      ...was,
      title: 'Новая тема',
      status: 'new',
      priority: 'high',
      assignee: '',
      service: '',
      _csrf: await olga.csrf('/tickets'),
    };
    expect((await olga.post(`/tickets/${fresh}`, fields)).statusCode).toBe(303);
    expect((await desk.call('GET', `/tickets/${fresh}`)).json).toMatchObject({
      title: 'Новая тема',
      status: 'resolved',
      priority: 'high',
    });
  });

  test('link each record and the ticket’s workflow', async () => {
    await desk.db.query(
      `update links set record_id = '77', state = 'linked' where system = 'helpdesk' and key = $1`,
      [number],
    );
    const { body } = await (await browser()).get(`/tickets/${number}`);
    expect(body).toContain('href="http://helpdesk.test/77"');
    expect(body).toContain(`href="http://ui.test/namespaces/default/workflows/ticket%2F${number}"`);
  });

  test('refuse a form without its token, or from another site', async () => {
    const olga = await browser();
    const csrf = await olga.csrf('/tickets');
    const post = (fields: Record<string, string>, headers = {}) =>
      olga.post(`/tickets/${number}`, { title: 'x', ...fields }, headers);
    expect((await post({})).statusCode).toBe(403);
    expect((await post({ _csrf: 'x'.repeat(csrf.length) })).statusCode).toBe(403);
    expect((await post({ _csrf: csrf }, { 'sec-fetch-site': 'cross-site' })).statusCode).toBe(403);
    expect((await post({ _csrf: csrf }, { 'sec-fetch-site': 'same-origin' })).statusCode).toBe(303);
    expect(
      (await olga.upload(`/tickets/${number}/comments`, [{ name: 'body', content: 'x' }])).statusCode,
    ).toBe(403);
    expect(
      (await new PageVisitor(desk).post('/sign-in', { login: 'olga', password: 'correct horse' })).statusCode,
    ).toBe(403);
  });

  test('show a portal user his own tickets and public words only', async () => {
    const mine = (
      await desk.call(
        'POST',
        '/tickets',
        aTicket({ title: 'Моё', requester: { name: 'Я', email: 'me@example.test' } }),
      )
    ).json;
    await desk.call('POST', `/tickets/${mine.number}/comments`, { body: 'тайна' });
    const contactId = Number(mine.requester.id);
    await makeUser(desk, 'me', 'portal', { name: 'Я', contactId });
    const me = await browser('me');
    for (const path of ['', '/new', `/tickets/${mine.number}`]) {
      const led = await me.get(`/tickets${path.replace('/tickets', '')}`);
      expect([led.statusCode, led.headers.location]).toEqual([303, `/portal${path}`]);
    }
    expect((await me.get('/portal')).body).not.toContain(number);
    expect((await me.get(`/portal/tickets/${number}`)).statusCode).toBe(404);
    const { body } = await me.get(`/portal/tickets/${mine.number}`);
    expect(body).not.toContain('тайна');
    expect(body).not.toContain('id="systems"');
    const _csrf = await me.csrf('/portal/new');
    expect((await me.post(`/tickets/${mine.number}`, { title: 'x', _csrf })).statusCode).toBe(403);
    expect((await me.get('/sync')).statusCode).toBe(403);
    expect((await me.post('/tickets', { title: 'Ещё', _csrf })).statusCode).toBe(403);
    expect((await me.post(`/tickets/${mine.number}/comments`, { body: '', _csrf })).statusCode).toBe(403);
  });

  test('answer with a page where there is none', async () => {
    const olga = await browser();
    const gone = await olga.get('/nothing/here');
    expect([gone.statusCode, gone.headers['content-type']]).toEqual([404, 'text/html; charset=utf-8']);
    expect((await olga.get('/tickets/SD-9999')).statusCode).toBe(404);
    expect((await olga.get('/tickets/%00')).statusCode).toBe(404);
  });

  test('have their style and script from us, cached for ever under their hash', async () => {
    const page = (await new PageVisitor(desk).get('/sign-in')).body;
    const style = /href="(\/assets\/style\.css\?v=\w+)"/.exec(page)?.[1] ?? '';
    const answer = await new PageVisitor(desk).get(style);
    expect([answer.statusCode, answer.headers['cache-control']]).toEqual([
      200,
      'public, max-age=31536000, immutable',
    ]);
    expect((await new PageVisitor(desk).get('/assets/../main.ts')).statusCode).toBe(404);
    expect((await new PageVisitor(desk).get('/assets/%2e%2e/index.ts')).statusCode).toBe(404);
  });

  test('slow down whoever guesses passwords, without locking anybody out elsewhere', async () => {
    const guesser = new PageVisitor(desk);
    const answers = [];
    for (let n = 0; n < 11; n++) answers.push((await guesser.signIn('admin', `guess ${n}`)).statusCode);
    expect(answers.slice(0, 10)).toEqual(Array(10).fill(401));
    expect(answers[10]).toBe(429);
    expect((await guesser.signIn('admin')).statusCode).toBe(429);
  }, 20_000);
});
