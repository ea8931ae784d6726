import { makeUser, signedIn } from './access-house';
import { aTicket, openDesk, type Desk } from './desk';
import type { PageVisitor } from './page-visitor';

describe('an operator’s work on a ticket', () => {
  let desk: Desk;
  let olga: PageVisitor;
  let csrf: string;
  let number: string;

  const made = async (more = {}): Promise<string> =>
    (await desk.call('POST', '/tickets', aTicket(more))).json.number;
  const send = (path: string, fields: Record<string, string>) =>
    olga.post(`/tickets/${number}${path}`, { ...fields, _csrf: csrf });
  const ticket = async (of = number) => (await desk.call('GET', `/tickets/${of}`)).json;
  const comments = async (of = number) => (await desk.call('GET', `/tickets/${of}/comments`)).json.items;

  beforeAll(async () => {
    desk = await openDesk();
    await makeUser(desk, 'olga', 'operator');
    olga = await signedIn(desk, 'olga');
    csrf = await olga.csrf('/tickets');
  });
  afterAll(() => desk.close());
  beforeEach(async () => {
    number = await made();
    desk.woken.length = 0;
  });

  test('takes it in one stroke', async () => {
    expect((await send('/assign', {})).statusCode).toBe(303);
    expect((await ticket()).assignee).toBe('Имя olga');
    expect(desk.woken).toEqual([number]);
    const { body } = await olga.get(`/tickets/${number}`);
    expect(body).toContain('Заявка ваша');
    expect(body).not.toContain(`action="/tickets/${number}/assign"`);
  });

  test('makes another person the requester; whom nobody knows, and a name that is not changed, change nothing', async () => {
    const path = `/tickets/${number}`;
    await desk.call('POST', '/contacts', { name: 'Борис Другой', email: 'boris@example.test' });
    const { requester } = await ticket();
    const was = { 'was.requester': requester.email };
    expect((await olga.get(path)).body).toContain('name="was.requester"');
    const refused = await olga.post(path, { ...was, requester: 'nobody@example.test', _csrf: csrf });
    expect(refused.statusCode).toBe(422);
    expect(refused.body).toMatch(/<b>Заявитель<\/b>: «nobody@example.test» не найдено/);
    await olga.post(path, { ...was, requester: requester.email, title: 'Новая тема', _csrf: csrf });
    expect(await ticket()).toMatchObject({ title: 'Новая тема', requester: { name: requester.name } });
    expect((await olga.post(path, { ...was, requester: 'Борис Другой', _csrf: csrf })).statusCode).toBe(303);
    expect((await ticket()).requester).toMatchObject({ name: 'Борис Другой', email: 'boris@example.test' });
    const back = { requester: { name: requester.name, email: requester.email } };
    expect((await desk.call('PATCH', path, back)).json.requester).toEqual(requester);
  });

  test('says why a ticket waits; without a reason it does not, and what was chosen stays', async () => {
    const refused = await send('/status', {
      status: 'waiting_supplier',
      reason: ' ',
      visibility: 'internal',
    });
    expect([refused.statusCode, (await ticket()).status]).toEqual([422, 'new']);
    expect(refused.body).toMatch(/<option(?=[^>]*value="waiting_supplier")[^>]* selected/);
    await send('/status', { status: 'waiting_supplier', reason: 'ждём картридж', visibility: 'internal' });
    expect((await ticket()).status).toBe('waiting_supplier');
    expect(await comments()).toMatchObject([{ body: 'ждём картридж', visibility: 'internal' }]);
    await send('/status', { status: 'in_progress', reason: '' });
    expect((await ticket()).status).toBe('in_progress');
    await send('/status', { status: 'cancelled', reason: 'не нужно', visibility: 'public' });
    expect((await comments()).at(-1)).toMatchObject({ body: 'не нужно', visibility: 'public' });
    expect((await send('/status', { status: 'in_progress' })).statusCode).toBe(422);
    expect((await send('/status', { status: 'nonsense', reason: 'x' })).statusCode).toBe(422);
  });

  test('names on the very buttons who will read what is written, the one for staff first', async () => {
    const { body } = await olga.get(`/tickets/${number}`);
    const form = /<form[^>]*id="write".*?<\/form>/s.exec(body)?.[0] ?? '';
    const [first, second] = form.match(/<button[^>]* say".*?<\/button>/gs) ?? [];
    expect(first).toMatch(
      /class="internal say".*value="internal".*только сотрудники; не увидит: Анна Петрова/s,
    );
    expect(second).toMatch(/class="public say".*value="public".*увидит: Анна Петрова/s);
  });

  test('sends several files with one text', async () => {
    const file = (filename: string) => ({ name: 'file', filename, content: filename });
    const sent = await olga.upload(`/tickets/${number}/comments`, [
      { name: '_csrf', content: csrf },
      { name: 'body', content: 'снимки' },
      file('1.png'),
      file('2.png'),
      { name: 'visibility', content: 'internal' },
    ]);
    expect(sent.statusCode).toBe(303);
    const [comment] = await comments();
    expect(comment.attachments.map((one: { filename: string }) => one.filename)).toEqual(['1.png', '2.png']);
  });

  test('merges after having seen both tickets side by side', async () => {
    const other = await made({ title: 'Печать не идёт', description: 'тот же принтер' });
    const asked = await olga.get(`/tickets/${number}/merge`);
    expect(asked.body).toContain(`href="/tickets/${number}/merge?into=${other}"`);
    const both = await olga.get(`/tickets/${number}/merge?into=${other.slice(3)}`);
    expect(both.body).toMatch(
      new RegExp(`Третий этаж.*тот же принтер.*Объединить: ${number} → ${other}`, 's'),
    );
    expect((await ticket()).status).toBe('new');
    const done = await send('/merge', { into: other });
    expect([done.statusCode, done.headers.location]).toEqual([303, `/tickets/${other}`]);
    expect((await ticket()).status).toBe('closed');
    expect((await comments(other))[0].body).toContain(`Merged from ${number}`);
    expect(desk.woken).toEqual(expect.arrayContaining([number, other]));
    expect((await send('/merge', { into: other })).statusCode).toBe(422);
    expect((await olga.get(`/tickets/${number}/merge?into=SD-99999`)).statusCode).toBe(422);
  });

  test('splits a public comment off: a linked ticket, with its files, once however often the form is sent', async () => {
    const { json } = await desk.call('POST', `/tickets/${number}/comments`, {
      body: 'И ещё не работает почта\nс утра',
      visibility: 'public',
    });
    const id = json.id.replace('C-', '');
    await olga.upload(`/tickets/${number}/comments`, [
      { name: '_csrf', content: csrf },
      { name: 'body', content: 'файл' },
      { name: 'visibility', content: 'public' },
    ]);
    const form = (await olga.get(`/tickets/${number}/split?comment=${id}`)).body;
    expect(form).toContain('value="И ещё не работает почта"');
    const once = /name="once" value="([^"]+)"/.exec(form)?.[1] ?? '';
    const fields = { comment: id, once, title: 'Почта', description: 'с утра' };
    const [first, second] = [await send('/split', fields), await send('/split', fields)];
    expect(second.headers.location).toBe(first.headers.location);
    const fresh = String(first.headers.location).split('/').pop()!;
    expect(await ticket(fresh)).toMatchObject({ title: 'Почта', requester: { name: 'Анна Петрова' } });
    expect((await desk.call('GET', `/tickets/${number}/relations`)).json.items).toMatchObject([
      { relation: 'related', ticket: fresh },
    ]);
    expect(desk.woken).toEqual(expect.arrayContaining([number, fresh]));
    expect((await send('/split', { ...fields, once: '', title: ' ' })).statusCode).toBe(422);
  });

  test('an internal comment that is split off stays internal: no field that the requester sees begins with it', async () => {
    await olga.upload(`/tickets/${number}/comments`, [
      { name: '_csrf', content: csrf },
      { name: 'body', content: 'тайна' },
      { name: 'file', filename: 'тайна.txt', content: 'x' },
      { name: 'visibility', content: 'internal' },
    ]);
    const [{ id }] = await comments();
    const comment = String(id).replace('C-', '');
    const form = (await olga.get(`/tickets/${number}/split?comment=${comment}`)).body;
    expect(/<form(?=[^>]*split).*?<\/form>/s.exec(form)?.[0]).not.toContain('тайна');
    const sent = await send('/split', { comment, title: 'Отдельно', description: '' });
    const fresh = String(sent.headers.location).split('/').pop()!;
    expect(await ticket(fresh)).toMatchObject({ description: '', attachments: [] });
    expect(await comments(fresh)).toMatchObject([
      { body: 'тайна', visibility: 'internal', attachments: [{ visibility: 'internal' }] },
    ]);
  });

  test('links tickets, seen from both ends, and unlinks them', async () => {
    const other = await made({ title: 'Причина' });
    expect((await send('/relations', { relation: 'caused_by', other: other.slice(3) })).statusCode).toBe(303);
    expect((await olga.get(`/tickets/${other}`)).body).toMatch(
      /Вызвала (<!-- -->)?<a href="\/tickets\/SD-\d+"><b>SD-\d+/,
    );
    const relations = async (of: string) =>
      (await desk.call('GET', `/tickets/${of}/relations`)).json.items as { id: string; relation: string }[];
    expect([(await relations(number))[0]!.relation, (await relations(other))[0]!.relation]).toEqual([
      'caused_by',
      'causes',
    ]);
    for (const [relation, to] of [
      ['caused_by', other],
      ['causes', other],
      ['related', number],
      ['related', 'SD-99999'],
      ['nonsense', other],
    ] as const)
      expect([relation, to, (await send('/relations', { relation, other: to })).statusCode]).toEqual([
        relation,
        to,
        422,
      ]);
    const { id } = (await relations(other))[0]!;
    expect((await desk.call('DELETE', `/tickets/${await made()}/relations/${id}`)).status).toBe(404);
    expect((await send('/relations/remove', { relation: id })).statusCode).toBe(303);
    expect(await relations(number)).toEqual([]);
    const told = (await desk.call('GET', `/tickets/${number}/timeline`)).json.items;
    expect(told.map((one: { what: string }) => one.what)).toEqual(['registered', 'linked', 'unlinked']);
  });

  test('nothing comes to block itself, however long the way round', async () => {
    const [b, c] = [await made(), await made()];
    const block = (from: string, to: string) =>
      desk.call('POST', `/tickets/${from}/relations`, { relation: 'blocks', ticket: to });
    expect((await block(number, b)).status).toBe(201);
    expect((await block(b, c)).status).toBe(201);
    expect((await block(c, number)).status).toBe(422);
    expect(
      (await desk.call('POST', `/tickets/${c}/relations`, { relation: 'blocks', ticket: number })).status,
    ).toBe(422);
  });

  test('two that link the same tickets at once make one link', async () => {
    const other = await made();
    const link = () =>
      desk.call('POST', `/tickets/${number}/relations`, { relation: 'related', ticket: other });
    const turned = () =>
      desk.call('POST', `/tickets/${other}/relations`, { relation: 'related', ticket: number });
    expect((await Promise.all([link(), turned(), link()])).map(({ status }) => status).sort()).toEqual([
      201, 422, 422,
    ]);
  });

  test('is not a portal user’s: neither the pages nor the forms nor the calls', async () => {
    const contactId = Number((await ticket()).requester.id);
    await makeUser(desk, 'anna', 'portal', { contactId });
    const anna = await signedIn(desk, 'anna');
    const token = await anna.csrf('/portal/new');
    for (const path of ['assign', 'status', 'relations', 'merge', 'split'])
      expect((await anna.post(`/tickets/${number}/${path}`, { _csrf: token })).statusCode).toBe(403);
    for (const path of ['merge', 'split?comment=1'])
      expect((await anna.get(`/tickets/${number}/${path}`)).statusCode).toBe(403);
    const key = await desk.keyOf('portal', contactId);
    expect((await desk.call('GET', `/tickets/${number}/relations`, undefined, { key })).status).toBe(403);
    const { body } = await anna.get(`/tickets/${number}`);
    expect(body).not.toMatch(/id="(relations|actions|status)"|\/split/);
  });

  test('takes no form that came from another place', async () => {
    for (const path of ['assign', 'status', 'relations', 'relations/remove', 'merge', 'split'])
      expect((await olga.post(`/tickets/${number}/${path}`, {})).statusCode).toBe(403);
  });
});
