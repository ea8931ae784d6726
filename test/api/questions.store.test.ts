import { givenAnswers } from '../../store/questions';
import { makeUser } from './access-house';
import { aTicket, openDesk, type Desk } from './desk';
import { PageVisitor } from './page-visitor';

describe('what is asked at registration', () => {
  let desk: Desk;
  let maria: PageVisitor;
  let olga: PageVisitor;
  let csrf: { maria: string; olga: string };
  let service: string;
  let asked: { id: string; label: { ru: string } }[];

  const questions = [
    { kind: 'text', required: true, label: { ru: 'Номер кабинета', en: 'Room' } },
    {
      kind: 'choice',
      required: false,
      label: { ru: 'Что случилось', en: 'What happened' },
      choices: [
        { ru: 'Не печатает', en: 'Does not print' },
        { ru: 'Печатает криво', en: 'Prints badly' },
      ],
    },
    { kind: 'yesno', required: true, label: { ru: 'Горит лампа', en: 'Is the lamp on' } },
  ];

  beforeAll(async () => {
    desk = await openDesk({
      goesTo: (name) => (name === 'Печать' ? ['helpdesk', 'executors'] : ['helpdesk']),
      systems: [
        { name: 'executors', role: 'tracker', type: 'redmine', place: 'Network' },
        { name: 'helpdesk', role: 'desk', type: 'request-tracker', place: 'Support' },
      ],
    });
    await makeUser(desk, 'maria', 'manager', { name: 'Мария' });
    await makeUser(desk, 'olga', 'operator', { name: 'Ольга' });
    [maria, olga] = [new PageVisitor(desk), new PageVisitor(desk)];
    await maria.signIn('maria');
    await olga.signIn('olga');
    csrf = { maria: await maria.csrf('/tickets'), olga: await olga.csrf('/tickets') };
    service = (await desk.call('POST', '/services', { name: 'Печать' })).json.id;
    asked = (await desk.call('PUT', `/services/${service}/questions`, { questions })).json.items;
  });
  afterAll(() => desk.close());

  const form = (more: Record<string, string> = {}) => ({
    title: 'Принтер',
    description: 'Стоит у окна',
    name: 'Анна Петрова',
    email: 'anna@example.test',
    service,
    _csrf: csrf.olga,
    ...more,
  });
  const answer = (n: number, value: string) => ({ [`answer.${asked[n]!.id}`]: value });

  test('is shown in the form once a service is chosen, with or without the script', async () => {
    expect((await olga.get('/tickets/new')).body).not.toContain('Номер кабинета');
    const { body } = await olga.post('/tickets', form({ do: 'preview', ...answer(0, '305') }));
    expect(body).toMatch(/Номер кабинета( <!-- -->)? \*|Номер кабинета \*/);
    expect(body).toContain('value="305"');
    expect(body).toContain('Печатает криво');
  });

  test('has to be answered where it is required; the form says which, and nothing is made', async () => {
    const sent = await olga.post('/tickets', form(answer(1, '7')));
    expect(sent.statusCode).toBe(422);
    expect(sent.body).toContain('<b>Номер кабинета</b>: нужно заполнить');
    expect(sent.body).toContain('<b>Что случилось</b>: должно быть одно из');
    expect(sent.body).toMatch(/aria-invalid="true"/);
    expect((await desk.call('GET', '/tickets')).json.items).toEqual([]);
  });

  test('stands in the description in words, and is kept', async () => {
    const sent = await olga.post(
      '/tickets',
      form({ ...answer(0, '305'), ...answer(1, '1'), ...answer(2, '0') }),
    );
    expect(sent.statusCode).toBe(303);
    const number = String(sent.headers.location).split('/').pop()!;
    const ticket = (await desk.call('GET', `/tickets/${number}`)).json;
    expect(ticket.description).toBe(
      'Стоит у окна\n\nНомер кабинета: 305\nЧто случилось: Печатает криво\nГорит лампа: да',
    );
    const { rows } = await desk.db.query('select id from tickets where number = $1', [number]);
    expect(await givenAnswers(desk.db, rows[0].id)).toMatchObject([
      { question: 'Номер кабинета', answer: '305' },
      { answer: 'Печатает криво' },
      { answer: 'да' },
    ]);
  });

  test('is said in the requester’s language, and asked of programs that answer at all', async () => {
    const john = { name: 'John', email: 'john@acme.test', language: 'en' };
    const contact = (await desk.call('POST', '/contacts', john)).json.id;
    const body = aTicket({ requester: { id: contact }, service: 'Печать', description: '' });
    const answers = { [asked[0]!.id]: '305', [asked[2]!.id]: 'нет' };
    const made = await desk.call('POST', '/tickets', { ...body, answers });
    expect(made.json.description).toBe('Room: 305\nIs the lamp on: no');
    const refused = await desk.call('POST', '/tickets', { ...body, answers: {} });
    expect([refused.status, refused.json.errors[0].field]).toEqual([422, `answer.${asked[0]!.id}`]);
    expect((await desk.call('POST', '/tickets', body)).status).toBe(201);
  });

  test('is written by managers on the service’s page; what is dropped keeps its answers', async () => {
    const path = `/services/${service}/questions`;
    const page = (await maria.get(path)).body;
    const row = (i: number, id: string, ru: string, en: string) => ({
      [`q.${i}.id`]: id,
      [`q.${i}.ru`]: ru,
      [`q.${i}.en`]: en,
      [`q.${i}.kind`]: 'choice',
      [`q.${i}.choices`]: 'Да | Yes\r\nНет | No',
    });
    expect(page).toContain('Номер кабинета');
    const fields = { rows: '3', _csrf: csrf.maria };
    const wrong = await maria.post(path, { ...fields, ...row(0, '', 'Где?', ''), 'q.0.choices': 'одно' });
    expect([wrong.statusCode, wrong.body.match(/class="fault"/g)?.length]).toEqual([422, 2]);
    expect((await olga.get(path)).statusCode).toBe(403);
    expect((await olga.post(path, { ...fields, _csrf: csrf.olga })).statusCode).toBe(403);
    const kept = asked[1]!.id;
    const saved = await maria.post(path, {
      ...fields,
      ...row(0, '', 'Где?', 'Where?'),
      ...row(2, kept, 'Что', 'What'),
    });
    expect(saved.statusCode).toBe(303);
    const now = (await desk.call('GET', `/services/${service}/questions`)).json.items;
    expect(now).toMatchObject([
      {
        label: { ru: 'Где?' },
        choices: [
          { ru: 'Да', en: 'Yes' },
          { ru: 'Нет', en: 'No' },
        ],
      },
      { id: kept, label: { ru: 'Что' } },
    ]);
    expect((await maria.get(`/services/${service}`)).body).toContain('Где?');
    expect((await desk.db.query('select 1 from ticket_answers')).rowCount).toBeGreaterThan(0);
  });

  test('says before anything is saved where the ticket will go and how urgent it will be', async () => {
    const look = async (fields: Record<string, string>) =>
      /id="goes-to".*?<\/p>/s.exec(
        (await olga.post('/tickets', form({ do: 'preview', ...fields }))).body,
      )![0];
    expect(await look({ impact: 'company', urgency: 'stands' })).toMatch(
      /служба поддержки: Support \(helpdesk\), исполнители: Network \(executors\).*Срочный/,
    );
    expect(await look({ service: '' })).not.toContain('Network');
  });

  test('impact and urgency make the priority, by a matrix that managers change', async () => {
    const priority = async () => {
      const sent = await olga.post('/tickets', form({ service: '', impact: 'group', urgency: 'waits' }));
      return (await desk.call('GET', String(sent.headers.location))).json.priority;
    };
    expect(await priority()).toBe('normal');
    const matrix = (await desk.call('GET', '/priority-matrix')).json;
    const fields = Object.fromEntries(
      Object.entries(matrix as Record<string, Record<string, string>>).flatMap(([impact, row]) =>
        Object.entries(row).map(([urgency, value]) => [`${impact}.${urgency}`, value]),
      ),
    );
    const changed = { ...fields, 'group.waits': 'low' };
    expect((await olga.post('/priorities', { ...changed, _csrf: csrf.olga })).statusCode).toBe(403);
    expect((await maria.post('/priorities', { ...changed, _csrf: csrf.maria })).statusCode).toBe(303);
    expect(await priority()).toBe('low');
    expect((await maria.post('/priorities', { _csrf: csrf.maria })).statusCode).toBe(422);
    expect((await desk.call('PUT', '/priority-matrix', matrix)).status).toBe(200);
    expect(await priority()).toBe('normal');
    expect((await olga.get('/priorities')).body).toContain('disabled');
  });
});
