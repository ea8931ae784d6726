import { forgetOld } from '../../store/retention';
import { makeUser, signedIn } from './access-house';
import { aTicket, openDesk, type Desk } from './desk';
import { PageVisitor } from './page-visitor';

describe('the audit', () => {
  let desk: Desk;
  let number: string;
  beforeAll(async () => {
    desk = await openDesk();
    await makeUser(desk, 'olga', 'operator');
    await makeUser(desk, 'admin', 'administrator');
    number = (await desk.call('POST', '/tickets', aTicket())).json.number;
  });
  afterAll(() => desk.close());

  const lines = async (query = '') =>
    (await desk.call('GET', `/audit?limit=100${query}`)).json.items as readonly {
      readonly action: string;
      readonly subject: string;
      readonly ticket?: string;
      readonly actor: { readonly kind: string; readonly name: string };
      readonly detail: { readonly fields?: readonly string[] };
    }[];
  const actions = async (query = '') => (await lines(query)).map(({ action }) => action);

  test('tells who signed in, who tried, and who left; never what was typed as a name that nobody has', async () => {
    const stranger = new PageVisitor(desk);
    await stranger.signIn('olga', 'wrong');
    await stranger.signIn('my secret password typed as a name', 'x');
    const olga = await signedIn(desk, 'olga');
    await olga.post('/sign-out', { _csrf: await olga.csrf('/tickets') });
    expect((await actions()).slice(0, 4)).toEqual([
      'sign-out',
      'sign-in',
      'sign-in-refused',
      'sign-in-refused',
    ]);
    expect(JSON.stringify(await lines())).not.toContain('secret password');
  });

  test('tells who saw a ticket, once a minute however often the page looks again', async () => {
    const olga = await signedIn(desk, 'olga');
    for (let n = 0; n < 3; n++) await olga.get(`/tickets/${number}`);
    const seen = (await lines(`&ticket=${number}`)).filter(({ action }) => action === 'ticket-seen');
    expect(seen).toEqual([expect.objectContaining({ actor: expect.objectContaining({ name: 'Имя olga' }) })]);
    await olga.get('/tickets/SD-999999');
    expect(JSON.stringify(await lines())).not.toContain('999999');
  });

  test('tells of contacts, mails, files and exports, of keys as of people', async () => {
    const { id } = (await desk.call('GET', '/contacts')).json.items[0];
    await desk.call('GET', `/contacts/${id}`);
    await desk.call('GET', '/reports/compliance?from=2026-01-01&until=2026-02-01');
    const seen = (await lines()).filter(({ actor }) => actor.kind === 'key');
    expect(seen).toEqual(
      expect.arrayContaining([expect.objectContaining({ action: 'contact-seen', subject: `contact ${id}` })]),
    );
  });

  test('tells what was changed, by page and by call, with names of fields and without their values', async () => {
    const olga = await signedIn(desk, 'olga');
    const _csrf = await olga.csrf(`/tickets/${number}`);
    await olga.post(`/tickets/${number}`, { title: 'тайный заголовок', _csrf });
    await desk.call('PATCH', `/tickets/${number}`, { priority: 'high' });
    const [call, page] = (await lines(`&ticket=${number}`)).filter(({ action }) => action === 'changed');
    expect(page).toMatchObject({ actor: { kind: 'user' }, subject: 'POST /tickets/:number' });
    expect(page?.detail.fields).toContain('title');
    expect(call).toMatchObject({
      actor: { kind: 'key', name: 'Administrator' },
      detail: { fields: ['priority'] },
    });
    expect(JSON.stringify(await lines())).not.toMatch(/тайный|_csrf|correct horse/);
  });

  test('is filtered by person, ticket, action and time', async () => {
    expect(new Set((await lines('&person=olga')).map(({ actor }) => actor.name))).toEqual(
      new Set(['Имя olga']),
    );
    expect(await actions('&action=sign-out')).toEqual(['sign-out']);
    expect(await actions('&until=2020-01-01T00:00:00Z')).toEqual([]);
    expect((await actions('&from=2020-01-01T00:00:00Z')).length).toBeGreaterThan(3);
    expect(await actions('&ticket=SD-4711')).toEqual([]);
    expect((await lines('&person=%25')).length).toBe(0);
  });

  test('is the administrators’', async () => {
    for (const role of ['engineer', 'manager', 'operator', 'portal'] as const)
      expect((await desk.call('GET', '/audit', undefined, { key: await desk.keyOf(role) })).status).toBe(403);
    expect((await (await signedIn(desk, 'olga')).get('/audit')).statusCode).toBe(403);
    const page = await (await signedIn(desk, 'admin')).get(`/audit?person=olga&ticket=${number}`);
    expect(page.body).toContain('просмотр заявки');
    expect((await (await signedIn(desk, 'admin')).get('/audit?from=x&cursor=')).statusCode).toBe(200);
  });

  test('lets nobody edit or remove a line, but for the clearing after its time', async () => {
    for (const statement of [`update audit set actor = 'x'`, 'delete from audit', 'truncate audit'])
      await expect(desk.db.query(statement)).rejects.toThrow('append-only');
    await desk.db.query(
      `insert into audit (at, actor_kind, actor, action) values (now() - interval '40 days', 'nobody', 'old', 'export')`,
    );
    await forgetOld(desk.db, { rawMailDays: null, callDays: null, auditDays: 30, eventDays: 3 });
    expect(JSON.stringify(await lines())).not.toContain('"old"');
    const { rows } = await desk.db.query(`select n from removals where kind = 'audit'`);
    expect(rows).toEqual([{ n: 1 }]);
  });
});
