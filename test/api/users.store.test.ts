import { aTicket, openDesk, type Desk } from './desk';

describe('users', () => {
  let desk: Desk;
  beforeAll(async () => (desk = await openDesk()));
  afterAll(() => desk.close());

  const olga = { login: 'olga', name: 'Ольга', role: 'operator', password: 'a long password' };

  test('are made, shown without their password, and take tickets', async () => {
    const { status, json } = await desk.call('POST', '/users', olga, { headers: { 'idempotency-key': 'u' } });
    expect([status, json]).toEqual([
      201,
      { id: expect.any(String), login: 'olga', name: 'Ольга', role: 'operator' },
    ]);
    expect((await desk.call('GET', '/users')).json.items).toEqual([json]);
    const kept = await desk.db.query(
      'select u::text from users u union all select i::text from idempotency i',
    );
    expect(JSON.stringify(kept.rows)).not.toContain(olga.password);
    const { number } = (await desk.call('POST', '/tickets', aTicket())).json;
    for (const assignee of ['OLGA', 'ольга', json.id])
      expect((await desk.call('PATCH', `/tickets/${number}`, { assignee })).json.assignee).toBe('Ольга');
    expect((await desk.call('PATCH', `/tickets/${number}`, { assignee: null })).json).not.toHaveProperty(
      'assignee',
    );
    expect((await desk.call('PATCH', `/users/${json.id}`, { disabled: true })).status).toBe(200);
    expect((await desk.call('PATCH', `/tickets/${number}`, { assignee: 'olga' })).status).toBe(422);
    expect(
      (await desk.call('PATCH', `/users/${json.id}`, { disabled: false, name: 'О. И.' })).json.name,
    ).toBe('О. И.');
  });

  test.each([
    [409, 'login', { ...olga, login: 'Olga' }],
    [422, 'login', { ...olga, login: 'o l' }],
    [422, 'password', { ...olga, login: 'x', password: 'short' }],
    [422, 'contact', { ...olga, login: 'x', role: 'portal' }],
    [422, 'role', { ...olga, login: 'x', role: 'root' }],
  ])('are refused with %i naming %s', async (status, field, body) => {
    const answer = await desk.call('POST', '/users', body);
    expect([answer.status, answer.json.errors[0].field]).toEqual([status, field]);
  });

  test('are the administrator’s business', async () => {
    const key = await desk.keyOf('engineer');
    expect((await desk.call('GET', '/users', undefined, { key })).status).toBe(403);
    expect((await desk.call('PATCH', '/users/4711', { name: 'x' })).status).toBe(404);
  });
});
