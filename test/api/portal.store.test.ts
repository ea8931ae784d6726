import { raiseProblem } from '../../store/problems';
import { aTicket, openDesk, type Desk } from './desk';

describe('a portal user', () => {
  let desk: Desk;
  let key: string;
  let mine: string;
  let foreign: string;

  beforeAll(async () => {
    desk = await openDesk();
    const own = await desk.call('POST', '/tickets', aTicket());
    const other = await desk.call(
      'POST',
      '/tickets',
      aTicket({ title: 'Чужое', requester: { name: 'Чужой' } }),
    );
    [mine, foreign] = [own.json.number, other.json.number];
    const made = await desk.call('POST', '/api-keys', { role: 'portal', contact: own.json.requester.id });
    key = made.json.key;
  });
  afterAll(() => desk.close());

  const call = (method: 'GET' | 'POST' | 'PATCH', path: string, body?: unknown) =>
    desk.call(method, path, body, { key });

  test('sees only his own tickets, others are not there at all', async () => {
    expect((await call('GET', '/tickets')).json.items.map((one: { number: string }) => one.number)).toEqual([
      mine,
    ]);
    for (const path of ['', '/comments', '/timeline'])
      expect((await call('GET', `/tickets/${foreign}${path}`)).status).toBe(404);
    expect((await call('POST', `/tickets/${foreign}/comments`, { body: 'x' })).status).toBe(404);
    const filtered = await call('GET', '/tickets?requester=2');
    expect(filtered.json.items.map((one: { number: string }) => one.number)).toEqual([mine]);
  });

  test('reads public comments only, and is not found by internal words', async () => {
    await desk.call('POST', `/tickets/${mine}/comments`, { body: 'тайное слово кракозябра' });
    await desk.call('POST', `/tickets/${mine}/comments`, { body: 'Мастер выехал', visibility: 'public' });
    const { json } = await call('GET', `/tickets/${mine}/comments`);
    expect(json.items.map((one: { body: string }) => one.body)).toEqual(['Мастер выехал']);
    expect((await call('GET', '/tickets?q=кракозябра')).json.items).toEqual([]);
    expect((await desk.call('GET', '/tickets?q=кракозябра')).json.items).toHaveLength(1);
    const timeline = JSON.stringify((await call('GET', `/tickets/${mine}/timeline`)).json);
    expect(timeline).not.toContain('internal');
    expect(timeline).toContain('registered');
  });

  test('is told that a record is not in order, but not what a system said of it', async () => {
    const { rows } = await desk.db.query<{ linkId: number; ticketId: number }>(
      `select l.id as "linkId", t.id as "ticketId" from links l join tickets t on t.id = l.ticket_id
        where l.system = 'helpdesk' and t.number = $1`,
      [mine],
    );
    const said = { kind: 'push-refused', values: { ticket: mine, said: '422: “тайное”' } } as const;
    await raiseProblem(desk.db, { ...rows[0]!, ...said, system: 'helpdesk', field: 'title' });
    const linkOf = async (answer: ReturnType<Desk['call']>) =>
      (await answer).json.sync.links.find(({ system }: { system: string }) => system === 'helpdesk');
    const { problem, ...rest } = await linkOf(desk.call('GET', `/tickets/${mine}`));
    expect(problem).toContain('тайное');
    expect(await linkOf(call('GET', `/tickets/${mine}`))).toEqual(rest);
  });

  test('comments publicly, under his own name', async () => {
    const { status, json } = await call('POST', `/tickets/${mine}/comments`, { body: 'Всё ещё не печатает' });
    expect(status).toBe(201);
    expect(json).toMatchObject({ visibility: 'public', author: { name: 'Анна Петрова', origin: 'front' } });
    expect(
      (await call('POST', `/tickets/${mine}/comments`, { body: 'x', visibility: 'internal' })).status,
    ).toBe(403);
  });

  test('registers for himself only', async () => {
    const { requester: _, ...body } = aTicket({ channel: 'portal' });
    const own = await call('POST', '/tickets', body);
    expect(own.status).toBe(201);
    expect(own.json.requester.email).toBe('anna@example.test');
    for (const requester of [{ id: '2' }, { name: 'Чужой', email: 'other@example.test' }]) {
      const answer = await call('POST', '/tickets', { ...body, requester });
      expect(answer.status).toBe(422);
      expect(answer.json.errors[0].field).toBe('requester');
    }
  });

  test('does not work on tickets', async () => {
    expect((await call('PATCH', `/tickets/${mine}`, { status: 'closed' })).status).toBe(403);
    expect((await call('POST', `/tickets/${mine}/merge`, { into: foreign })).status).toBe(403);
    expect((await call('POST', `/tickets/${mine}/undo`)).status).toBe(403);
  });
});
