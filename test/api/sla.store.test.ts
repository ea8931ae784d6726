import { administratorKey, openDesk, type Desk } from './desk';

const open = [['00:00', '24:00']];
const week = { mon: open, tue: open, wed: open, thu: open, fri: open, sat: open, sun: open };

describe('service contracts over the wire', () => {
  let desk: Desk;
  beforeAll(async () => {
    desk = await openDesk();
    await desk.call('POST', '/organisations', { name: 'Ромашка' });
    await desk.call('POST', '/services', { name: 'Сеть' });
    await desk.call('POST', '/services', { name: 'Печать' });
    await desk.call('POST', '/calendars', { name: 'Круглосуточно', timeZone: 'Europe/Moscow', week });
    await desk.call('POST', '/calendars', {
      name: 'Будни',
      timeZone: 'Europe/Moscow',
      week: { ...week, mon: [['09:00', '18:00']], sat: [], sun: [] },
      holidays: [{ date: '2026-01-05', name: 'Каникулы' }],
    });
    for (const [number, calendar] of [
      ['К-1', 'Круглосуточно'],
      ['К-2', 'Будни'],
    ])
      await desk.call('POST', '/contracts', {
        number,
        organisation:
          number === 'К-1'
            ? 'Ромашка'
            : (await desk.call('POST', '/organisations', { name: 'Лютик' })).json.name,
        services: ['Сеть'],
        startsOn: '2026-01-01',
        endsOn: '2030-12-31',
        calendar,
        targets: [
          { priority: 'normal', reactionMinutes: 60, resolutionMinutes: 480 },
          { priority: 'urgent', service: 'Сеть', reactionMinutes: 10, resolutionMinutes: 60 },
        ],
        pauseOn: ['waiting_customer'],
        warnAt: [50],
      });
    await desk.call('POST', '/contacts', {
      name: 'Иван',
      email: 'ivan@example.test',
      organisation: 'Ромашка',
    });
  });
  afterAll(() => desk.close());

  const preview = (contract: string, body: object) =>
    desk.call('POST', `/contracts/${contract}/preview`, body);
  const register = (more: object = {}) =>
    desk.call('POST', '/tickets', {
      title: 'Нет сети',
      description: '',
      channel: 'api',
      requester: { name: 'Иван', email: 'ivan@example.test' },
      service: 'Сеть',
      ...more,
    });

  test('a preview tells both deadlines in business time, and writes nothing', async () => {
    const { json } = await preview('К-2', {
      priority: 'normal',
      service: 'Сеть',
      at: '2026-01-05T10:00:00Z',
    });
    // A holiday Monday in Moscow: Tuesday opens at midnight there, 21:00 UTC before.
    expect(json).toMatchObject({
      covered: true,
      reaction: { due: '2026-01-05T22:00:00.000Z' },
      resolution: { due: '2026-01-06T05:00:00.000Z' },
    });
    expect((await desk.call('GET', '/tickets')).json.items).toEqual([]);
  });

  test.each([
    ['before it starts', { priority: 'normal', at: '2025-12-31T20:59:59Z' }, 'begins on 2026-01-01'],
    ['after it ended', { priority: 'normal', at: '2030-12-31T21:00:00Z' }, 'ended on 2030-12-31'],
    [
      'for a service that it does not name',
      { priority: 'normal', service: 'Печать', at: '2026-06-01T10:00:00Z' },
      'does not name',
    ],
    ['for a priority without a target', { priority: 'low', at: '2026-06-01T10:00:00Z' }, 'no target'],
  ])('a preview says why nothing is covered %s', async (_, body, because) => {
    expect((await preview('К-1', body)).json).toEqual({
      covered: false,
      because: expect.stringContaining(because),
    });
  });

  test('a preview without a proper instant is a fault of that field', async () => {
    const { status, json } = await preview('К-1', { priority: 'normal', at: 'tomorrow' });
    expect((await preview('К-1', { priority: 'normal', at: '2026-06-01T10:00:00' })).status).toBe(422); // in which zone?
    expect([status, json.errors[0].field]).toEqual([422, 'at']);
    expect((await preview('К-9', { priority: 'normal', at: '2026-06-01T10:00:00Z' })).status).toBe(404);
  });

  test('a ticket shows its contract and clocks, and the account of every turn', async () => {
    const { json: ticket } = await register();
    expect(ticket).toMatchObject({
      contract: 'К-1',
      sla: {
        contract: 'К-1',
        because: 'the only contract that covers it',
        reaction: { state: 'running', businessMinutesTarget: 60 },
        resolution: { state: 'running', businessMinutesTarget: 480 },
      },
    });
    const due = Date.parse(ticket.sla.reaction.due) - Date.parse(ticket.createdAt);
    expect(due).toBe(60 * 60_000);
    await desk.call('PATCH', `/tickets/${ticket.number}`, { status: 'in_progress' });
    await desk.call('PATCH', `/tickets/${ticket.number}`, { status: 'waiting_customer' });
    await desk.call('PATCH', `/tickets/${ticket.number}`, { status: 'resolved' });
    const { json } = await desk.call('GET', `/tickets/${ticket.number}/sla`);
    expect(json).toMatchObject({ contract: 'К-1', reaction: { state: 'met' }, resolution: { state: 'met' } });
    expect(
      json.ledger.map(({ clock, event }: { clock: string; event: string }) => `${clock} ${event}`),
    ).toEqual([
      'reaction started',
      'resolution started',
      'reaction met',
      'resolution paused',
      'resolution met',
    ]);
    for (const line of json.ledger)
      expect(line).toMatchObject({
        at: expect.any(String),
        because: expect.stringMatching(/./),
        origin: 'front',
        businessMinutes: expect.any(Number),
      });
    expect(json.ledger[3].because).toBe('status waiting_customer, by staff');
  });

  test('an answered call that is registered is the reaction', async () => {
    const { json } = await register({ channel: 'phone', callId: 'call-1' });
    expect(json.sla.reaction.state).toBe('met');
  });

  test('a ticket of somebody without a contract has no clocks, and says so', async () => {
    const { json } = await register({ requester: { name: 'Чужой', email: 'alien@example.test' } });
    expect(json).not.toHaveProperty('sla');
    expect((await desk.call('GET', `/tickets/${json.number}/sla`)).status).toBe(404);
  });

  test('a contract may have clocks of its own, and says what counts as a reaction', async () => {
    const internalClocks = [
      {
        name: 'executor',
        minutes: 120,
        starts: [{ on: 'assigned', system: 'executors' }],
        stops: [{ on: 'task-status', to: ['resolved', 'closed'] }],
      },
    ];
    const { json } = await desk.call('PATCH', '/contracts/К-2', { internalClocks, reactionBy: ['comment'] });
    expect(json).toMatchObject({ internalClocks, reactionBy: ['comment'] });
    const wrong = await desk.call('PATCH', '/contracts/К-2', {
      internalClocks: [{ ...internalClocks[0], name: 'reaction' }],
    });
    expect([wrong.status, wrong.json.errors[0].field]).toEqual([422, 'internalClocks[0].name']);
  });

  test('another priority begins the clocks anew where the contract says so, an edit of the contract never', async () => {
    expect((await desk.call('PATCH', '/contracts/К-1', { onChange: 'sometimes' })).status).toBe(422);
    const { json: contract } = await desk.call('PATCH', '/contracts/К-1', { onChange: 'restart' });
    expect(contract.onChange).toBe('restart');
    const { json: ticket } = await register();
    const ledger = async () => (await desk.call('GET', `/tickets/${ticket.number}/sla`)).json.ledger;
    await desk.call('PATCH', `/tickets/${ticket.number}`, { priority: 'urgent' });
    const changed = (await ledger()).filter(({ event }: { event: string }) => event === 'recomputed');
    expect(changed).toMatchObject([
      { level: 'restart', because: expect.stringContaining('the clock begins again'), businessMinutes: 0 },
      { level: 'restart', because: expect.stringContaining('the clock begins again'), businessMinutes: 0 },
    ]);
    await desk.call('PATCH', '/contracts/К-1', { onChange: 'keep' });
    const { json: other } = await register();
    await desk.call('PATCH', `/tickets/${other.number}`, { priority: 'urgent' });
    const kept = (await desk.call('GET', `/tickets/${other.number}/sla`)).json.ledger;
    expect(kept.filter(({ level }: { level?: string }) => level === 'restart')).toEqual([]);
  });

  test('a requester is told what was promised to him, nothing of the clocks inside', async () => {
    const { json: contract } = await desk.call('PATCH', '/contracts/К-1', {
      internalClocks: [
        { name: 'desk', minutes: 30, starts: [{ on: 'registered' }], stops: [{ on: 'assigned' }] },
      ],
    });
    expect(contract.internalClocks).toHaveLength(1);
    const { json: ticket } = await register();
    const { rows } = await desk.db.query(`select id from contacts where email = 'ivan@example.test'`);
    const key = await desk.keyOf('portal', rows[0].id);
    const clocksIn = (json: object) =>
      Object.keys(json).filter((name) => !['contract', 'because', 'ledger'].includes(name));
    const asked = async (path: string, more?: object) => (await desk.call('GET', path, undefined, more)).json;
    const path = `/tickets/${ticket.number}`;
    expect(clocksIn(await asked(`${path}/sla`)).sort()).toEqual(['desk', 'reaction', 'resolution']);
    const his = await asked(`${path}/sla`, { key });
    expect(clocksIn(his).sort()).toEqual(['reaction', 'resolution']);
    expect(his.ledger.map(({ clock }: { clock: string }) => clock)).not.toContain('desk');
    expect(clocksIn((await asked(path, { key })).sla).sort()).toEqual(['reaction', 'resolution']);
    const { items } = await asked('/tickets', { key });
    expect(items.every(({ sla }: { sla?: object }) => sla === undefined || !('desk' in sla))).toBe(true);
    await desk.call('PATCH', '/contracts/К-1', { internalClocks: [] });
  });

  test('another contract, chosen by hand, goes on with the elapsed time', async () => {
    const { json: ticket } = await register();
    const { json } = await desk.call('PATCH', `/tickets/${ticket.number}`, { contract: 'К-2' });
    expect(json).toMatchObject({ contract: 'К-2', sla: { contract: 'К-2', because: 'chosen by hand' } });
    const events = (await desk.call('GET', `/tickets/${ticket.number}/sla`)).json.ledger;
    expect(events.at(-1)).toMatchObject({ event: 'recomputed' });
  });

  const day = () => new Date().toISOString().slice(0, 10);
  const period = () => `from=${day().slice(0, 4)}-01-01&to=${Number(day().slice(0, 4)) + 1}-12-31`;
  const report = (query: string, accept = 'application/json') =>
    desk.app.inject({
      method: 'GET',
      url: `/api/v1/reports/compliance?${query}`,
      headers: { authorization: `Bearer ${administratorKey}`, accept },
    });

  test('compliance tells met and missed, excluded time itemised, and the reason that a person gave', async () => {
    const { json: late } = await register({ title: 'Опоздали, =1+1' });
    await desk.db.query(
      `update sla_facts set at = at - interval '2 hours' where ticket_id = (select id from tickets where number = $1)`,
      [late.number],
    );
    await desk.call('PATCH', `/tickets/${late.number}`, { status: 'waiting_customer' });
    const refused = await desk.call('POST', `/tickets/${late.number}/breach-reason`, {
      clock: 'resolution',
      reason: 'x',
    });
    expect([refused.status, refused.json.errors[0].field]).toEqual([422, 'clock']);
    await desk.call('POST', `/tickets/${late.number}/breach-reason`, {
      clock: 'reaction',
      reason: 'Никого не было',
    });
    const json = JSON.parse((await report(`contract=К-1&${period()}`)).body);
    expect(json).toMatchObject({ contract: 'К-1', organisation: 'Ромашка', reaction: { breached: 1 } });
    expect(json.reaction.share).toBe(
      Math.round((json.reaction.met / (json.reaction.met + json.reaction.breached)) * 1000) / 10,
    );
    expect(json.tickets.find(({ ticket }: { ticket: string }) => ticket === late.number)).toMatchObject({
      reaction: { result: 'breached', reason: 'Никого не было', targetMinutes: 60 },
      resolution: { result: 'open' },
    });
    expect(json.byService).toHaveLength(1);
    const csv = (await report(`contract=К-1&${period()}`, 'text/csv')).body;
    expect(csv).toContain(`К-1,Ромашка,${late.number},"Опоздали, =1+1",Сеть,normal,`);
  });

  test('a deadline that a person sets wins, stands in the ledger, and is taken back', async () => {
    const { number } = (await register({ title: 'Дата' })).json;
    const before = (await desk.call('GET', `/tickets/${number}/sla`)).json;
    const resolutionDue = new Date(Date.now() + 20 * 86_400_000).toISOString();
    const set = await desk.call('PATCH', `/tickets/${number}/sla`, { resolutionDue });
    expect(set.status).toBe(200);
    expect(set.json).toMatchObject({
      reaction: { due: before.reaction.due },
      resolution: { due: resolutionDue },
    });
    const told = set.json.ledger.at(-1);
    expect([told.clock, told.event, told.because]).toEqual([
      'resolution',
      'recomputed',
      expect.stringContaining('set by hand'),
    ]);
    expect(desk.woken).toContain(number);
    const back = await desk.call('PATCH', `/tickets/${number}/sla`, { resolutionDue: null });
    expect(back.json.resolution.due).toBe(before.resolution.due);
  });

  test('a deadline by hand is refused with the field when it makes no sense', async () => {
    const { number } = (await register({ title: 'Нелепо' })).json;
    const later = new Date(Date.now() + 86_400_000).toISOString();
    const refused = async (body: object) => {
      const { status, json } = await desk.call('PATCH', `/tickets/${number}/sla`, body);
      return [status, json.errors?.[0]?.field];
    };
    expect(await refused({ resolutionDue: 'завтра' })).toEqual([422, 'resolutionDue']);
    expect(await refused({ resolutionDue: later.slice(0, 19) })).toEqual([422, 'resolutionDue']); // in which zone?
    expect(await refused({ reactionDue: '2020-01-01T00:00:00Z' })).toEqual([422, 'reactionDue']);
    expect((await refused({}))[0]).toBe(422);
    await desk.call('POST', `/tickets/${number}/comments`, { body: 'Смотрим', visibility: 'public' });
    expect(await refused({ reactionDue: later })).toEqual([422, 'reactionDue']);
  });

  test('a contract’s events are told, and its days of notice can be chosen', async () => {
    const path = `/contracts/${encodeURIComponent('К-1')}`;
    expect((await desk.call('GET', `${path}/events`)).json).toEqual({ items: [], next: null });
    expect((await desk.call('PATCH', path, { noticeDays: [90, 14] })).json.noticeDays).toEqual([90, 14]);
    const twice = await desk.call('PATCH', path, { noticeDays: [14, 14] });
    expect([twice.status, twice.json.errors[0].field]).toEqual([422, 'noticeDays[1]']);
  });

  test('a closed period is reported as it was closed, byte for byte', async () => {
    const [from, to] = [`${day().slice(0, 4)}-01-01`, `${Number(day().slice(0, 4)) + 1}-12-31`];
    const closing = { contract: 'К-1', from, to };
    const keyed = { headers: { 'idempotency-key': 'closing' } };
    const closed = await desk.call('POST', '/reports/periods', closing, keyed);
    const replayed = await desk.call('POST', '/reports/periods', closing, keyed);
    expect([closed.status, replayed.status, replayed.raw.body]).toEqual([201, 201, closed.raw.body]);
    const first = (await report(`contract=К-1&from=${from}&to=${to}`)).body;
    await register({ title: 'Later' });
    expect((await report(`contract=К-1&from=${from}&to=${to}`)).body).toBe(first);
    expect((await desk.call('POST', '/reports/periods', closing)).status).toBe(409);
    expect((await report(`contract=К-1&from=${from}&to=2020-01-01`)).statusCode).toBe(422);
    expect((await desk.call('GET', `/reports/compliance?from=${from}&to=${to}`)).json.contracts).toHaveLength(
      2,
    );
  });
});
