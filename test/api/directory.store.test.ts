import { openDesk, type Desk } from './desk';

describe('people, services, calendars and contracts', () => {
  let desk: Desk;
  beforeAll(async () => (desk = await openDesk()));
  afterAll(() => desk.close());

  const fieldsOf = (answer: { json: { errors?: { field: string }[] } }) =>
    (answer.json.errors ?? []).map((one) => one.field);

  test('a contact has an id, numbers in E.164 and an organisation', async () => {
    const organisation = await desk.call('POST', '/organisations', {
      name: 'ООО Ромашка',
      sites: ['Москва', { city: 'Тверь' }],
    });
    expect(organisation.json).toMatchObject({ id: expect.any(String), sites: ['Москва', { city: 'Тверь' }] });
    const { status, json } = await desk.call('POST', '/contacts', {
      name: 'Иван',
      email: 'ivan@example.test',
      phone: '8 (903) 111-22-33',
      phones: ['+44 20 7946 0000', '89031112233'],
      organisation: 'ооо ромашка',
      language: 'en',
    });
    expect(status).toBe(201);
    expect(json).toMatchObject({
      id: expect.any(String),
      phone: '+79031112233',
      phones: ['+79031112233', '+442079460000'],
      organisation: 'ООО Ромашка',
      language: 'en',
      version: 1,
    });
    expect((await desk.call('GET', `/contacts/${json.id}`)).json).toEqual(json);
    expect((await desk.call('GET', '/contacts/ivan@example.test')).json).toEqual(json);
    expect((await desk.call('GET', '/contacts?q=иван')).json.items).toEqual([json]);
  });

  test('a contact is edited field by field, with its tag', async () => {
    const { json } = await desk.call('POST', '/contacts', {
      name: 'Пётр',
      email: 'p@example.test',
      phone: '+79031110000',
    });
    const path = `/contacts/${json.id}`;
    const edited = await desk.call(
      'PATCH',
      path,
      { email: null, organisation: null },
      { headers: { 'if-match': '"1"' } },
    );
    expect(edited.json).toMatchObject({ name: 'Пётр', phones: ['+79031110000'], version: 2 });
    expect(edited.json).not.toHaveProperty('email');
    expect((await desk.call('PATCH', path, { name: 'П' }, { headers: { 'if-match': '"1"' } })).status).toBe(
      412,
    );
    expect(
      (await desk.call('PATCH', path, { phone: '112233' })).json.errors?.[0]?.field ?? 'ok',
    ).toBeTruthy();
    expect((await desk.call('PATCH', path, { phone: null })).json.phones).toEqual([]);
  });

  test.each([
    ['/contacts', 'email', { name: 'X', email: 'IVAN@example.test' }],
    ['/organisations', 'name', { name: 'ооо РОМАШКА' }],
  ])('%s: a taken %s is a conflict that names it', async (path, field, body) => {
    const answer = await desk.call('POST', path, body);
    expect([answer.status, fieldsOf(answer)]).toEqual([409, [field]]);
  });

  test.each([
    ['name', { name: '' }],
    ['email', { name: 'X', email: 'x y@z' }],
    ['phone', { name: 'X', phone: '12' }],
    ['phones[1]', { name: 'X', phones: ['+79031110000', 'work'] }],
    ['organisation', { name: 'X', organisation: 'nobody' }],
    ['language', { name: 'X', language: 'de' }],
  ])('a contact with a wrong %s is refused', async (field, body) => {
    const answer = await desk.call('POST', '/contacts', body);
    expect([answer.status, fieldsOf(answer)]).toEqual([422, [field]]);
  });

  const calendar = (more: object = {}) => ({
    name: `Календарь ${Math.random()}`,
    timeZone: 'Europe/Moscow',
    week: {
      mon: [
        ['14:00', '18:00'],
        ['09:00', '13:00'],
      ],
      fri: [['09:00', '24:00']],
      sun: [],
    },
    holidays: [{ date: '2026-01-01', name: 'Новый год' }],
    exceptions: [{ date: '2026-11-07', hours: [['09:00', '17:00']], name: 'Рабочая суббота' }],
    ...more,
  });

  test('a calendar comes back as it was sent, its hours in order', async () => {
    const body = calendar();
    const { status, json } = await desk.call('POST', '/calendars', body);
    expect(status).toBe(201);
    expect(json).toMatchObject({
      id: expect.any(String),
      name: body.name,
      timeZone: 'Europe/Moscow',
      week: {
        mon: [
          ['09:00', '13:00'],
          ['14:00', '18:00'],
        ],
        tue: [],
        fri: [['09:00', '24:00']],
        sun: [],
      },
      holidays: body.holidays,
      exceptions: body.exceptions,
    });
    const edited = await desk.call('PATCH', `/calendars/${json.id}`, { timeZone: 'Asia/Yekaterinburg' });
    expect(edited.json).toMatchObject({ timeZone: 'Asia/Yekaterinburg', week: json.week, version: 2 });
    expect(Object.keys(json.week)).toEqual(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']);
  });

  test.each([
    ['timeZone', { timeZone: 'Moscow' }],
    ['timeZone', { timeZone: '+03:00' }],
    ['timeZone', { timeZone: undefined }],
    ['week.mon[0][1]', { week: { mon: [['09:00', '24:01']] } }],
    ['week.mon[0][0]', { week: { mon: [['24:00', '24:00']] } }],
    ['week.mon[0][0]', { week: { mon: [['9:00', '18:00']] } }],
    ['week.tue[0]', { week: { tue: [['18:00', '09:00']] } }],
    ['week.tue[0]', { week: { tue: [['09:00', '09:00']] } }],
    [
      'week.wed',
      {
        week: {
          wed: [
            ['09:00', '13:00'],
            ['12:00', '18:00'],
          ],
        },
      },
    ],
    ['week.wed[0]', { week: { wed: [['09:00']] } }],
    ['week.monday', { week: { monday: [] } }],
    ['week', { week: {}, exceptions: [] }],
    ['holidays[0].date', { holidays: [{ date: '2026-02-30', name: 'x' }] }],
    [
      'holidays[1].date',
      {
        holidays: [
          { date: '2026-01-01', name: 'x' },
          { date: '2026-01-01', name: 'y' },
        ],
      },
    ],
    ['exceptions[0].date', { exceptions: [{ date: '7.11.2026', hours: [], name: 'x' }] }],
    [
      'exceptions[0].hours[0][1]',
      { exceptions: [{ date: '2026-11-07', hours: [['09:00', '25:00']], name: 'x' }] },
    ],
    [
      'exceptions[1].date',
      {
        exceptions: [
          { date: '2026-11-07', hours: [] },
          { date: '2026-11-07', hours: [] },
        ],
      },
    ],
  ])('a calendar with a fault in %s is refused: %j', async (field, more) => {
    const answer = await desk.call('POST', '/calendars', calendar(more));
    expect([answer.status, fieldsOf(answer)]).toEqual([422, expect.arrayContaining([field])]);
  });

  describe('contracts', () => {
    const contract = (more: object = {}) => ({
      number: `D-${Math.random()}`,
      organisation: 'ООО Ромашка',
      services: ['Серверы', 'Сеть'],
      startsOn: '2026-01-01',
      endsOn: '2026-12-31',
      calendar: 'Будни',
      targets: [
        { priority: 'high', reactionMinutes: 30, resolutionMinutes: 240 },
        { priority: 'high', service: 'Сеть', reactionMinutes: 15, resolutionMinutes: 120 },
      ],
      pauseOn: ['waiting_customer'],
      warnAt: [90, 50, 75],
      escalations: [{ at: 'resolution-30m', do: [{ notify: 'manager' }] }],
      entitlement: { tickets: 10, per: 'month' },
      ...more,
    });
    beforeAll(async () => {
      await desk.call('POST', '/calendars', calendar({ name: 'Будни' }));
      for (const name of ['Серверы', 'Сеть']) await desk.call('POST', '/services', { name });
    });

    test('come back as they were sent, with references by name, and take them so again', async () => {
      const body = contract({ number: 'Д-2026/1' });
      const { status, json } = await desk.call('POST', '/contracts', body);
      expect(status).toBe(201);
      expect(json).toMatchObject({ ...body, warnAt: [50, 75, 90], id: expect.any(String), version: 1 });
      expect((await desk.call('GET', `/contracts/${encodeURIComponent('д-2026/1')}`)).json).toEqual(json);
      const { id, version, createdAt, updatedAt, ...again } = json;
      expect((await desk.call('PATCH', `/contracts/${id}`, again)).json).toMatchObject(again);
      expect([version, createdAt]).toEqual([1, updatedAt]);
    });

    test('are edited in part, and judged as a whole', async () => {
      const { json } = await desk.call('POST', '/contracts', contract());
      const later = await desk.call('PATCH', `/contracts/${json.id}`, { endsOn: '2027-12-31' });
      expect(later.json).toMatchObject({
        startsOn: '2026-01-01',
        endsOn: '2027-12-31',
        targets: json.targets,
      });
      const without = await desk.call('PATCH', `/contracts/${json.id}`, { services: ['Серверы'] });
      expect([without.status, fieldsOf(without)]).toEqual([422, ['targets[1].service']]);
    });

    const target = { priority: 'low', reactionMinutes: 1, resolutionMinutes: 1 };
    test.each([
      ['organisation', { organisation: 'nobody' }],
      ['organisation', { organisation: undefined }],
      ['services[1]', { services: ['Сеть', 'nothing'] }],
      ['services[1]', { services: ['Сеть', 'сеть'], targets: [] }],
      ['calendar', { calendar: 'none' }],
      ['startsOn', { startsOn: '2026-13-01' }],
      ['endsOn', { endsOn: '2025-12-31' }],
      ['targets[0].priority', { targets: [{ ...target, priority: 'p1' }] }],
      ['targets[0].reactionMinutes', { targets: [{ ...target, reactionMinutes: 0 }] }],
      ['targets[0].resolutionMinutes', { targets: [{ ...target, resolutionMinutes: 1.5 }] }],
      ['targets[0].resolutionMinutes', { targets: [{ priority: 'low', reactionMinutes: 1 }] }],
      ['targets[0].service', { targets: [{ ...target, service: 'Печать' }] }],
      ['targets[1]', { targets: [target, target] }],
      ['pauseOn[0]', { pauseOn: ['asleep'] }],
      ['warnAt[0]', { warnAt: [0] }],
      ['escalations[0].at', { escalations: [{ at: 'tomorrow', do: ['x'] }] }],
      ['escalations[0].do', { escalations: [{ at: 'resolution+0m' }] }],
      ['entitlement', { entitlement: { per: 'month' } }],
      ['entitlement.per', { entitlement: { tickets: 1, per: 'week' } }],
      ['number', { number: ' ' }],
    ])('with a fault in %s are refused: %j', async (field, more) => {
      const answer = await desk.call('POST', '/contracts', contract(more));
      expect([answer.status, fieldsOf(answer)]).toEqual([422, expect.arrayContaining([field])]);
    });

    /** All that a call could have left: rows, versions, and whom it would wake. */
    const kept = async () => {
      const { rows } = await desk.db.query(
        `select (select json_agg(c order by id) from contracts c) as contracts, (select json_agg(c order by id) from calendars c) as calendars,
                (select count(*) from services) as services, (select count(*) from organisations) as organisations,
                (select count(*) from object_history) as versions`,
      );
      return rows[0] as object;
    };

    test('and calendars that are refused leave nothing behind, neither a new one nor half an edit', async () => {
      const { json: one } = await desk.call('POST', '/contracts', contract());
      const { json: hours } = await desk.call('POST', '/calendars', calendar());
      const before = await kept();
      const refused = [
        await desk.call('POST', '/contracts', contract({ endsOn: '2025-12-31' })),
        await desk.call('POST', '/contracts', contract({ targets: [{ ...target, reactionMinutes: 0 }] })),
        await desk.call('PATCH', `/contracts/${one.id}`, { services: ['Сеть'], endsOn: '2025-12-31' }),
        await desk.call('PATCH', `/contracts/${one.id}`, {
          pauseOn: [],
          targets: [{ ...target, resolutionMinutes: 0 }],
        }),
        await desk.call('POST', '/calendars', calendar({ timeZone: 'Europe/Moskau' })),
        await desk.call('PATCH', `/calendars/${hours.id}`, { name: 'Новое имя', timeZone: 'Europe/Moskau' }),
        await desk.call('PATCH', `/calendars/${hours.id}`, {
          holidays: [],
          week: {
            mon: [
              ['09:00', '13:00'],
              ['12:00', '18:00'],
            ],
          },
        }),
        await desk.call('PATCH', `/calendars/${hours.id}`, {
          timeZone: 'Asia/Tokyo',
          holidays: [1, 2].map(() => ({ date: '2026-01-01', name: 'x' })),
        }),
      ];
      expect(refused.map((answer) => [answer.status, fieldsOf(answer)[0]])).toEqual([
        [422, 'endsOn'],
        [422, 'targets[0].reactionMinutes'],
        [422, 'endsOn'],
        [422, 'targets[0].resolutionMinutes'],
        [422, 'timeZone'],
        [422, 'timeZone'],
        [422, 'week.mon'],
        [422, 'holidays[1].date'],
      ]);
      expect(await kept()).toEqual(before);
      expect((await desk.call('GET', `/contracts/${one.id}`)).json).toEqual(one);
      expect((await desk.call('GET', `/calendars/${hours.id}`)).json).toEqual(hours);
    });

    test('have numbers of their own', async () => {
      await desk.call('POST', '/contracts', contract({ number: 'Same' }));
      const answer = await desk.call('POST', '/contracts', contract({ number: 'sAME' }));
      expect([answer.status, fieldsOf(answer)]).toEqual([409, ['number']]);
    });
  });

  test('every version of an agreement is kept, with who made it so', async () => {
    const { json } = await desk.call('POST', '/services', { name: 'Сканеры', description: 'старое' });
    await desk.call('PATCH', `/services/${json.id}`, { description: 'новое' });
    const { items } = (await desk.call('GET', `/services/${json.id}/history`)).json;
    expect(items).toMatchObject([
      { version: 2, actor: expect.stringMatching(/./), content: { description: 'новое' } },
      { version: 1, content: { description: 'старое' } },
    ]);
    expect((await desk.call('GET', '/services/999999/history')).status).toBe(404);
  });
});
