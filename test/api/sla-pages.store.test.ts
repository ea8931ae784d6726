import { transaction } from '../../store/database';
import { judgeTicket } from '../../store/sla/judge-ticket';
import { makeUser } from './access-house';
import { openDesk, type Desk } from './desk';
import { PageVisitor } from './page-visitor';

const open = [['00:00', '24:00']];
const week = { mon: open, tue: open, wed: open, thu: open, fri: open, sat: open, sun: open };

describe('what is due, on pages', () => {
  let desk: Desk;
  let contract: string;
  beforeAll(async () => {
    desk = await openDesk();
    await makeUser(desk, 'marta', 'manager');
    await makeUser(desk, 'olga', 'operator');
    await makeUser(desk, 'petya', 'portal');
    await desk.call('POST', '/organisations', { name: 'Ромашка' });
    await desk.call('POST', '/services', { name: 'Сеть' });
    await desk.call('POST', '/calendars', { name: 'Всегда', timeZone: 'Europe/Moscow', week });
    contract = (
      await desk.call('POST', '/contracts', {
        number: 'К-1',
        organisation: 'Ромашка',
        services: ['Сеть'],
        startsOn: '2020-01-01',
        endsOn: '2099-12-31',
        calendar: 'Всегда',
        targets: [
          { priority: 'normal', reactionMinutes: 60, resolutionMinutes: 480 },
          { priority: 'urgent', reactionMinutes: 10, resolutionMinutes: 60 },
        ],
        pauseOn: ['waiting_customer'],
        warnAt: [50],
      })
    ).json.id;
    await desk.call('POST', '/contacts', { name: 'Иван', email: 'ivan@x.test', organisation: 'Ромашка' });
  });
  afterAll(() => desk.close());

  const visit = async (login = 'olga', language = 'ru') => {
    const visitor = new PageVisitor(desk, language);
    expect((await visitor.signIn(login)).statusCode).toBe(303);
    return visitor;
  };
  const register = async (title: string, more: object = {}): Promise<string> =>
    (
      await desk.call('POST', '/tickets', {
        title,
        description: '',
        channel: 'api',
        requester: { name: 'Иван', email: 'ivan@x.test' },
        ...more,
      })
    ).json.number;
  /** As if the ticket had come so many minutes ago. */
  const age = async (number: string, minutes: number) => {
    const { id } = (await desk.db.query<{ id: number }>('select id from tickets where number = $1', [number]))
      .rows[0]!;
    await desk.db.query(`update sla_facts set at = at - $2 * interval '1 minute' where ticket_id = $1`, [
      id,
      minutes,
    ]);
    await transaction(desk.db, (tx) => judgeTicket(tx, id, Date.now()));
  };
  const cardOf = async (visitor: PageVisitor, number: string): Promise<string> =>
    ((await visitor.get(`/tickets/${number}`)).body.split('id="sla"')[1] ?? '').split('class="columns"')[0]!;

  test('a ticket says in plain words what is due by when, by which contract, with the picture and the account', async () => {
    const number = await register('Нет сети', { service: 'Сеть' });
    const card = await cardOf(await visit(), number);
    expect(card).toMatch(/href="\/contracts\/\d+">К-1<\/a>: единственный, который её покрывает/);
    expect(card).toMatch(/Ответить до .* \(Москва/);
    expect(card).toContain('осталось 1 ч из 1 ч рабочего времени');
    expect(card).toContain('data-zone="Europe/Moscow"');
    expect(card).toContain('<svg');
    expect(card).toContain('заявка зарегистрирована');
    const english = await cardOf(await visit('marta', 'en'), number);
    expect(english).toContain('1 h left of 1 h business time');
    expect(english).toContain('Must be solved by');
  });

  test('why a clock stands, why it was missed and how the deadline comes about', async () => {
    const number = await register('Ждём');
    await age(number, 90);
    await desk.call('PATCH', `/tickets/${number}`, { status: 'waiting_customer' });
    const card = await cardOf(await visit(), number);
    expect(card).toContain('Часы стоят: статус «Ждём заявителя» (сотрудник).');
    expect(card).toMatch(/Срок нарушен .*: истекли 1 ч рабочего времени/);
    expect(card).toContain('Норма: 8 ч рабочего времени по договору К-1.');
  });

  test('a ticket without a contract says so and why; a requester sees nothing of the clocks', async () => {
    const number = await register('Чужой', { requester: { name: 'Чужой', email: 'x@x.test' } });
    expect(await cardOf(await visit(), number)).toContain('Ни один договор эту заявку не покрывает');
    expect((await (await visit('petya')).get(`/tickets/${number}`)).body).not.toContain('id="sla"');
  });

  describe('a deadline set by hand', () => {
    const dueOf = async (number: string) =>
      (await desk.call('GET', `/tickets/${number}/sla`)).json.resolution;
    const set = async (visitor: PageVisitor, number: string, fields: Record<string, string>) =>
      visitor.post(`/tickets/${number}/due`, {
        ...fields,
        _csrf: await visitor.csrf(`/tickets/${number}`),
      });

    test('is typed by the clocks of the contract, and taken back', async () => {
      const number = await register('К сроку');
      const olga = await visit();
      expect(await cardOf(olga, number)).toContain('Время по часам договора (Москва)');
      const { due: before } = await dueOf(number);
      const done = await set(olga, number, { reactionDue: '', resolutionDue: '2031-03-01T18:00' });
      expect([done.statusCode, done.headers.location]).toEqual([303, `/tickets/${number}`]);
      expect(await dueOf(number)).toMatchObject({ due: '2031-03-01T15:00:00.000Z', dueSetByHand: true });
      expect(await cardOf(olga, number)).toContain('Срок назначен человеком.');
      await set(olga, number, { resolutionDue: '', resolutionBack: 'on' });
      expect(await dueOf(number)).toMatchObject({ due: before });
      expect(await cardOf(olga, number)).not.toContain('resolutionBack');
    });

    test('that lies in the past or is no date is refused in the reader’s words, and nothing is set', async () => {
      const number = await register('Не туда');
      const olga = await visit();
      for (const [typed, said] of [
        ['2020-01-01T10:00', 'уже в прошлом'],
        ['завтра', '«завтра» — не момент'],
      ] as const) {
        const refused = await set(olga, number, { resolutionDue: typed });
        expect(refused.statusCode).toBe(422);
        expect(refused.body).toContain(said);
      }
      expect((await dueOf(number)).dueSetByHand).toBeUndefined();
    });

    test('is for staff, with a form of ours only', async () => {
      const number = await register('Чужими руками');
      const olga = await visit();
      const forged = await olga.post(`/tickets/${number}/due`, {
        resolutionDue: '2031-03-01T18:00',
        _csrf: 'x',
      });
      expect(forged.statusCode).toBe(403);
      expect(
        (await set(await visit('petya'), number, { resolutionDue: '2031-03-01T18:00' })).statusCode,
      ).not.toBe(303);
      expect((await dueOf(number)).dueSetByHand).toBeUndefined();
    });
  });

  test('an operator sees what would be due before he registers, and nothing is written by it', async () => {
    const olga = await visit();
    const asked = async (fields: Record<string, string>) =>
      olga.post('/tickets', {
        do: 'preview',
        priority: 'urgent',
        _csrf: await olga.csrf('/tickets/new'),
        ...fields,
      });
    const before = (await desk.db.query('select count(*)::int as n from tickets')).rows[0];
    const known = await asked({ email: 'IVAN@x.test', title: 'Черновик' });
    expect(known.body).toMatch(/id="due".*class="grant".*К-1.*<time/s);
    expect(known.body).toContain('value="Черновик"');
    expect((await asked({ email: 'nobody@x.test' })).body).toContain('Когда назван известный нам человек');
    expect((await asked({ email: 'ivan@x.test', priority: 'low' })).body).toContain(
      'В договоре нет срока для этого приоритета',
    );
    expect((await desk.db.query('select count(*)::int as n from tickets')).rows[0]).toEqual(before);
  });

  test('the board puts what was missed first, then what is due next, and says it in words', async () => {
    await desk.db.query(`update tickets set undone = true`);
    const [late, far, near, none] = [
      await register('Поздно'),
      await register('Не скоро', { priority: 'normal' }),
      await register('Скоро', { priority: 'urgent' }),
      await register('Чужой', { requester: { name: 'Чужой', email: 'x@x.test' } }),
    ];
    await age(late, 9 * 60);
    const olga = await visit();
    const { body } = await olga.get('/board');
    const order = [...body.matchAll(/<td class="number"><a href="\/tickets\/(SD-\d+)"/g)].map(
      ([, number]) => number,
    );
    expect(order).toEqual([late, near, far, none]);
    expect(body).toMatch(/class="near-late".*нарушен .* назад/);
    expect(body).toMatch(/class="near-soon".*осталось 10 мин/);
    expect(body).toContain('Срок нарушен: 1');
    const filtered = (await olga.get('/board?nearness=breached&priority=normal')).body;
    expect(filtered).toContain(late);
    expect(filtered).not.toContain(near);
    for (const query of ['page=9', 'nearness=x', 'organisation=x', 'assignee=mine', 'page=0&page=1'])
      expect([query, (await olga.get(`/board?${query}`)).statusCode]).toEqual([query, 200]);
    expect((await (await visit('petya')).get('/board')).statusCode).toBe(403);
  });

  test('a report tells what was met and missed; a person says why; a closed period stays', async () => {
    const number = await register('В отчёт', { service: 'Сеть' });
    await age(number, 9 * 60);
    const marta = await visit('marta');
    const today = new Date().toISOString().slice(0, 10);
    const days = `contract=${contract}&from=2020-01-01&to=${today}`;
    const report = async () => (await marta.get(`/reports?${days}`)).body;
    expect(await report()).toContain('class="bar-breached"');
    const csrf = await marta.csrf(`/reports?${days}`);
    const back = `/reports?${days}#breaches`;
    const said = await marta.post('/reports/reasons', {
      _csrf: csrf,
      ticket: number,
      clock: 'resolution',
      reason: 'Ждали деталь',
      back,
    });
    expect([said.statusCode, said.headers.location]).toEqual([303, back]);
    expect(await report()).toContain('value="Ждали деталь"');
    const empty = await marta.post('/reports/reasons', {
      _csrf: csrf,
      ticket: number,
      clock: 'resolution',
      reason: ' ',
      back,
    });
    expect([empty.statusCode, empty.body.includes('нужно заполнить')]).toEqual([422, true]);
    const csv = await marta.get(`/reports/compliance.csv?${days}`);
    expect(csv.headers['content-disposition']).toContain('attachment');
    expect(csv.body).toContain('Ждали деталь');
    const close = { _csrf: csrf, contract, from: '2020-01-01', to: today };
    const olga = await visit('olga');
    const refused = await olga.post('/reports/periods', { ...close, _csrf: await olga.csrf('/reports') });
    expect(refused.statusCode).toBe(403);
    expect((await marta.post('/reports/periods', close)).statusCode).toBe(303);
    await register('После закрытия');
    const closed = await report();
    expect(closed).toContain('закрыт');
    expect(closed).not.toContain('name="reason"');
    const other = await marta.get(`/reports?from=2020-01-01&to=${today}&organisation=&service=`);
    expect(other.statusCode).toBe(200);
    const wrong = await marta.get('/reports?from=2026-13-01&to=2026-01-01');
    expect([wrong.statusCode, wrong.body.includes('«2026-13-01» — не дата')]).toEqual([422, true]);
    expect((await (await visit('petya')).get('/reports')).statusCode).toBe(403);
  });
});
