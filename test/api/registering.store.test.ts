import { administratorKey, aTicket, openDesk, type Desk } from './desk';

describe('registering a ticket', () => {
  let desk: Desk;
  beforeAll(async () => (desk = await openDesk()));
  afterAll(() => desk.close());

  const register = async (more: Record<string, unknown> = {}) => desk.call('POST', '/tickets', aTicket(more));
  const fieldsOf = (answer: { json: { errors: { field: string }[] } }) =>
    answer.json.errors.map((one) => one.field);

  test('answers 201 with the ticket as the contract has it, and wakes it', async () => {
    const { status, json, raw } = await register();
    expect(status).toBe(201);
    expect(json).toMatchObject({
      number: expect.stringMatching(/^SD-\d+$/),
      title: 'Принтер не печатает',
      description: 'Третий этаж, у окна',
      status: 'new',
      priority: 'normal',
      channel: 'phone',
      requester: {
        id: expect.any(String),
        name: 'Анна Петрова',
        email: 'anna@example.test',
        phone: '+74951234567',
      },
      createdAt: expect.stringMatching(/^\d{4}-.*Z$/),
      version: 1,
      attachments: [],
    });
    expect(json.updatedAt >= json.createdAt).toBe(true);
    expect(json.sync.state).toBe('pending');
    expect(json.sync.links.map((link: { system: string }) => link.system).sort()).toEqual([
      'executors',
      'helpdesk',
    ]);
    expect(json).not.toHaveProperty('assignee');
    expect(json).not.toHaveProperty('closedAt');
    expect(raw.headers.etag).toBe('"1"');
    expect(desk.woken).toContain(json.number);
  });

  test('gives the ticket to the contact with that address, whatever its case', async () => {
    const first = await register({ requester: { name: 'Ольга', email: 'Olga@Example.test' } });
    const second = await register({ requester: { name: 'О. Иванова', email: 'olga@example.TEST' } });
    expect(second.json.requester).toEqual(first.json.requester);
  });

  test('else to the contact with that number, however it is written', async () => {
    const first = await register({ requester: { name: 'Пётр', phone: '+7 (912) 345-67-89' } });
    const second = await register({
      requester: { name: 'Пётр', email: 'petr@example.test', phone: '8 912 3456789' },
    });
    expect(second.json.requester.id).toBe(first.json.requester.id);
    expect(second.json.requester.email).toBe('petr@example.test');
    const third = await register({ requester: { name: 'Кто-то', email: 'Petr@example.test' } });
    expect(third.json.requester.id).toBe(first.json.requester.id);
  });

  test.each([
    { who: 'has one of his own', known: { email: 'gleb@example.test', phone: '+79030000010' } },
    { who: 'may be somebody else, by the name', known: { phone: '+79030000011' }, name: 'Фёдор' },
    { who: 'shares the number with another', known: { phone: '+79030000012' }, sharing: 'Инна' },
  ])('who is known by a number and $who gains no address', async ({ known, name = 'Глеб', sharing }) => {
    const { json } = await desk.call('POST', '/contacts', { name: 'Глеб', ...known });
    if (sharing) await desk.call('POST', '/contacts', { name: sharing, phone: known.phone });
    const caller = { name, email: `other${known.phone.slice(-2)}@example.test`, phone: known.phone };
    const { requester } = (await register({ requester: caller })).json;
    expect(requester.id).toBe(json.id);
    expect(requester.email).toBe(json.email);
  });

  test('lets the address decide before the number', async () => {
    const byMail = await register({ requester: { name: 'А', email: 'a@example.test' } });
    await register({ requester: { name: 'Б', phone: '+79030000001' } });
    const both = await register({ requester: { name: 'В', email: 'a@example.test', phone: '+79030000001' } });
    expect(both.json.requester.id).toBe(byMail.json.requester.id);
  });

  test('makes one contact out of many registrations at once', async () => {
    const caller = { name: 'Новенький', email: 'new@example.test', phone: '+79030000002' };
    const answers = await Promise.all(Array.from({ length: 12 }, () => register({ requester: caller })));
    expect(answers.map((one) => one.status)).toEqual(Array(12).fill(201));
    expect(new Set(answers.map((one) => one.json.requester.id)).size).toBe(1);
    expect(new Set(answers.map((one) => one.json.number)).size).toBe(12);
  });

  test('takes a contact, a service and a contract by id, number or name', async () => {
    const contact = await desk.call('POST', '/contacts', { name: 'По номеру' });
    const service = await desk.call('POST', '/services', { name: 'Печать' });
    const byName = await register({
      requester: { id: contact.json.id },
      service: 'печать',
      priority: 'high',
    });
    expect(byName.json).toMatchObject({
      service: 'Печать',
      priority: 'high',
      requester: { id: contact.json.id },
    });
    const byId = await register({ requester: { id: Number(contact.json.id) }, service: service.json.id });
    expect(byId.json.service).toBe('Печать');
  });

  test.each([
    ['title', { title: undefined }],
    ['title', { title: ' \n ' }],
    ['title', { title: 5 }],
    ['description', { description: undefined }],
    ['channel', { channel: 'fax' }],
    ['priority', { priority: 'highest' }],
    ['requester', { requester: undefined }],
    ['requester', { requester: 'Anna' }],
    ['requester.name', { requester: {} }],
    ['requester.name', { requester: { name: '', email: 'x@example.test' } }],
    ['requester.email', { requester: { name: 'X', email: 'not an address' } }],
    ['requester.phone', { requester: { name: 'X', phone: 'call me' } }],
    ['requester.id', { requester: { id: '999999' } }],
    ['requester.id', { requester: { id: "1' or '1'='1" } }],
    ['requester', { requester: { id: '1', name: 'X' } }],
    ['service', { service: 'no such service' }],
    ['contract', { contract: 'no such contract' }],
    ['prioritty', { prioritty: 'high' }],
    ['requester.fax', { requester: { name: 'X', fax: '1' } }],
    ['title', { title: 'half a \ud83d pair' }],
    ['description', { description: 'a NUL \u0000 inside' }],
  ])('names %s when that is at fault: %j', async (field, more) => {
    const answer = await register(more);
    expect(answer.status).toBe(422);
    expect(answer.raw.headers['content-type']).toContain('application/problem+json');
    expect(answer.json).toMatchObject({ status: 422, title: expect.any(String), detail: expect.any(String) });
    expect(fieldsOf(answer)).toContain(field);
  });

  test('names every missing field at once', async () => {
    const answer = await desk.call('POST', '/tickets', { requester: { name: 'X' } });
    expect(fieldsOf(answer)).toEqual(expect.arrayContaining(['title', 'description', 'channel']));
  });

  test('keeps markup, quotes, emoji and very long texts as they are', async () => {
    const title = `<script>alert("1")</script> '; drop table tickets; -- 🖨️ ${'я'.repeat(300)}`;
    const description = `строка\r\nвторая\n\n${'x'.repeat(200_000)}`;
    const { json } = await register({ title, description });
    expect(json).toMatchObject({ title, description });
    expect((await desk.call('GET', `/tickets/${json.number}`)).json).toMatchObject({ title, description });
  });

  test('makes one line of a title of several', async () => {
    expect((await register({ title: ' one\r\ntwo\u0007 ' })).json.title).toBe('one two');
  });

  const raw = (payload: string | Buffer, type = 'application/json') =>
    desk.app.inject({
      method: 'POST',
      url: '/api/v1/tickets',
      headers: { authorization: `Bearer ${administratorKey}`, 'content-type': type },
      payload,
    });

  test.each([['{"title": '], ['not json'], ['{"a": "\u0001"}']])(
    'answers 400 to what is not JSON: %j',
    async (body) => {
      const answer = await raw(body);
      expect(answer.statusCode).toBe(400);
      expect(answer.json()).toMatchObject({ status: 400, title: 'Bad Request' });
    },
  );

  test('answers 400 to JSON that is not UTF-8', async () => {
    expect((await raw(Buffer.from('{"title": "\xff"}', 'latin1'))).statusCode).toBe(400);
  });

  test.each([['[]'], ['null'], ['"text"'], ['']])(
    'answers 422 to JSON that is no object: %j',
    async (body) => {
      expect((await raw(body)).statusCode).toBe(422);
    },
  );

  test('answers 415 to another type of body, 413 to one over 1 MB', async () => {
    expect((await raw('title=x', 'application/x-www-form-urlencoded')).statusCode).toBe(415);
    expect((await raw('hello', 'text/plain')).statusCode).toBe(415);
    expect((await raw(JSON.stringify(aTicket({ description: 'x'.repeat(1_100_000) })))).statusCode).toBe(413);
  });

  test('survives a body nested a hundred thousand levels deep', async () => {
    const deep = '['.repeat(100_000) + ']'.repeat(100_000);
    expect((await raw(`{"title": ${deep}}`)).statusCode).toBe(422);
    expect((await raw(`{"__proto__": {"title": "x"}}`)).statusCode).toBe(422);
  });
});
