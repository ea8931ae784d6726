import { makeUser } from './access-house';
import { aTicket, openDesk, type Desk } from './desk';
import { PageVisitor } from './page-visitor';

const day = [['00:00', '24:00']];
const week = { mon: day, tue: day, wed: day, thu: day, fri: day, sat: day, sun: day };

describe('canned answers', () => {
  let desk: Desk;
  let maria: PageVisitor;
  let olga: PageVisitor;
  let csrf: { maria: string; olga: string };

  beforeAll(async () => {
    desk = await openDesk();
    await makeUser(desk, 'maria', 'manager', { name: 'Мария' });
    await makeUser(desk, 'olga', 'operator', { name: 'Ольга <b>' });
    [maria, olga] = [new PageVisitor(desk), new PageVisitor(desk)];
    await maria.signIn('maria');
    await olga.signIn('olga');
    csrf = { maria: await maria.csrf('/tickets'), olga: await olga.csrf('/tickets') };
  });
  afterAll(() => desk.close());

  const texts = (more: Record<string, string> = {}) => ({
    'title.ru': 'Приняли',
    'title.en': 'Taken',
    'body.ru':
      'Здравствуйте, {{requester.name}}! {{ticket.number}} ({{ticket.status}}), срок: {{deadline}}. {{operator.name}}',
    'body.en':
      'Dear {{requester.name}}, {{ticket.number}} ({{ticket.status}}) is due {{deadline}}. {{operator.name}}',
    _csrf: csrf.maria,
    ...more,
  });
  const ids = async () =>
    [...(await maria.get('/answers')).body.matchAll(/href="\/answers\/(\d+)"/g)].map(([, id]) => id!);
  const saved = async (more: Record<string, string> = {}): Promise<string> => {
    const before = await ids();
    expect((await maria.post('/answers', texts(more))).statusCode).toBe(303);
    return (await ids()).find((id) => !before.includes(id))!;
  };

  test('are kept by managers, in both languages, and read by everybody on the staff', async () => {
    const id = await saved();
    expect((await olga.get(`/answers/${id}`)).body).toContain('Здравствуйте');
    expect((await olga.post('/answers', texts({ _csrf: csrf.olga }))).statusCode).toBe(403);
    expect(
      (await maria.post(`/answers/${id}`, texts({ version: '1', 'title.ru': 'Взяли' }))).statusCode,
    ).toBe(303);
    expect((await maria.post(`/answers/${id}`, texts({ version: '1' }))).statusCode).toBe(422);
    expect((await olga.get('/answers')).body).toContain('Взяли');
    expect((await maria.post(`/answers/${id}`, texts({ do: 'remove' }))).statusCode).toBe(303);
    expect((await olga.get(`/answers/${id}`)).statusCode).toBe(404);
    expect((await maria.post('/answers', { ...texts(), _csrf: '' })).statusCode).toBe(403);
  });

  test('with a placeholder that nobody knows are not saved, and say which, in the reader’s language', async () => {
    const before = await ids();
    const answer = await maria.post('/answers', texts({ 'body.en': 'Hello {{client}}', 'title.ru': ' ' }));
    expect(answer.statusCode).toBe(422);
    expect(answer.body).toContain('нет такой подстановки: {{client}}');
    expect(answer.body).toContain('нужно заполнить');
    expect(await ids()).toEqual(before);
  });

  test('are filled in in the requester’s language, the deadline by the contract’s clock', async () => {
    const id = await saved();
    await desk.call('POST', '/calendars', { name: 'Always', timeZone: 'Europe/Moscow', week });
    await desk.call('POST', '/organisations', { name: 'Acme' });
    await desk.call('POST', '/services', { name: 'Mail' });
    await desk.call('POST', '/contracts', {
      number: 'C-1',
      organisation: 'Acme',
      services: ['Mail'],
      startsOn: '2020-01-01',
      endsOn: '2099-12-31',
      calendar: 'Always',
      targets: [{ priority: 'normal', reactionMinutes: 60, resolutionMinutes: 480 }],
    });
    const john = { name: 'John', email: 'john@acme.test', organisation: 'Acme', language: 'en' };
    const contact = (await desk.call('POST', '/contacts', john)).json.id;
    const ticket = (
      await desk.call('POST', '/tickets', aTicket({ requester: { id: contact }, service: 'Mail' }))
    ).json;
    const { body, headers } = await olga.get(`/tickets/${ticket.number}/answers/${id}`);
    expect(headers['content-type']).toBe('text/plain; charset=utf-8');
    const due = new Intl.DateTimeFormat('en-GB', {
      weekday: 'short',
      day: 'numeric',
      month: 'short',
      hour: '2-digit',
      minute: '2-digit',
      timeZone: 'Europe/Moscow',
    }).format(new Date(ticket.sla.resolution.due));
    expect(body).toBe(`Dear John, ${ticket.number} (New) is due ${due}. Ольга <b>`);
    const plain = (await desk.call('POST', '/tickets', aTicket())).json.number;
    expect((await olga.get(`/tickets/${plain}/answers/${id}`)).body).toBe(
      `Здравствуйте, Анна Петрова! ${plain} (Новая), срок: —. Ольга <b>`,
    );
  });

  test('without the script go into the text that is being written, escaped, and nothing is sent', async () => {
    const id = await saved();
    const requester = { name: '<script>x</script>', email: 'x@example.test' };
    const { number } = (await desk.call('POST', '/tickets', aTicket({ requester }))).json;
    const answer = await olga.upload(`/tickets/${number}/comments`, [
      { name: '_csrf', content: csrf.olga },
      { name: 'body', content: 'Первая строка' },
      { name: 'answer', content: id },
    ]);
    expect(answer.statusCode).toBe(200);
    expect(answer.body).toContain('Первая строка\nЗдравствуйте, &lt;script>x&lt;/script>!');
    expect(answer.body).not.toContain('<script>x');
    expect((await desk.call('GET', `/tickets/${number}/comments`)).json.items).toEqual([]);
  });

  test('are not a portal user’s', async () => {
    const id = await saved();
    const { json } = await desk.call('POST', '/tickets', aTicket());
    await makeUser(desk, 'anna', 'portal', { name: 'Анна', contactId: Number(json.requester.id) });
    const anna = new PageVisitor(desk);
    await anna.signIn('anna');
    expect((await anna.get('/answers')).statusCode).toBe(403);
    expect((await anna.get(`/tickets/${json.number}/answers/${id}`)).statusCode).toBe(403);
    expect((await anna.get(`/tickets/${json.number}`)).body).not.toContain('data-canned');
  });
});
