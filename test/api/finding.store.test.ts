import { aTicket, openDesk, type Desk } from './desk';

describe('finding tickets', () => {
  let desk: Desk;
  let printer: string;
  let mail: string;

  beforeAll(async () => {
    desk = await openDesk();
    const one = aTicket({ title: 'Сломались принтеры', description: 'The printers were burning brightly' });
    printer = (await desk.call('POST', '/tickets', one)).json.number;
    const requester = { name: 'Борис Годунов', email: 'boris.godunov@kremlin.test' };
    mail = (
      await desk.call('POST', '/tickets', aTicket({ title: 'Mail bounces', description: '', requester }))
    ).json.number;
    await desk.call('POST', `/tickets/${mail}/comments`, { body: 'Проверяем почтовые серверы' });
    await desk.call('PATCH', `/tickets/${mail}`, { status: 'in_progress' });
  });
  afterAll(() => desk.close());

  const find = async (query: string): Promise<string[]> => {
    const { json } = await desk.call('GET', `/tickets?${query}`);
    return json.items.map((one: { number: string }) => one.number);
  };
  const search = (q: string) => find(`q=${encodeURIComponent(q)}`);

  test.each([
    ['принтер', 'printer'],
    ['ПРИНТЕРАМИ', 'printer'],
    ['сломался', 'printer'],
    ['printer', 'printer'],
    ['burn', 'printer'],
    ['bounced', 'mail'],
    ['почтовый сервер', 'mail'],
    ['bounce почтовых', 'mail'],
    ['Годунов', 'mail'],
    ['boris.godunov@kremlin.test', 'mail'],
    ['kremlin', 'mail'],
  ])('finds by the word %s the ticket about %s', async (q, which) => {
    expect(await search(q)).toEqual([which === 'mail' ? mail : printer]);
  });

  test('finds by number, with and without its letters', async () => {
    expect(await search(mail)).toEqual([mail]);
    expect(await search(mail.toLowerCase())).toEqual([mail]);
    expect(await search(mail.slice(3))).toEqual([mail]);
  });

  test('wants every word, and bears whatever is typed', async () => {
    expect(await search('принтер почтовый')).toEqual([]);
    expect(await search('и в на')).toHaveLength(2);
    for (const q of ["' or 1=1 --", '(((', '!!! & | <-> :*', '\\', '%_', '   ', '🖨️', 'a'.repeat(500)])
      expect((await desk.call('GET', `/tickets?q=${encodeURIComponent(q)}`)).status).toBe(200);
    expect((await desk.call('GET', `/tickets?q=${'a'.repeat(501)}`)).json.errors[0].field).toBe('q');
  });

  test('bears a NUL in the query', async () => {
    expect((await desk.call('GET', '/tickets?q=%00')).status).toBe(422);
    expect((await desk.call('GET', '/tickets/%00')).status).toBe(404);
    expect((await desk.call('GET', '/contacts/%00')).status).toBe(404);
  });

  test('filters by status, requester and state of the synchronisation', async () => {
    expect(await find('status=new')).toEqual([printer]);
    expect(await find('status=new,in_progress')).toEqual([mail, printer]);
    expect(await find('status=new&status=in_progress')).toEqual([mail, printer]);
    expect(await find('requester=boris.godunov@kremlin.test')).toEqual([mail]);
    const { json } = await desk.call('GET', `/tickets/${printer}`);
    expect(await find(`requester=${json.requester.id}`)).toEqual([printer]);
    expect(await find('sync=pending')).toEqual([mail, printer]);
    expect(await find('sync=synced,partial,blocked')).toEqual([]);
  });

  test.each([
    ['status', 'status=open'],
    ['sync', 'sync=perfect'],
    ['requester', 'requester=nobody@example.test'],
    ['limit', 'limit=0'],
    ['limit', 'limit=101'],
    ['limit', 'limit=ten'],
    ['cursor', 'cursor=%27%20or%201=1'],
    ['cursor', 'cursor=bm8'],
  ])('names %s when the query %s is at fault', async (field, query) => {
    const answer = await desk.call('GET', `/tickets?${query}`);
    expect([answer.status, answer.json.errors[0].field]).toEqual([422, field]);
  });

  test('pages through everything once, newest first, while more is registered', async () => {
    const made = await Promise.all(Array.from({ length: 7 }, () => desk.call('POST', '/tickets', aTicket())));
    const seen: string[] = [];
    for (let cursor = ''; ;) {
      const { json } = await desk.call('GET', `/tickets?limit=3${cursor}`);
      seen.push(...json.items.map((one: { number: string }) => one.number));
      if (json.next === null) break;
      cursor = `&cursor=${encodeURIComponent(json.next)}`;
      await desk.call('POST', '/tickets', aTicket());
    }
    const expected = [printer, mail, ...made.map((one) => one.json.number)];
    expect([...seen].sort()).toEqual(expected.sort());
    expect(new Set(seen).size).toBe(seen.length);
  });
});
