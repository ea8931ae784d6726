import { aTicket, openDesk, type Desk } from './desk';
import { multipart } from './multipart';

describe('a creating call with an Idempotency-Key', () => {
  let desk: Desk;
  beforeAll(async () => (desk = await openDesk()));
  afterAll(() => desk.close());

  const keyed = (key: string) => ({ headers: { 'idempotency-key': key } });
  const ticketsNow = async () => (await desk.db.query('select count(*)::int as n from tickets')).rows[0].n;

  test('answers a replay to the byte as the first time, and makes nothing', async () => {
    const first = await desk.call('POST', '/tickets', aTicket(), keyed('one'));
    await desk.call('PATCH', `/tickets/${first.json.number}`, { title: 'changed meanwhile' });
    const before = await ticketsNow();
    const again = await desk.call('POST', '/tickets', aTicket(), keyed('one'));
    expect([again.status, again.raw.body]).toEqual([first.status, first.raw.body]);
    expect(again.raw.headers.etag).toBe(first.raw.headers.etag);
    expect(await ticketsNow()).toBe(before);
  });

  test('takes the same content for the same, in whatever order its keys stand', async () => {
    const body = aTicket();
    const first = await desk.call('POST', '/tickets', body, keyed('order'));
    const turned = Object.fromEntries(Object.entries(body).reverse());
    expect((await desk.call('POST', '/tickets', turned, keyed('order'))).json).toEqual(first.json);
  });

  test('refuses another body or another call under the same key', async () => {
    const { json } = await desk.call('POST', '/tickets', aTicket(), keyed('two'));
    const other = await desk.call('POST', '/tickets', aTicket({ title: 'другое' }), keyed('two'));
    expect([other.status, other.json.errors[0].field]).toEqual([422, 'Idempotency-Key']);
    expect(
      (await desk.call('POST', `/tickets/${json.number}/comments`, { body: 'x' }, keyed('two'))).status,
    ).toBe(422);
  });

  test('makes one ticket of twenty calls at once', async () => {
    const before = await ticketsNow();
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => desk.call('POST', '/tickets', aTicket(), keyed('burst'))),
    );
    expect(answers.map((one) => one.status)).toEqual(Array(20).fill(201));
    expect(new Set(answers.map((one) => one.raw.body)).size).toBe(1);
    expect(await ticketsNow()).toBe(before + 1);
  });

  test('belongs to the key that makes the call', async () => {
    const other = await desk.keyOf('operator');
    const first = await desk.call('POST', '/tickets', aTicket(), keyed('mine'));
    const second = await desk.call('POST', '/tickets', aTicket(), { key: other, ...keyed('mine') });
    expect(second.json.number).not.toBe(first.json.number);
  });

  test('keeps nothing of a call that failed: mended, it may be sent again', async () => {
    expect((await desk.call('POST', '/tickets', aTicket({ title: '' }), keyed('mend'))).status).toBe(422);
    expect((await desk.call('POST', '/tickets', aTicket(), keyed('mend'))).status).toBe(201);
  });

  test('keeps the answer and what it tells of in one transaction', async () => {
    await desk.db.query('alter table idempotency add constraint crash check (key <> $$crash$$)');
    const before = await ticketsNow();
    expect((await desk.call('POST', '/tickets', aTicket(), keyed('crash'))).status).toBe(500);
    expect(await ticketsNow()).toBe(before);
    await desk.db.query('alter table idempotency drop constraint crash');
    expect((await desk.call('POST', '/tickets', aTicket(), keyed('crash'))).status).toBe(201);
  });

  test('works for comments, tasks, files and everything that has a name', async () => {
    const { number } = (await desk.call('POST', '/tickets', aTicket())).json;
    for (const [path, body] of [
      [`/tickets/${number}/comments`, { body: 'раз' }],
      [`/tickets/${number}/tasks`, { system: 'executors' }],
      ['/contacts', { name: 'Раз' }],
      ['/services', { name: 'Раз' }],
      ['/organisations', { name: 'Раз' }],
      ['/sync/reconcile', { repair: true }],
    ] as const) {
      const first = await desk.call('POST', path, body, keyed(path));
      const again = await desk.call('POST', path, body, keyed(path));
      expect([path, again.status, again.raw.body]).toEqual([path, first.status, first.raw.body]);
      expect(first.status).toBeLessThan(300);
    }
    const upload = (bytes: string) => {
      const { body, headers } = multipart([{ name: 'file', filename: 'a.txt', content: bytes }]);
      return desk.call('POST', `/tickets/${number}/attachments`, body, {
        headers: { ...headers, 'idempotency-key': 'file' },
      });
    };
    const first = await upload('bytes');
    expect((await upload('bytes')).raw.body).toBe(first.raw.body);
    expect((await upload('other')).status).toBe(422);
    const ticket = (await desk.call('GET', `/tickets/${number}`)).json;
    expect(ticket.attachments).toHaveLength(1);
    expect((await desk.call('GET', `/tickets/${number}/comments`)).json.items).toHaveLength(1);
  });

  test.each([[''], ['x'.repeat(256)]])('refuses the key %j', async (key) => {
    expect((await desk.call('POST', '/tickets', aTicket(), keyed(key))).json.errors[0].field).toBe(
      'Idempotency-Key',
    );
  });
});
