import { aTicket, openDesk, type Desk } from './desk';

describe('access to the calls', () => {
  let desk: Desk;
  beforeAll(async () => (desk = await openDesk()));
  afterAll(() => desk.close());

  const get = (url: string, headers: Record<string, string> = {}) =>
    desk.app.inject({ method: 'GET', url, headers });

  test('needs no key for health, metrics, documentation', async () => {
    for (const url of ['/health/live', '/health/ready', '/metrics', '/openapi.json'])
      expect([url, (await get(url)).statusCode]).toEqual([url, 200]);
    expect((await get('/docs')).statusCode).toBeLessThan(400);
    expect((await get('/health/ready')).json()).toMatchObject({ postgres: 'up', temporal: 'down' });
  });

  test.each([
    [undefined],
    ['Bearer'],
    ['Bearer wrong-key-wrong-key-wrong-key-wrong'],
    ['Basic YTpi'],
    ['Bearer \u00e9'],
  ])('answers 401 as a problem to the authorization %j', async (authorization) => {
    const answer = await get('/api/v1/tickets', authorization === undefined ? {} : { authorization });
    expect(answer.statusCode).toBe(401);
    expect(answer.headers['content-type']).toContain('application/problem+json');
    expect(answer.headers['www-authenticate']).toContain('Bearer');
  });

  test('takes the scheme in any case', async () => {
    const key = await desk.keyOf('operator');
    expect((await get('/api/v1/tickets', { authorization: `bearer ${key}` })).statusCode).toBe(200);
  });

  test('forgets a revoked key within seconds', async () => {
    const { json } = await desk.call('POST', '/api-keys', { role: 'operator' });
    expect((await desk.call('GET', '/tickets', undefined, { key: json.key })).status).toBe(200);
    expect((await desk.call('DELETE', `/api-keys/${json.id}`)).status).toBe(204);
    jest.spyOn(Date, 'now').mockReturnValue(Date.now() + 6_000);
    expect((await desk.call('GET', '/tickets', undefined, { key: json.key })).status).toBe(401);
    jest.restoreAllMocks();
  });

  test('shows a new key once, in the answer and nowhere in the database', async () => {
    const { status, json } = await desk.call('POST', '/api-keys', { role: 'manager' });
    expect(status).toBe(201);
    expect(json.key.length).toBeGreaterThanOrEqual(32);
    const kept = await desk.db.query(
      'select k::text from api_keys k union all select i::text from idempotency i',
    );
    expect(JSON.stringify(kept.rows)).not.toContain(json.key);
    expect(JSON.stringify((await desk.call('GET', '/api-keys')).json)).not.toContain(json.key);
  });

  test('shows the same new key again to a replay', async () => {
    const headers = { 'idempotency-key': 'key-1' };
    const first = await desk.call('POST', '/api-keys', { role: 'operator' }, { headers });
    const second = await desk.call('POST', '/api-keys', { role: 'operator' }, { headers });
    expect(second.json).toEqual(first.json);
    expect((await desk.call('GET', '/tickets', undefined, { key: second.json.key })).status).toBe(200);
    const kept = await desk.db.query('select body::text from idempotency');
    expect(JSON.stringify(kept.rows)).not.toContain(first.json.key);
  });

  test('makes portal keys for a contact only', async () => {
    expect((await desk.call('POST', '/api-keys', { role: 'portal' })).json.errors[0].field).toBe('contact');
    expect(
      (await desk.call('POST', '/api-keys', { role: 'portal', contact: '4711' })).json.errors[0].field,
    ).toBe('contact');
    expect((await desk.call('POST', '/api-keys', { role: 'king' })).json.errors[0].field).toBe('role');
  });

  const service = { name: 'Почта' };
  test.each([
    ['operator', 'GET', '/tickets', undefined, 200],
    ['operator', 'GET', '/contacts', undefined, 200],
    ['operator', 'POST', '/services', service, 403],
    ['operator', 'GET', '/sync/problems', undefined, 403],
    ['operator', 'POST', '/api-keys', { role: 'operator' }, 403],
    ['manager', 'POST', '/services', service, 201],
    ['manager', 'GET', '/sync/accounting', undefined, 403],
    ['engineer', 'GET', '/sync/accounting', undefined, 200],
    ['engineer', 'POST', '/sync/reconcile', { repair: false }, 202],
    ['engineer', 'POST', '/api-keys', { role: 'operator' }, 403],
    ['portal', 'GET', '/contacts', undefined, 403],
    ['portal', 'GET', '/contracts', undefined, 403],
    ['portal', 'GET', '/services', undefined, 200],
    ['portal', 'GET', '/sync/problems', undefined, 403],
  ] as const)('lets %s %s %s (%j): %i', async (role, method, path, body, status) => {
    const key = await desk.keyOf(role);
    expect((await desk.call(method, path, body, { key })).status).toBe(status);
  });

  test('answers 404 as a problem to calls that there are none of', async () => {
    for (const path of [
      '/nothing',
      '/tickets/SD-999999',
      '/tickets/x',
      '/attachments/0',
      '/attachments/abc',
      '/contacts/77777',
      '/sync/problems/x/retry',
    ])
      expect([path, (await desk.call(path.includes('retry') ? 'POST' : 'GET', path)).status]).toEqual([
        path,
        404,
      ]);
  });

  test('says nothing of itself in an unforeseen fault', async () => {
    const broken = await openDesk({
      commands: { register: () => Promise.reject(new Error('secret detail')) } as never,
    });
    const { status, json } = await broken.call('POST', '/tickets', aTicket());
    expect(status).toBe(500);
    expect(JSON.stringify(json)).not.toContain('secret');
    await broken.close();
  });

  test('lets one key make so many requests a second, and tells it when to come back', async () => {
    const limited = await openDesk({ requestsPerSecond: 50 });
    const [one, other] = [await limited.keyOf('operator'), await limited.keyOf('operator')];
    const answers = await Promise.all(
      Array.from({ length: 60 }, () => limited.call('GET', '/tickets/SD-1', undefined, { key: one })),
    );
    expect(answers.filter((answer) => answer.status === 404)).toHaveLength(50);
    const refused = answers.filter((answer) => answer.status === 429);
    expect(refused).toHaveLength(10);
    expect(Number(refused[0]?.raw.headers['retry-after'])).toBeGreaterThanOrEqual(1);
    expect(refused[0]?.json).toMatchObject({ status: 429 });
    expect((await limited.call('GET', '/tickets', undefined, { key: other })).status).toBe(200);
    await limited.close();
  });
});
