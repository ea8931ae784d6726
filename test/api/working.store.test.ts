import { aTicket, openDesk, type Desk } from './desk';

describe('working on a ticket', () => {
  let desk: Desk;
  beforeAll(async () => (desk = await openDesk()));
  afterAll(() => desk.close());

  const fresh = async (more: Record<string, unknown> = {}) =>
    (await desk.call('POST', '/tickets', aTicket(more))).json;

  test('changes what is given and moves the version', async () => {
    const { number } = await fresh();
    const { status, json, raw } = await desk.call('PATCH', `/tickets/${number}`, {
      title: 'Новый заголовок',
      status: 'in_progress',
      priority: 'urgent',
    });
    expect(status).toBe(200);
    expect(json).toMatchObject({ title: 'Новый заголовок', status: 'in_progress', priority: 'urgent' });
    expect(json.version).toBeGreaterThan(1);
    expect(raw.headers.etag).toBe(`"${json.version}"`);
    expect((await desk.call('GET', `/tickets/${number.toLowerCase()}`)).json).toEqual(json);
  });

  test('sets every status from every other, and tells when it was closed', async () => {
    const { number } = await fresh();
    for (const status of [
      'closed',
      'new',
      'cancelled',
      'resolved',
      'waiting_customer',
      'waiting_supplier',
      'closed',
    ]) {
      const { json } = await desk.call('PATCH', `/tickets/${number}`, { status });
      expect(json.status).toBe(status);
      expect('closedAt' in json).toBe(status === 'closed' || status === 'cancelled');
    }
  });

  test('takes a service and gives it back', async () => {
    const { number } = await fresh();
    await desk.call('POST', '/services', { name: 'Телефония' });
    expect((await desk.call('PATCH', `/tickets/${number}`, { service: 'Телефония' })).json.service).toBe(
      'Телефония',
    );
    expect((await desk.call('PATCH', `/tickets/${number}`, { service: null })).json).not.toHaveProperty(
      'service',
    );
  });

  test.each([
    ['assignee', { assignee: 'nobody here' }],
    ['service', { service: '77777' }],
    ['status', { status: 'done' }],
    ['title', { title: '' }],
    ['number', { number: 'SD-1' }],
  ])('names %s when that is at fault', async (field, body) => {
    const { number } = await fresh();
    const answer = await desk.call('PATCH', `/tickets/${number}`, body);
    expect(answer.status).toBe(422);
    expect(answer.json.errors[0].field).toBe(field);
  });

  test('refuses a stale tag with 412 and takes the right one', async () => {
    const { number } = await fresh();
    const change = (title: string, tag: string) =>
      desk.call('PATCH', `/tickets/${number}`, { title }, { headers: { 'if-match': tag } });
    const changed = await change('a', '"1"');
    expect(changed.status).toBe(200);
    const stale = await change('b', '"1"');
    expect(stale.status).toBe(412);
    expect(stale.json).toMatchObject({ status: 412 });
    expect((await change('c', '*')).status).toBe(200);
    expect((await change('d', 'nonsense')).status).toBe(412);
    expect(
      (await change('e', `"9", ${(await desk.call('GET', `/tickets/${number}`)).raw.headers.etag}`)).status,
    ).toBe(200);
  });

  test('lets one of two win who edit with the same tag at once', async () => {
    const { number } = await fresh();
    const headers = { 'if-match': '"1"' };
    const answers = await Promise.all(
      ['a', 'b', 'c', 'd'].map((title) => desk.call('PATCH', `/tickets/${number}`, { title }, { headers })),
    );
    expect(answers.map((one) => one.status).sort()).toEqual([200, 412, 412, 412]);
  });

  test('undoes a registration within its minute, once', async () => {
    const { number } = await fresh();
    const undone = await desk.call('POST', `/tickets/${number}/undo`);
    expect([undone.status, undone.json.status]).toEqual([200, 'cancelled']);
    expect((await desk.call('POST', `/tickets/${number}/undo`)).status).toBe(422);
    const late = await fresh();
    await desk.db.query(`update tickets set undo_until = now() - interval '1 second' where number = $1`, [
      late.number,
    ]);
    expect((await desk.call('POST', `/tickets/${late.number}/undo`, {})).status).toBe(422);
  });

  test('merges into another ticket and answers with that one', async () => {
    const [source, target] = [await fresh(), await fresh()];
    const merged = await desk.call('POST', `/tickets/${source.number}/merge`, { into: target.number });
    expect([merged.status, merged.json.number]).toEqual([200, target.number]);
    expect((await desk.call('GET', `/tickets/${source.number}`)).json).toMatchObject({
      mergedInto: target.number,
      status: 'closed',
    });
    for (const into of ['SD-999999', target.number]) {
      const answer = await desk.call('POST', `/tickets/${target.number}/merge`, { into });
      expect([answer.status, answer.json.errors[0].field]).toEqual([422, 'into']);
    }
  });

  test('adds a further task and answers with its link', async () => {
    const { number } = await fresh();
    const { status, json } = await desk.call('POST', `/tickets/${number}/tasks`, { system: 'executors' });
    expect(status).toBe(201);
    expect(json).toEqual({ system: 'executors', id: null, url: null, state: 'creating', key: `${number}/2` });
    for (const system of ['helpdesk', 'nowhere']) {
      const answer = await desk.call('POST', `/tickets/${number}/tasks`, { system });
      expect([answer.status, answer.json.errors[0].field]).toEqual([422, 'system']);
    }
  });

  test('comments internally unless told otherwise, oldest first, page by page', async () => {
    const { number } = await fresh();
    for (const n of [1, 2, 3, 4, 5])
      await desk.call('POST', `/tickets/${number}/comments`, { body: `текст ${n}` });
    const bodies: string[] = [];
    for (let cursor = ''; ;) {
      const { json } = await desk.call('GET', `/tickets/${number}/comments?limit=2${cursor}`);
      bodies.push(...json.items.map((one: { body: string }) => one.body));
      expect(json.items.length).toBeLessThanOrEqual(2);
      if (json.next === null) break;
      cursor = `&cursor=${json.next}`;
    }
    expect(bodies).toEqual(['текст 1', 'текст 2', 'текст 3', 'текст 4', 'текст 5']);
  });

  test('gives a comment its author, origin and time', async () => {
    const { number } = await fresh();
    const { json } = await desk.call('POST', `/tickets/${number}/comments`, { body: ' verbatim \n' });
    expect(json).toEqual({
      id: expect.any(String),
      author: { name: 'Administrator', origin: 'front' },
      body: ' verbatim \n',
      visibility: 'internal',
      at: expect.stringMatching(/Z$/),
      attachments: [],
      links: [],
    });
    expect(
      (await desk.call('POST', `/tickets/${number}/comments`, { body: ' \n' })).json.errors[0].field,
    ).toBe('body');
  });

  test('tells in the timeline what happened, when, where from, by whom', async () => {
    const { number } = await fresh();
    await desk.call('PATCH', `/tickets/${number}`, { priority: 'high' });
    const { json } = await desk.call('GET', `/tickets/${number}/timeline`);
    expect(json.items[0]).toMatchObject({ what: 'registered', origin: 'front', actor: 'Administrator' });
    expect(json.items).toContainEqual(
      expect.objectContaining({
        what: 'field',
        field: 'priority',
        old: 'normal',
        new: 'high',
        at: expect.any(String),
      }),
    );
  });
});
