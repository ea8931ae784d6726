import { aTicket, openDesk, type Desk } from './desk';

describe('the books of the synchronisation', () => {
  let desk: Desk;
  beforeEach(async () => (desk = await openDesk()));
  afterEach(() => desk.close());

  const fresh = async () => (await desk.call('POST', '/tickets', aTicket())).json.number as string;
  const state = async (number: string) => (await desk.call('GET', `/tickets/${number}`)).json.sync;
  const sql = (text: string, values: unknown[] = []) => desk.db.query(text, values);
  const confirmAll = () =>
    sql(`update links l set state = 'linked', record_id = coalesce(record_id, id::text), confirmed_at = now(),
           confirmed_version = (select version from tickets t where t.id = l.ticket_id) where state in ('creating', 'linked')`);
  const problem = (more: Record<string, unknown> = {}) => {
    const row = {
      system: 'helpdesk',
      kind: 'field-refused',
      field: 'title',
      message: 'too long',
      advice: 'shorten',
      ...more,
    };
    const names = Object.keys(row);
    return sql(
      `insert into problems (${names.join()}, ticket_id, link_id)
       select ${names.map((_, i) => `$${i + 1}`).join()}, t.id, (select l.id from links l where l.ticket_id = t.id and l.system = $1)
       from tickets t order by t.id desc limit 1 returning id`,
      Object.values(row),
    );
  };

  test('a ticket is pending until every wanted record is confirmed at its version, then synced', async () => {
    const number = await fresh();
    expect((await state(number)).state).toBe('pending');
    await confirmAll();
    const { state: now, links } = await state(number);
    expect(now).toBe('synced');
    expect(links).toContainEqual({
      system: 'helpdesk',
      id: expect.any(String),
      url: expect.stringMatching(/^http:\/\/helpdesk\.test\/\d+$/),
      state: 'synced',
      key: number,
      confirmedAt: expect.stringMatching(/Z$/),
    });
    await desk.call('PATCH', `/tickets/${number}`, { priority: 'high' });
    expect((await state(number)).state).toBe('pending');
  });

  test('blocked while a system that it waits for stands still, and only then', async () => {
    const number = await fresh();
    await confirmAll();
    await sql(`insert into gates (system, open, because) values ('executors', false, 'no answer')`);
    expect((await state(number)).state).toBe('synced');
    await desk.call('PATCH', `/tickets/${number}`, { priority: 'high' });
    const { state: now, links } = await state(number);
    expect(now).toBe('blocked');
    expect(links.map((one: { system: string; state: string }) => [one.system, one.state]).sort()).toEqual([
      ['executors', 'blocked'],
      ['helpdesk', 'pending'],
    ]);
    expect((await desk.call('GET', '/tickets?sync=blocked')).json.items).toHaveLength(1);
  });

  test('partial with a refused field, a refused or lost record; pending first when there is work', async () => {
    const number = await fresh();
    await confirmAll();
    await problem();
    expect(await state(number)).toMatchObject({ state: 'partial' });
    expect(
      (await state(number)).links.find((one: { system: string }) => one.system === 'helpdesk'),
    ).toMatchObject({
      state: 'partial',
      problem: 'too long',
    });
    await sql('update tickets set version = version + 1');
    expect((await state(number)).state).toBe('pending');
    await confirmAll();
    await sql(`update problems set state = 'skipped'`);
    expect((await state(number)).state).toBe('synced');
    for (const lost of ['refused', 'lost']) {
      await sql(`update links set state = $1 where system = 'executors'`, [lost]);
      expect((await state(number)).state).toBe('partial');
    }
    await sql(`update links set state = 'unlinked' where system = 'executors'`);
    expect((await state(number)).state).toBe('synced');
  });

  test('partial, not for ever pending, when a whole record waits for a person', async () => {
    const number = await fresh();
    await confirmAll();
    await sql('update tickets set version = version + 1');
    await sql(`update links set confirmed_version = confirmed_version + 1 where system = 'executors'`);
    await problem({ kind: 'push-failed', field: '' });
    expect((await state(number)).state).toBe('partial');
  });

  test('pending while an open change is not merged', async () => {
    const number = await fresh();
    await confirmAll();
    await sql(`insert into changes (ticket_id, system, record_id, kind, change_id, source_at, actor)
      select id, 'helpdesk', '1', 'comment', '1', now(), '{}' from tickets`);
    expect((await state(number)).state).toBe('pending');
  });

  test('accounting: received = applied + ignored + open, in all and for every system', async () => {
    await fresh();
    const change = (id: string, state: string, because: string | null, repeats = 0) =>
      sql(
        `insert into changes (system, record_id, kind, change_id, source_at, actor, state, because, repeats)
        values ('executors', '1', 'other', $1, now(), '{}', $2, $3, $4)`,
        [id, state, because, repeats],
      );
    await change('1', 'applied', null);
    await change('2', 'ignored', 'echo', 3);
    await change('3', 'open', null);
    await sql(`insert into inbox (system, delivery_id, body, state, because, repeats)
      values ('helpdesk', 'a', '', 'ignored', 'nothingFound', 0), ('helpdesk', 'b', '', 'open', null, 2)`);
    const { json } = await desk.call('GET', '/sync/accounting');
    expect(json.bySystem.executors).toEqual({
      received: 6,
      applied: 1,
      ignored: 4,
      open: 1,
      ignoredBecause: { duplicate: 3, echo: 1 },
    });
    expect(json.bySystem.helpdesk).toEqual({
      received: 4,
      applied: 0,
      ignored: 3,
      open: 1,
      ignoredBecause: { duplicate: 2, nothingFound: 1 },
    });
    expect(json.bySystem.front).toMatchObject({ received: 1, applied: 1 });
    expect(json.received).toBe(json.applied + json.ignored + json.open);
    expect(json).toMatchObject({ received: 11, ignoredBecause: { duplicate: 5, echo: 1, nothingFound: 1 } });
  });

  test('problems are listed while open, and may be retried, edited and skipped', async () => {
    const number = await fresh();
    await confirmAll();
    const ids: string[] = [];
    for (const field of ['title', 'status', 'priority'])
      ids.push(String((await problem({ field })).rows[0].id));
    const { json } = await desk.call('GET', '/sync/problems');
    expect(json.items[0]).toMatchObject({
      id: ids[0],
      ticket: number,
      system: 'helpdesk',
      kind: 'field-refused',
      field: 'title',
      message: 'too long',
      advice: 'shorten',
      since: expect.stringMatching(/Z$/),
      attempts: 1,
    });
    desk.woken.length = 0;
    expect((await desk.call('POST', `/sync/problems/${ids[0]}/retry`)).json).toMatchObject({
      id: ids[0],
      state: 'resolved',
    });
    expect((await desk.call('PATCH', `/sync/problems/${ids[1]}`, { value: 'open' })).status).toBe(200);
    expect((await desk.call('POST', `/sync/problems/${ids[2]}/skip`, {})).json).toMatchObject({
      state: 'skipped',
    });
    expect(desk.woken).toEqual([number, number, number]);
    expect((await desk.call('GET', '/sync/problems')).json.items).toEqual([]);
    expect((await desk.call('GET', '/sync/problems?state=all')).json.items).toHaveLength(3);
    expect((await desk.call('POST', `/sync/problems/${ids[0]}/retry`)).status).toBe(422);
    expect((await desk.call('POST', '/sync/problems/99999/skip')).status).toBe(404);
    expect((await desk.call('PATCH', `/sync/problems/${ids[0]}`, {})).json.errors[0].field).toBe('value');
  });

  test('conflicts show both values with origin and time; the chosen one holds', async () => {
    const number = await fresh();
    const at = Date.UTC(2026, 0, 2, 3, 4, 5);
    const side = (system: string, value: string) => JSON.stringify({ system, value, at, actor: 'Olga' });
    const { rows } = await sql(
      `insert into conflicts (ticket_id, field, winner, loser) select id, 'title', $1, $2 from tickets returning id`,
      [side('front', 'Принтер не печатает'), side('helpdesk', 'Printer')],
    );
    const { json } = await desk.call('GET', '/sync/conflicts');
    expect(json.items).toEqual([
      expect.objectContaining({
        ticket: number,
        field: 'title',
        winner: {
          value: 'Принтер не печатает',
          system: 'front',
          origin: 'front',
          at: '2026-01-02T03:04:05.000Z',
          actor: 'Olga',
        },
        loser: expect.objectContaining({ value: 'Printer', origin: 'helpdesk' }),
      }),
    ]);
    const path = `/sync/conflicts/${rows[0].id}/choose`;
    expect((await desk.call('POST', path, { system: 'executors' })).json.errors[0].field).toBe('system');
    expect((await desk.call('POST', path, { system: 'helpdesk' })).json).toMatchObject({
      state: 'chosen',
      chosen: 'helpdesk',
    });
    expect((await desk.call('GET', `/tickets/${number}`)).json.title).toBe('Printer');
    expect((await desk.call('GET', '/sync/conflicts')).json.items).toEqual([]);
    expect((await desk.call('POST', '/sync/conflicts/4711/choose', { system: 'front' })).status).toBe(404);
  });

  test('a reconciliation is asked for, started after the commit, and can be looked at', async () => {
    const { status, json } = await desk.call('POST', '/sync/reconcile', { system: 'helpdesk', repair: true });
    expect([status, desk.reconciled.map(String)]).toEqual([202, [json.id]]);
    expect((await desk.call('GET', `/sync/reconcile/${json.id}`)).json).toMatchObject({
      id: json.id,
      system: 'helpdesk',
      repair: true,
      state: 'running',
      checked: 0,
      drift: [],
      repaired: 0,
    });
    expect(
      (await desk.call('POST', '/sync/reconcile', { system: 'x', repair: true })).json.errors[0].field,
    ).toBe('system');
    expect((await desk.call('POST', '/sync/reconcile', {})).json.errors[0].field).toBe('repair');
    expect((await desk.call('GET', '/sync/reconcile/4711')).status).toBe(404);
  });
});
