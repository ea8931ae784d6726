import type { AddressInfo } from 'node:net';
import { hashPassword } from '../../api/password';
import { aTicket } from './desk';
import { PageVisitor } from './page-visitor';
import { askForLink, byPassword, linkIn, openPortalHouse, useLink, type PortalHouse } from './portal-house';

const script = '<script>alert(1)</script><img src=x onerror=alert(2)>';

describe('attacks on the portal', () => {
  let house: PortalHouse;
  /** By whom it was asked for: the attacker himself, a colleague, somebody of another organisation. */
  const tickets: Record<'own' | 'colleague' | 'foreign', { number: string; contact: number; file: string }> =
    {} as never;
  let key: string;
  let mallory: PageVisitor;

  const call = (method: 'GET' | 'POST' | 'PATCH' | 'PUT', path: string, body?: unknown) =>
    house.desk.call(method, path, body, { key });
  const count = async (table: string): Promise<number> =>
    Number((await house.desk.db.query(`select count(*) as n from ${table}`)).rows[0].n);
  const upload = async (number: string, visibility: string) => {
    const form = new FormData();
    form.set('visibility', visibility);
    form.set('file', new File(['bytes'], `${visibility}.txt`));
    const request = new Request('http://x', { method: 'POST', body: form });
    const headers = { 'content-type': request.headers.get('content-type')! };
    const body = Buffer.from(await request.arrayBuffer());
    return String(
      (await house.desk.call('POST', `/tickets/${number}/attachments`, body, { headers })).json.id,
    );
  };

  beforeAll(async () => {
    house = await openPortalHouse();
    for (const [whose, organisation] of [
      ['own', 'Ромашка'],
      ['colleague', 'Ромашка'],
      ['foreign', 'Лютик'],
    ] as const) {
      await house.desk.call('POST', '/organisations', { name: organisation });
      const email = `${whose}@example.test`;
      const contact = (await house.desk.call('POST', '/contacts', { name: whose, email, organisation })).json
        .id;
      const title = `Заявка ${whose}`;
      const made = await house.desk.call('POST', '/tickets', aTicket({ title, requester: { id: contact } }));
      const { number } = made.json;
      await house.desk.call('POST', `/tickets/${number}/comments`, { body: 'тайна кракозябра' });
      await house.desk.call('POST', `/tickets/${number}/comments`, { body: 'открыто', visibility: 'public' });
      tickets[whose] = { number, contact: Number(contact), file: await upload(number, 'public') };
    }
    key = await house.desk.keyOf('portal', tickets.own.contact);
    mallory = await house.visitor('own@example.test');
  });
  afterAll(() => house.desk.close());

  const cannotReach = async (whose: 'colleague' | 'foreign') => {
    const { number, file } = tickets[whose];
    for (const path of [`/portal/tickets/${number}`, `/attachments/${file}`])
      expect([path, (await mallory.get(path)).statusCode]).toEqual([path, 404]);
    const _csrf = await mallory.csrf('/portal/new');
    for (const path of ['comments', 'solution', 'rating']) {
      const fields = { body: 'x', accepted: 'yes', score: '5', _csrf };
      expect((await mallory.post(`/portal/tickets/${number}/${path}`, fields)).statusCode).toBe(404);
    }
    for (const path of ['', '/comments', '/timeline', '/rating', '/sla'])
      expect((await call('GET', `/tickets/${number}${path}`)).status).toBe(404);
    expect((await call('GET', `/attachments/${file}`)).status).toBe(404);
    expect((await call('POST', `/tickets/${number}/comments`, { body: 'x' })).status).toBe(404);
    expect((await call('POST', `/tickets/${number}/solution`, { accepted: true })).status).toBe(404);
    expect((await call('PUT', `/tickets/${number}/rating`, { score: 1 })).status).toBe(404);
    for (const list of [
      '/portal',
      '/portal?whose=organisation',
      `/portal?q=${number}`,
      '/portal?whose=organisation&q=Заявка',
    ])
      expect((await mallory.get(encodeURI(list))).body).not.toContain(`/portal/tickets/${number}`);
    expect(JSON.stringify((await call('GET', '/tickets')).json)).not.toContain(number);
  };

  test('other people’s tickets and files are not there, neither by number nor by id', async () => {
    await cannotReach('colleague');
    await cannotReach('foreign');
  });

  test('a contract of another organisation is taken by no registration, nor told to be there', async () => {
    const hours = [['09:00', '18:00']];
    const week = { mon: hours, tue: hours, wed: hours, thu: hours, fri: hours, sat: [], sun: [] };
    await house.desk.call('POST', '/calendars', { name: 'Всегда', timeZone: 'Europe/Moscow', week });
    const targets = [{ priority: 'normal', reactionMinutes: 60, resolutionMinutes: 480 }];
    for (const [number, organisation] of [
      ['К-1', 'Ромашка'],
      ['К-2', 'Лютик'],
    ] as const)
      await house.desk.call('POST', '/contracts', {
        ...{ number, organisation, services: [], calendar: 'Всегда', targets, pauseOn: [], warnAt: [] },
        ...{ startsOn: '2020-01-01', endsOn: '2099-12-31' },
      });
    const asked = (contract: string) =>
      call('POST', '/tickets', { title: 'x', description: '', channel: 'portal', contract });
    const refusal = async (contract: string) => {
      const { status, json } = await asked(contract);
      return [status, JSON.stringify(json).replaceAll(contract, '?')];
    };
    expect((await asked('К-1')).json).toMatchObject({ contract: 'К-1' });
    expect(await refusal('К-2')).toEqual([422, expect.stringContaining('there is no contract')]);
    expect(await refusal('К-2')).toEqual(await refusal('К-404'));
  });

  test('who may see his organisation sees and answers that one, judges nothing there, and sees no other', async () => {
    const { number, file } = tickets.colleague;
    await house.desk.call('PATCH', `/contacts/${tickets.own.contact}`, { seesOrganisation: true });
    const seen = await mallory.get(`/portal/tickets/${number}`);
    expect(seen.statusCode).toBe(200);
    expect(seen.body).toContain('открыто');
    expect(seen.body).not.toContain('кракозябра');
    expect((await mallory.get(`/attachments/${file}`)).statusCode).toBe(200);
    expect((await mallory.get('/portal?whose=organisation')).body).toContain(number);
    expect((await call('GET', `/tickets/${number}`)).status).toBe(200);
    const _csrf = await mallory.csrf(`/portal/tickets/${number}`);
    const said = await mallory.post(`/portal/tickets/${number}/comments`, { body: 'Коллега пишет', _csrf });
    expect(said.statusCode).toBe(303);
    await house.desk.call('PATCH', `/tickets/${number}`, { status: 'resolved' });
    for (const [path, fields] of [
      ['solution', { accepted: 'yes' }],
      ['solution', { accepted: 'no', reason: 'x' }],
      ['rating', { score: '1' }],
    ] as const)
      expect((await mallory.post(`/portal/tickets/${number}/${path}`, { ...fields, _csrf })).statusCode).toBe(
        403,
      );
    expect((await call('POST', `/tickets/${number}/solution`, { accepted: true })).status).toBe(403);
    expect((await house.desk.call('GET', `/tickets/${number}`)).json.status).toBe('resolved');
    await cannotReach('foreign');
    await house.desk.call('PATCH', `/contacts/${tickets.own.contact}`, { seesOrganisation: false });
    await cannotReach('colleague');
  });

  test('internal comments and files are told by no route', async () => {
    const { number } = tickets.own;
    const inside = await upload(number, 'internal');
    const pages = [
      `/portal/tickets/${number}`,
      '/portal',
      '/portal?q=кракозябра',
      `/tickets/${number}`,
      '/find?q=кракозябра',
    ];
    for (const page of pages) {
      const { body } = await mallory.get(encodeURI(page));
      expect(body).not.toContain('тайна');
      expect(body).not.toContain('internal.txt');
    }
    expect((await mallory.get(encodeURI('/portal?q=кракозябра'))).body).not.toContain(number);
    expect((await mallory.get(`/attachments/${inside}`)).statusCode).toBe(404);
    expect((await call('GET', `/attachments/${inside}`)).status).toBe(404);
    for (const path of ['', '/comments', '/timeline', '/sla']) {
      const told = JSON.stringify((await call('GET', `/tickets/${number}${path}`)).json);
      expect(told).not.toContain('кракозябра');
      expect(told).not.toContain('internal');
    }
    expect((await call('GET', `/tickets?q=${encodeURI('кракозябра')}`)).json.items).toEqual([]);
    for (const path of ['/notifications', '/mail', '/calls', '/contacts', '/sync/problems', '/users'])
      expect((await call('GET', path)).status).toBe(403);
  });

  test('the live stream tells a session what it may see, and nothing of others, of staff or of other organisations', async () => {
    await house.desk.app.listen({ host: '127.0.0.1', port: 0 });
    const { port } = house.desk.app.server.address() as AddressInfo;
    const stop = new AbortController();
    const cookie = mallory.cookies;
    const answer = await fetch(`http://127.0.0.1:${port}/events`, {
      headers: { cookie },
      signal: stop.signal,
    });
    const reader = answer.body!.pipeThrough(new TextDecoderStream()).getReader();
    for (const { number } of [tickets.foreign, tickets.colleague, tickets.own])
      await house.desk.call('POST', `/tickets/${number}/comments`, { body: 'тайна кракозябра' });
    await house.desk.call('PATCH', `/tickets/${tickets.own.number}`, { title: 'Последнее' });
    let told = '';
    while ((told.match(/event: ticket/g) ?? []).length < 2) {
      const { value, done } = await reader.read();
      if (done) throw new Error(`the stream ended: ${answer.status}`);
      told += value;
    }
    stop.abort();
    expect(told).toContain(tickets.own.number);
    for (const not of [
      tickets.foreign.number,
      tickets.colleague.number,
      'кракозябра',
      'event: sync',
      'event: notification',
    ])
      expect(told).not.toContain(not);
    expect((await fetch(`http://127.0.0.1:${port}/events`)).status).toBe(401);
  });

  test('no form of the portal is taken that did not come from its own page', async () => {
    const { number } = tickets.own;
    await house.desk.call('PATCH', `/tickets/${number}`, { status: 'resolved' });
    const forms: readonly (readonly [string, Record<string, string>])[] = [
      ['/portal/new', { title: 'Чужая рука' }],
      [`/portal/tickets/${number}/comments`, { body: 'Чужая рука' }],
      [`/portal/tickets/${number}/solution`, { accepted: 'yes' }],
      [`/portal/tickets/${number}/solution`, { accepted: 'no', reason: 'Чужая рука' }],
      [`/portal/tickets/${number}/rating`, { score: '1' }],
      ['/portal/settings/language', { language: 'en' }],
      ['/portal/settings/notifications', { comment: 'no' }],
      ['/portal/settings/password', { fresh: 'a password of mallory' }],
      ['/portal/settings/sessions', {}],
      ['/portal/sign-out', {}],
      ['/portal/enter/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA', {}],
      ['/portal/sign-in/link', { address: 'own@example.test' }],
      ['/portal/sign-in/password', { address: 'own@example.test', password: 'x' }],
    ];
    const before = await Promise.all(['tickets', 'comments', 'sessions', 'notifications'].map(count));
    const _csrf = await mallory.csrf('/portal/new');
    for (const [path, fields] of forms) {
      for (const token of [{}, { _csrf: 'guessed' }, { _csrf: '' }])
        expect([403, 303]).toContain((await mallory.post(path, { ...fields, ...token } as never)).statusCode);
      const site = { 'sec-fetch-site': 'cross-site' };
      await mallory.post(path, { ...fields, _csrf }, site);
    }
    expect(await Promise.all(['tickets', 'comments', 'sessions', 'notifications'].map(count))).toEqual(
      before,
    );
    const { rows } = await house.desk.db.query(
      `select (select status from tickets where number = $1) as status, (select count(*) from ticket_ratings) as ratings,
         (select count(*) from notification_settings) as wishes, (select count(*) from users where password_hash is not null) as passwords,
         (select language from contacts where id = $2) as language`,
      [number, tickets.own.contact],
    );
    expect(rows[0]).toEqual({ status: 'resolved', ratings: 0, wishes: 0, passwords: 0, language: 'ru' });
    expect((await mallory.get('/portal')).statusCode).toBe(200);
  });

  test('nobody is signed in, and no mail is sent, by a form from elsewhere', async () => {
    await house.desk.db.query(`delete from notifications where bundle = 'sign-in'`);
    await askForLink(new PageVisitor(house.desk), 'foreign@example.test');
    const link = linkIn((await house.mails())[0]);
    const victim = new PageVisitor(house.desk);
    const _csrf = await victim.csrf('/portal/sign-in');
    for (const [token, headers] of [
      [{}, {}],
      [{ _csrf: 'guessed' }, {}],
      [{ _csrf }, { 'sec-fetch-site': 'cross-site' }],
    ] as const)
      for (const path of [link, '/portal/sign-in/link', '/portal/sign-in/password']) {
        const fields = { address: 'own@example.test', password: 'x', ...token } as Record<string, string>;
        expect([path, (await victim.post(path, fields, headers)).statusCode]).toEqual([path, 403]);
      }
    expect((await victim.get('/portal')).statusCode).toBe(303);
    expect(await house.mails()).toHaveLength(0);
    expect((await useLink(victim, link)).statusCode).toBe(303);
  });

  test('script in titles, comments, file names, reasons, ratings and searches stands there as text', async () => {
    const _csrf = await mallory.csrf('/portal/new');
    const part = (name: string, content: string) => ({ name, content });
    const made = await mallory.upload('/portal/new', [
      part('_csrf', _csrf),
      part('title', script),
      part('description', script),
      { name: 'file', content: 'x', filename: `${script}.html`, type: 'text/html' },
    ]);
    const page = String(made.headers.location);
    const number = page.split('/').at(-1)!;
    await mallory.post(`${page}/comments`, { body: script, _csrf });
    await house.desk.call('PATCH', `/tickets/${number}`, { status: 'resolved' });
    expect((await mallory.post(`${page}/rating`, { score: '2', words: script, _csrf })).statusCode).toBe(303);
    expect(
      (await mallory.post(`${page}/solution`, { accepted: 'no', reason: script, _csrf })).statusCode,
    ).toBe(303);
    await house.desk.call('PATCH', `/tickets/${number}`, { status: 'resolved' });
    for (const address of [page, '/portal', `/portal?q=${encodeURIComponent(script)}`]) {
      const { body, headers } = await mallory.get(address);
      expect(body).not.toMatch(/<script>alert|<img src=x/);
      expect(headers['content-security-policy']).toMatch(/default-src 'none';.*script-src 'self'/);
    }
    const shown = (await mallory.get(page)).body;
    expect(shown.match(/&lt;script>alert/g)!.length).toBeGreaterThanOrEqual(5);
    const file = /\/attachments\/(\d+)/.exec(shown)![0];
    const { headers } = await mallory.get(file);
    expect(headers['content-disposition']).toMatch(/^attachment; /);
    expect([headers['content-security-policy'], headers['x-content-type-options']]).toEqual([
      "default-src 'none'; sandbox",
      'nosniff',
    ]);
  });

  test('no way of signing in leads out of the portal', async () => {
    for (const back of [
      '//evil.test',
      'https://evil.test',
      '/\\evil.test',
      '/portal@evil.test',
      '/portal\\..//evil',
      'javascript:alert(1)',
      '/portal/sign-out',
    ]) {
      await house.desk.db.query(`delete from notifications where bundle = 'sign-in'`);
      const browser = new PageVisitor(house.desk);
      await askForLink(browser, 'foreign@example.test', back);
      expect((await useLink(browser, linkIn((await house.mails())[0]))).headers.location).toBe('/portal');
      const again = await browser.get(`/portal/sign-in?back=${encodeURIComponent(back)}`);
      expect(again.headers.location).toBe('/portal');
    }
    await house.desk.db.query(`update sign_in_links set back = 'https://evil.test'`);
  });

  test('a session that somebody planted before is worth nothing after', async () => {
    await house.desk.db.query(`delete from notifications where bundle = 'sign-in'`);
    const victim = new PageVisitor(house.desk);
    victim.plant('sagadesk', 'planted-by-mallory');
    await askForLink(victim, 'foreign@example.test');
    await useLink(victim, linkIn((await house.mails())[0]));
    expect(victim.cookies).not.toContain('planted-by-mallory');
    const thief = new PageVisitor(house.desk);
    thief.plant('sagadesk', 'planted-by-mallory');
    expect((await thief.get('/portal')).statusCode).toBe(303);
    const first = victim.cookies;
    await askForLink(new PageVisitor(house.desk), 'foreign@example.test');
    await useLink(victim, linkIn((await house.mails())[0]));
    expect(victim.cookies).not.toBe(first);
    const old = new PageVisitor(house.desk);
    old.plant('sagadesk', /sagadesk=([^;]+)/.exec(first)![1]!);
    expect((await old.get('/portal')).statusCode).toBe(303);
  });

  test('signing out everywhere ends every session of that person, and of nobody else', async () => {
    await house.desk.db.query(`delete from notifications where bundle = 'sign-in'`);
    const [here, there] = [
      await house.visitor('colleague@example.test'),
      await house.visitor('colleague@example.test'),
    ];
    const settings = (await here.get('/portal/settings')).body;
    expect(settings.match(/неизвестный браузер|lightMyRequest/g)).toHaveLength(2);
    await here.post('/portal/settings/sessions', { _csrf: await here.csrf('/portal/settings') });
    for (const one of [here, there]) expect((await one.get('/portal')).statusCode).toBe(303);
    expect((await mallory.get('/portal')).statusCode).toBe(200);
  });

  test('guessing passwords and links is slowed down', async () => {
    const quickly = await hashPassword('correct horse', { N: 1024, r: 8, p: 1 });
    await house.desk.db.query('update users set password_hash = $1 where contact_id = $2', [
      quickly,
      tickets.own.contact,
    ]);
    const answers = [];
    for (let n = 0; n < 11; n++)
      answers.push(
        (await byPassword(new PageVisitor(house.desk), 'own@example.test', `guess ${n}`)).statusCode,
      );
    expect(answers).toEqual([...Array(10).fill(401), 429]);
    expect(
      (await byPassword(new PageVisitor(house.desk), 'own@example.test', 'correct horse')).statusCode,
    ).toBe(429);
    const guesser = new PageVisitor(house.desk);
    const _csrf = await guesser.csrf('/portal/sign-in');
    const guess = (n: number) => guesser.post(`/portal/enter/${String(n).padStart(43, 'A')}`, { _csrf });
    let refused = 0;
    for (let n = 0; n < 35; n++) if ((await guess(n)).statusCode === 429) refused += 1;
    expect(refused).toBeGreaterThanOrEqual(5);
    await house.desk.db.query(`delete from notifications where bundle = 'sign-in'`);
    let asked = 0;
    for (let n = 0; n < 101; n++) {
      const { statusCode } = await guesser.post('/portal/sign-in/link', {
        address: `x${n}@example.test`,
        _csrf,
      });
      if (statusCode === 200) asked += 1;
    }
    expect(asked).toBeLessThanOrEqual(100);
  }, 30_000);
});
