import { makeUser } from './access-house';
import { openDesk, type Desk } from './desk';
import { PageVisitor } from './page-visitor';

describe('the pages of agreements', () => {
  let desk: Desk;
  let ids: Record<'organisation' | 'service' | 'calendar', string>;
  beforeAll(async () => {
    desk = await openDesk();
    await makeUser(desk, 'marta', 'manager');
    await makeUser(desk, 'olga', 'operator');
    await makeUser(desk, 'petya', 'portal');
    const week = { mon: [['09:00', '18:00']], tue: [['09:00', '18:00']] };
    ids = {
      organisation: (await desk.call('POST', '/organisations', { name: 'Ромашка' })).json.id,
      service: (await desk.call('POST', '/services', { name: 'Сеть' })).json.id,
      calendar: (await desk.call('POST', '/calendars', { name: 'Будни', timeZone: 'Europe/Moscow', week }))
        .json.id,
    };
  });
  afterAll(() => desk.close());

  const visit = async (login = 'marta', language = 'ru') => {
    const visitor = new PageVisitor(desk, language);
    expect((await visitor.signIn(login)).statusCode).toBe(303);
    return visitor;
  };
  const contract = (more: Record<string, string> = {}) => ({
    do: 'save',
    number: 'К-1',
    organisation: ids.organisation,
    calendar: ids.calendar,
    startsOn: '2026-01-01',
    endsOn: '2099-12-31',
    [`services.${ids.service}`]: 'on',
    'targets[0].priority': 'high',
    'targets[0].reaction': '30',
    'targets[0].resolution': '4 ч',
    'pauseOn.waiting_customer': 'on',
    warnAt: '50, 75',
    'escalations[0].clock': 'resolution',
    'escalations[0].sign': '-',
    'escalations[0].count': '30',
    'escalations[0].unit': 'm',
    'escalations[0].action': 'notify',
    'escalations[0].value': 'manager',
    'entitlement.tickets': '10',
    'entitlement.per': 'month',
    ...more,
  });
  const csrf = async (visitor: PageVisitor) => ({ _csrf: await visitor.csrf('/contracts') });
  const save = async (visitor: PageVisitor, path: string, fields: Record<string, string>) =>
    visitor.post(path, { ...fields, ...(await csrf(visitor)) });

  test('a contract is described, found, read, edited, and its history told', async () => {
    const marta = await visit();
    const made = await save(marta, '/contracts', contract());
    expect(made.statusCode).toBe(303);
    const path = String(made.headers.location);
    const { json } = await desk.call('GET', '/contracts/К-1');
    expect(json).toMatchObject({
      organisation: 'Ромашка',
      services: ['Сеть'],
      targets: [{ priority: 'high', reactionMinutes: 30, resolutionMinutes: 240 }],
      escalations: [{ at: 'resolution-30m', do: [{ notify: 'manager' }] }],
      entitlement: { tickets: 10, per: 'month' },
    });
    const { body } = await marta.get(path);
    expect(body).toContain('4 ч');
    expect(body).toMatch(/ответить до .+, решить до /);
    const list = await marta.get('/contracts?standing=active&q=ромаш');
    expect(list.body).toContain('К-1');
    expect((await marta.get('/contracts?standing=ended')).body).not.toContain('К-1');
    const form = (await marta.get(`${path}/edit`)).body;
    expect(form).toContain('value="50, 75"');
    // Whom to notify is chosen by his part, and read so.
    expect(body).toContain('известить менеджера');
    expect(form).toMatch(/<option value="notify-manager" selected[^>]*>Известить менеджера/);
    expect(body).toContain('открытый ответ заявителю');
    const edited = await save(
      marta,
      path,
      contract({
        version: '1',
        'targets[0].reaction': '45',
        'entitlement.tickets': '',
        'escalations[0].action': 'notify-assignee',
        'escalations[0].value': '',
      }),
    );
    expect(edited.statusCode).toBe(303);
    expect((await desk.call('GET', '/contracts/К-1')).json.escalations).toEqual([
      { at: 'resolution-30m', do: [{ notify: 'assignee' }] },
    ]);
    expect((await desk.call('GET', '/contracts/К-1')).json.entitlement).toBeUndefined();
    const history = (await marta.get(path)).body.split('id="history"')[1]!;
    expect(history).toContain('Имя marta');
    expect(history).toContain('30 → 45');
  });

  test('faults stand at their fields, in the reader’s language, and nothing is saved', async () => {
    const marta = await visit();
    const wrong = await save(
      marta,
      '/contracts',
      contract({
        number: 'К-2',
        organisation: '',
        endsOn: '2025-12-31',
        'targets[0].reaction': '0',
        'targets[1].priority': 'low',
        'targets[1].reaction': 'скоро',
        'targets[1].resolution': '8 ч',
      }),
    );
    expect(wrong.statusCode).toBe(422);
    expect(wrong.body).toContain('value="К-2"');
    const faultOf = (name: string) =>
      new RegExp(`id="fault-${name.replace(/[^\w-]+/g, '-')}">([^<]*)<`).exec(wrong.body)?.[1];
    expect(faultOf('organisation')).toBe('нужно выбрать');
    expect(faultOf('endsOn')).toBe('2025-12-31 раньше начала, 2026-01-01');
    expect(faultOf('targets[1].reaction')).toContain('«скоро» — не время');
    expect((await desk.call('GET', '/contracts/К-2')).status).toBe(404);
    const zero = await save(marta, '/contracts', contract({ number: 'К-2', 'targets[0].reaction': '0' }));
    expect(zero.body).toContain('нужны целые минуты');
    const taken = await save(marta, '/contracts', contract());
    expect([taken.statusCode, taken.body.includes('уже занято')]).toEqual([422, true]);
  });

  test('an internal clock is added, named by an escalation, changed and removed in the form', async () => {
    const marta = await visit();
    const path = String((await save(marta, '/contracts', contract({ number: 'К-часы' }))).headers.location);
    const more = await save(marta, path, contract({ number: 'К-часы', version: '1', do: 'clock' }));
    expect(more.statusCode).toBe(200);
    expect(more.body).toMatch(/name="internalClocks\[0\]\.rules\[1\]\.role"/);
    expect(more.body).toContain('>executors</option>');
    const clock = {
      number: 'К-часы',
      'internalClocks[0].name': 'executor',
      'internalClocks[0].minutes': '4 ч',
      'internalClocks[0].warnAt': '80',
      'internalClocks[0].rules[0].role': 'starts',
      'internalClocks[0].rules[0].on': 'assigned',
      'internalClocks[0].rules[0].system': 'executors',
      'internalClocks[0].rules[1].role': 'stops',
      'internalClocks[0].rules[1].on': 'task-status',
      'internalClocks[0].rules[1].to.resolved': 'on',
      'escalations[0].clock': 'executor',
    };
    expect((await save(marta, path, contract({ ...clock, version: '1' }))).statusCode).toBe(303);
    const made = (await desk.call('GET', '/contracts/К-часы')).json;
    expect(made.internalClocks).toEqual([
      {
        name: 'executor',
        minutes: 240,
        starts: [{ on: 'assigned', system: 'executors' }],
        stops: [{ on: 'task-status', to: ['resolved'] }],
        warnAt: [80],
      },
    ]);
    expect(made.escalations[0].at).toBe('executor-30m');
    const shown = (await marta.get(path)).body.split('id="clocks"')[1]!;
    expect(shown).toContain('4 ч рабочего времени');
    expect(shown).toContain('пускаются: кому-то поручена, в системе executors');
    expect(shown).toContain('останавливаются: у задачи статус: Решена');
    expect((await marta.get(`${path}/edit`)).body).not.toContain('other-team');
    const form = (await marta.get(`${path}/edit`)).body;
    expect(form).toContain('name="internalClocks[0].minutes" type="text" value="4 ч"');
    expect(form).toMatch(/<option value="executor" selected>executor/);
    const changed = { ...clock, 'internalClocks[0].minutes': '90', version: '2' };
    expect((await save(marta, path, contract(changed))).statusCode).toBe(303);
    const cleared = { ...clock, 'internalClocks[0].name': '', 'internalClocks[0].minutes': '', version: '3' };
    const refused = await save(marta, path, contract(cleared));
    expect(refused.statusCode).toBe(422);
    expect(refused.body).toContain('id="fault-escalations-0-count">часов «executor» нет');
    expect(refused.body).toMatch(/<option value="executor" selected>executor/);
    const gone = await save(marta, path, contract({ ...cleared, 'escalations[0].clock': 'resolution' }));
    expect(gone.statusCode).toBe(303);
    expect((await desk.call('GET', '/contracts/К-часы')).json.internalClocks).toEqual([]);
  });

  test('what is wrong with an internal clock stands at its field, in the reader’s language', async () => {
    const marta = await visit();
    const wrong = await save(
      marta,
      '/contracts',
      contract({
        number: 'К-9',
        'internalClocks[1].name': 'Исполнитель',
        'internalClocks[1].minutes': 'скоро',
        'internalClocks[1].rules[0].role': 'stops',
        'internalClocks[1].rules[0].on': 'status',
      }),
    );
    expect(wrong.statusCode).toBe(422);
    const faultOf = (name: string) =>
      new RegExp(`id="fault-internalClocks-1-${name}">([^<]*)<`).exec(wrong.body)?.[1];
    expect(faultOf('name')).toContain('«Исполнитель» не подходит');
    expect(faultOf('minutes')).toContain('«скоро» — не время');
    expect(faultOf('rules')).toContain('никогда не пустятся');
    expect(faultOf('rules-0-to')).toBe('нужно заполнить');
    expect((await desk.call('GET', '/contracts/К-9')).status).toBe(404);
  });

  test('whoever edits what somebody else has changed meanwhile is told so', async () => {
    const marta = await visit();
    const path = String((await save(marta, '/contracts', contract({ number: 'К-3' }))).headers.location);
    await save(marta, path, contract({ number: 'К-3', version: '1', warnAt: '80' }));
    const late = await save(marta, path, contract({ number: 'К-3', version: '1', warnAt: '10' }));
    expect(late.statusCode).toBe(422);
    expect(late.body).toContain('тем временем это изменил(а) Имя marta');
    expect((await desk.call('GET', '/contracts/К-3')).json.warnAt).toEqual([80]);
  });

  test('a form that is not saved yet says what it would mean, by the clocks of its calendar', async () => {
    const marta = await visit('marta', 'en');
    // Friday is closed in this calendar: Monday 09:00 in Moscow is the next opening.
    const shown = await save(
      marta,
      '/contracts',
      contract({ do: 'preview', number: '', at: '2027-01-08T17:30' }),
    );
    expect(shown.statusCode).toBe(200);
    const meaning = shown.body.split('id="meaning"')[1]!;
    expect(meaning).toContain(
      'must be answered by Mon, 11 Jan 2027, 09:30, solved by Mon, 11 Jan 2027, 13:00',
    );
    const more = await save(marta, '/contracts', contract({ do: 'rows', number: 'К-9' }));
    expect(more.body).toContain('name="targets[4].reaction"');
    expect((await desk.call('GET', '/contracts/К-9')).status).toBe(404);
  });

  test('a calendar whose holidays end before the contract does says so, on its page and on the contract’s', async () => {
    const year = new Date().getUTCFullYear();
    const body = {
      name: 'Старый',
      timeZone: 'UTC',
      week: { mon: [['09:00', '18:00']] },
      holidays: [{ date: `${year - 1}-01-01`, name: 'x' }],
    };
    const { id } = (await desk.call('POST', '/calendars', body)).json;
    const marta = await visit();
    const says = `В календаре ещё не записаны праздники (${year}`;
    expect((await marta.get(`/calendars/${id}`)).body).not.toContain(says);
    const made = await save(marta, '/contracts', contract({ number: 'К-старый', calendar: id }));
    expect((await marta.get(String(made.headers.location))).body).toContain(says);
    expect((await marta.get(`/calendars/${id}`)).body).toContain(says);
    await desk.call('PATCH', `/calendars/${id}`, {
      holidays: [year, year + 1].map((one) => ({ date: `${one}-01-01`, name: 'x' })),
    });
    expect((await marta.get(String(made.headers.location))).body).not.toContain('не записаны праздники');
  });

  test('a calendar is edited line by line, and its year stands as a picture', async () => {
    const marta = await visit();
    const fields = {
      name: 'Сменный',
      timeZone: 'Europe/Moscow',
      'week.mon': '09:00-13:00, 14:00-18:00',
      'week.sun': '20:00-24:00',
      holidays: '2026-01-05 Каникулы',
      exceptions: '2026-11-07 09:00-12:00 Рабочая суббота\n2026-11-09 09:00-12:00',
    };
    const path = String((await save(marta, '/calendars', fields)).headers.location);
    const { body } = await marta.get(`${path}?year=2026`);
    expect(body).toMatch(/<title>пн, 5 янв\.: закрыто — Каникулы<\/title><rect class="day-holiday"/);
    expect(body).toMatch(/09:00-12:00 \(3 ч\) — Рабочая суббота<\/title><rect class="day-added"/);
    expect(body).toMatch(/пн, 9 нояб\.: 09:00-12:00 \(3 ч\)<\/title><rect class="day-other"/);
    const wrong = await save(marta, '/calendars', {
      ...fields,
      name: 'x',
      timeZone: 'Mars',
      'week.mon': '09:00-13:00, 12:00-18:00',
      holidays: 'потом',
    });
    expect(wrong.statusCode).toBe(422);
    for (const said of [
      '«Mars» — не часовой пояс',
      'часы с 12:00 пересекаются',
      'строка 1: «потом» — не дата',
    ])
      expect(wrong.body).toContain(said);
  });

  test('holidays come from a file or from the tables, on the page and by call; a broken file takes nothing', async () => {
    const marta = await visit();
    const path = `/calendars/${ids.calendar}`;
    const upload = async (content: string, more: readonly { name: string; content: string }[] = []) =>
      marta.upload(`${path}/import`, [
        { name: '_csrf', content: (await csrf(marta))._csrf },
        { name: 'do', content: 'file' },
        ...more,
        { name: 'file', filename: 'days.csv', content },
      ]);
    const taken = await upload('2026-05-01;Праздник\n2026-05-04;Короткий;09:00-12:00\n');
    expect(taken.headers.location).toBe(`${path}?taken=1-1`);
    expect((await marta.get(`${path}?taken=1-1`)).body).toContain('праздников 1');
    const broken = await upload('2026-05-01;a\n2026-13-01;b\n');
    expect([broken.statusCode, broken.body.includes('line 2')]).toEqual([422, true]);
    const seeded = await desk.call('POST', `${path}/import`, {
      country: 'GB',
      years: [2027],
      language: 'en',
    });
    expect(seeded.json.taken.holidays).toBeGreaterThan(3);
    const now = (await desk.call('GET', path)).json;
    expect(now.holidays[0]).toEqual({ date: '2026-05-01', name: 'Праздник' });
    expect(
      (await desk.call('POST', `${path}/import`, { format: 'icalendar', text: 'nonsense' })).status,
    ).toBe(422);
    expect(
      (await desk.call('POST', `${path}/import`, { country: 'XX', years: [2027] })).json.errors[0].field,
    ).toBe('country');
    const key = await desk.keyOf('operator');
    expect(
      (await desk.call('POST', `${path}/import`, { country: 'GB', years: [2027] }, { key })).status,
    ).toBe(403);
  });

  test('an organisation keeps its sites, and shows its people and contracts', async () => {
    const marta = await visit();
    const path = String(
      (await save(marta, '/organisations', { name: 'Лютик', sites: 'Офис; Москва\nСклад' })).headers.location,
    );
    await desk.call('POST', '/contacts', { name: 'Зоя Котова', email: 'zoya@x.test', organisation: 'Лютик' });
    expect((await marta.get(path)).body).toContain('Зоя Котова');
    expect((await desk.call('GET', '/organisations/Лютик')).json.sites).toEqual([
      { name: 'Офис', address: 'Москва' },
      { name: 'Склад' },
    ]);
    expect((await marta.get(`/organisations/${ids.organisation}`)).body).toContain('К-1');
    const service = await marta.get(`/services/${ids.service}`);
    expect(service.body).toContain('К-1');
    expect((await save(marta, '/services', { name: '' })).body).toContain('нужно заполнить');
  });

  test('operators read and do not write; a portal user gets nothing of it', async () => {
    const olga = await visit('olga');
    for (const path of [
      '/contracts',
      '/calendars',
      '/services',
      '/organisations',
      `/calendars/${ids.calendar}`,
    ])
      expect([path, (await olga.get(path)).statusCode]).toEqual([path, 200]);
    for (const path of ['/contracts/new', '/calendars/new', `/calendars/${ids.calendar}/edit`])
      expect([path, (await olga.get(path)).statusCode]).toEqual([path, 403]);
    expect((await save(olga, '/contracts', contract({ number: 'К-7' }))).statusCode).toBe(403);
    const petya = await visit('petya');
    for (const path of [
      '/contracts',
      '/calendars',
      '/services',
      '/organisations',
      `/calendars/${ids.calendar}`,
    ])
      expect([path, (await petya.get(path)).statusCode]).toEqual([path, 403]);
    expect((await petya.get('/tickets')).body).not.toContain('href="/contracts"');
    const marta = await visit();
    expect((await marta.post('/contracts', contract({ number: 'К-8' }))).statusCode).toBe(403);
  });
});
