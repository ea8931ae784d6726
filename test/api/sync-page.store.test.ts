import { confirm } from '../../store/confirm';
import { createReconciliation, reportDrift } from '../../store/reconciliations';
import { makeUser } from './access-house';
import { aTicket, openDesk, type Desk } from './desk';
import { raiseProblem } from '../../store/problems';
import { PageVisitor } from './page-visitor';

describe('the engineer’s pages', () => {
  let desk: Desk;
  let number: string;
  let engineer: PageVisitor;
  const ids: Record<string, number> = {};

  beforeAll(async () => {
    desk = await openDesk({ temporalUiUrl: 'http://ui.test/workflows' });
    const { json } = await desk.call('POST', '/tickets', aTicket());
    number = json.number;
    ids.olga = await makeUser(desk, 'olga', 'operator');
    ids.egor = await makeUser(desk, 'egor', 'engineer');
    ids.anna = await makeUser(desk, 'anna', 'portal', { contactId: Number(json.requester.id) });
    engineer = await visitor('egor');
  });
  afterAll(() => desk.close());
  beforeEach(async () => {
    await desk.db.query('delete from problems');
    await desk.db.query('delete from conflicts');
    desk.woken.length = 0;
  });

  const visitor = async (login: string, language = 'ru') => {
    const one = new PageVisitor(desk, language);
    expect((await one.signIn(login)).statusCode).toBe(303);
    return one;
  };
  const rowOf = async (sql: string, values: unknown[] = []) => (await desk.db.query(sql, values)).rows[0];
  const problem = async (): Promise<number> =>
    (
      await rowOf(
        `insert into problems (ticket_id, link_id, system, kind, field, value, message, advice)
         select t.id, l.id, 'helpdesk', 'field-refused', 'title', 'long', 'too long', 'shorten it'
           from tickets t join links l on l.ticket_id = t.id and l.system = 'helpdesk' where t.number = $1 returning id`,
        [number],
      )
    ).id;
  const conflict = async (): Promise<number> =>
    (
      await rowOf(
        `insert into conflicts (ticket_id, field, winner, loser) select id, 'title', $2, $3 from tickets where number = $1 returning id`,
        [
          number,
          JSON.stringify({ system: 'front', value: 'Принтер не печатает', at: 1, actor: 'Olga' }),
          JSON.stringify({ system: 'helpdesk', value: 'Printer', at: 2, actor: 'Pavel' }),
        ],
      )
    ).id;
  const post = async (url: string, fields: Record<string, string>, who = engineer) =>
    who.post(url, { ...fields, _csrf: await who.csrf('/tickets') });

  test('are not for operators and requesters', async () => {
    const id = await problem();
    for (const login of ['olga', 'anna']) {
      const who = await visitor(login);
      const page = await who.get('/sync');
      expect([page.statusCode, page.body.includes('helpdesk')]).toEqual([403, false]);
      expect((await who.get('/tickets')).body).not.toContain('href="/sync"');
      expect((await who.get('/sync/reconciliations/1')).statusCode).toBe(403);
      for (const [url, fields] of [
        [`/sync/problems/${id}`, { action: 'skip' }],
        ['/sync/conflicts/1', { system: 'front' }],
        ['/sync/reconciliations', {}],
        ['/sync/reconciliations/1/stop', {}],
      ] as const)
        expect((await post(url, fields, who)).statusCode).toBe(403);
    }
    expect((await rowOf('select state from problems where id = $1', [id])).state).toBe('open');
    expect((await new PageVisitor(desk).get('/sync')).statusCode).toBe(303);
  });

  test('take no form without its token', async () => {
    expect((await engineer.post(`/sync/problems/${await problem()}`, { action: 'skip' })).statusCode).toBe(
      403,
    );
  });

  test('show how every system stands, in both languages', async () => {
    await desk.db.query(
      `insert into gates (system, open, because, since) values ('executors', false, 'down', now() - interval '3 hours')`,
    );
    await desk.db.query(`insert into source_cursors (system, clock_offset_ms) values ('executors', 93000)`);
    const link = await rowOf(`select id from links where system = 'helpdesk'`);
    await confirm(desk.db, link.id, 1);
    const page = (await engineer.get('/sync')).body;
    expect(page).toMatch(/executors<\/h3><span class="badge sync-blocked">Недоступна(?:(?!<article).)*3 ч/s);
    expect(page).toContain('не отвечает');
    expect(page).toMatch(/class="alarm">спешат на 93 с/);
    expect(page).toMatch(/<rect class="worst"/);
    expect(page).toContain('Последнее событие');
    await desk.db.query(`update users set language = 'en' where login = 'egor'`);
    const english = (await engineer.get('/sync')).body;
    expect(english).toContain('93 sec ahead');
    expect(english).not.toMatch(/<main.*[а-яё]{3}.*<\/main>/is);
    await desk.db.query(`update users set language = null`);
    await desk.db.query('delete from gates');
  });

  test('tell a problem in the reader’s language, and the sentence where only that was kept', async () => {
    const { ticketId, linkId } = await rowOf(
      `select l.ticket_id as "ticketId", l.id as "linkId" from links l where l.system = 'helpdesk'`,
    );
    const values = { field: 'title', value: 'long', ticket: number, record: '7' };
    const about = { ticketId, linkId, system: 'helpdesk', field: 'title', value: 'long' };
    await raiseProblem(desk.db, { ...about, kind: 'field-refused', values });
    const russian = 'helpdesk: поле «Тема» со значением «long» не принято';
    expect((await engineer.get('/sync')).body).toContain(russian);
    expect((await engineer.get(`/tickets/${number}`)).body.split(russian)).toHaveLength(3);
    await desk.db.query(`update users set language = 'en' where login = 'egor'`);
    expect((await engineer.get('/sync')).body).toContain('helpdesk did not take the title “long”');
    await desk.db.query(`update users set language = null`);
    const { items } = (await desk.call('GET', '/sync/problems')).json;
    expect(items[0]).toMatchObject({
      message: `helpdesk did not take the title “long” for ${number} (record 7).`,
      advice: expect.stringMatching(/^Look at/),
    });
    await desk.db.query('update problems set params = null');
    expect((await engineer.get('/sync')).body).toContain('helpdesk did not take the title “long”');
  });

  test('say why a webhook was refused, and what to compare', async () => {
    const send = (headers: Record<string, string>) =>
      desk.app.inject({ method: 'POST', url: '/webhooks/helpdesk', headers, payload: '{}' });
    expect((await send({})).statusCode).toBe(401);
    expect((await send({ 'x-sagadesk-signature': 'sha256=00' })).statusCode).toBe(401);
    const page = (await engineer.get('/sync')).body;
    expect(page).toMatch(/— подпись неверна.*systems\.helpdesk\.webhookSecret.*— без подписи/s);
    await desk.db.query('delete from refused_hooks');
    await desk.db.query('delete from hook_counters');
  });

  test('retry, edit and skip a problem, and come back to where the person was', async () => {
    const retried = await post(`/sync/problems/${await problem()}`, {
      action: 'retry',
      back: `/tickets/${number}`,
    });
    expect([retried.statusCode, retried.headers.location]).toEqual([303, `/tickets/${number}`]);
    await post(`/sync/problems/${await problem()}`, { action: 'edit', value: 'short' });
    const { overrides } = await rowOf(`select overrides from links where system = 'helpdesk'`);
    expect(overrides).toEqual({ title: 'short' });
    const skipped = await post(`/sync/problems/${await problem()}`, { action: 'skip', back: '//evil.test' });
    expect(skipped.headers.location).toBe('/tickets');
    expect(desk.woken).toEqual([number, number, number]);
    expect((await engineer.get('/sync')).body).not.toContain('too long');
    const settled = await problem();
    expect((await post(`/sync/problems/${settled}`, { action: 'explode' })).statusCode).toBe(422);
    await post(`/sync/problems/${settled}`, { action: 'skip' });
    const again = await post(`/sync/problems/${settled}`, { action: 'retry' });
    expect([again.statusCode, again.body]).toEqual([
      422,
      expect.stringContaining('эту проблему тем временем уже пропустили'),
    ]);
    expect((await post('/sync/problems/4711', { action: 'skip' })).statusCode).toBe(404);
  });

  test('give a problem to somebody of the staff, and take it back; by call too', async () => {
    const id = await problem();
    const assignee = async () =>
      (await rowOf('select assignee_id as id from problems where id = $1', [id])).id;
    await post(`/sync/problems/${id}`, { action: 'assign', assignee: String(ids.olga) });
    expect(await assignee()).toBe(ids.olga);
    expect((await engineer.get(`/tickets/${number}`)).body).toContain('Занимается Имя olga');
    expect((await desk.call('GET', '/sync/problems')).json.items[0].assignee).toBe('Имя olga');
    await post(`/sync/problems/${id}`, { action: 'assign', assignee: '' });
    expect(await assignee()).toBeNull();
    expect(
      (await post(`/sync/problems/${id}`, { action: 'assign', assignee: String(ids.anna) })).statusCode,
    ).toBe(422);
    const call = (body: object) => desk.call('POST', `/sync/problems/${id}/assign`, body);
    expect((await call({ assignee: 'egor' })).json).toMatchObject({ assignee: 'Имя egor', state: 'open' });
    expect((await call({ assignee: 'nobody' })).json.errors[0].field).toBe('assignee');
  });

  test('decide a conflict by one click', async () => {
    const id = await conflict();
    expect((await engineer.get('/sync')).body).toMatch(/Printer.*helpdesk, Pavel/s);
    expect((await post(`/sync/conflicts/${id}`, { system: 'helpdesk' })).statusCode).toBe(303);
    expect((await desk.call('GET', `/tickets/${number}`)).json.title).toBe('Printer');
    expect((await engineer.get('/sync')).body).toContain('Расхождений нет.');
  });

  test('start a reconciliation, show how far it came and what it found, and stop it', async () => {
    expect((await post('/sync/reconciliations', { system: 'helpdesk', repair: 'yes' })).statusCode).toBe(303);
    const id = desk.reconciled.at(-1)!;
    const drift = {
      ticket: number,
      system: 'helpdesk',
      record: '77',
      field: 'status',
      kind: 'edited',
      ours: 'open',
      theirs: '<b>stalled',
      repaired: true,
    } as const;
    await reportDrift(desk.db, id, [drift]);
    await desk.db.query('update reconciliations set checked = 3, total = 8 where id = $1', [id]);
    expect((await engineer.get('/sync')).body).toMatch(
      /<progress value="3" max="8".*проверено 3 из 8 · различий: 1 · исправлено: 1/s,
    );
    const report = (await engineer.get(`/sync/reconciliations/${id}`)).body;
    expect(report).toMatch(/helpdesk #<!-- -->77|helpdesk #77/);
    expect(report).toContain('изменено там');
    expect(report).toContain('&lt;b>stalled');
    await post(`/sync/reconciliations/${id}/stop`, {});
    expect((await engineer.get('/sync')).body).toContain('Остановлена');
    expect((await post('/sync/reconciliations', { system: 'nowhere' })).statusCode).toBe(422);
    expect((await engineer.get('/sync/reconciliations/4711')).statusCode).toBe(404);
    await createReconciliation(desk.db, { repair: false });
    expect(
      (await desk.call('GET', '/sync/reconcile')).json.items.map((run: { id: string }) => run.id),
    ).toEqual([String(id + 1), String(id)]);
  });

  test('keep the books and the refused webhooks', async () => {
    await desk.app.inject({
      method: 'POST',
      url: '/webhooks/helpdesk',
      headers: { 'user-agent': 'A stranger' },
      payload: '{}',
    });
    const { body } = await engineer.get('/sync');
    expect(body).toMatch(/id="hooks".*A stranger/s);
    expect(body).toMatch(/id="accounting".*Фронт.*Всего/s);
    const systems = (await desk.call('GET', '/sync/systems')).json;
    expect(systems.next).toBeNull();
    expect(systems.items[0]).toMatchObject({
      system: 'helpdesk',
      up: true,
      refusedHooks: 1,
      day: { changes: 1 },
    });
  });

  test('tell on the ticket what it waits for, to staff; every change with its fate, to engineers only', async () => {
    await problem();
    await conflict();
    await desk.call('POST', `/tickets/${number}/comments`, { body: 'между нами', visibility: 'internal' });
    const page = (await engineer.get(`/tickets/${number}`)).body;
    expect(page).toMatch(/id="waits".*Нужен человек\. helpdesk: Поле не принято \(Тема\)/s);
    expect(page).toMatch(/id="story".*Создана.*применено, версия/s);
    expect(page).toContain('too long');
    expect(page).toContain('href="http://ui.test/workflows/ticket%2F');
    const operator = (await (await visitor('olga')).get(`/tickets/${number}`)).body;
    expect(operator).toContain('id="waits"');
    expect(operator).not.toMatch(/id="story"|action="\/sync\//);
    const requester = (await (await visitor('anna')).get(`/tickets/${number}`)).body;
    expect(requester).not.toMatch(/id="waits"|id="story"|id="systems"|helpdesk|executors|между нами/);
  });

  test('lead from the search box straight to a number that one may see', async () => {
    const to = async (who: PageVisitor, q: string) =>
      (await who.get(`/find?q=${encodeURIComponent(q)}`)).headers.location;
    const digits = number.slice(3);
    for (const q of [number, number.toLowerCase(), digits, ` ${number} `])
      expect(await to(engineer, q)).toBe(`/tickets/${number}`);
    expect(await to(engineer, 'принтер')).toBe(`/tickets?q=${encodeURIComponent('принтер')}`);
    expect(await to(engineer, 'SD-99999')).toBe('/tickets?q=SD-99999');
    const others = (await desk.call('POST', '/tickets', aTicket({ requester: { name: 'Другой' } }))).json;
    expect(await to(await visitor('anna'), others.number)).toBe(`/portal?q=${others.number}`);
  });
});
