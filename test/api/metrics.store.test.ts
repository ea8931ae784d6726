import { scrapeable } from '../../api/metrics';
import { createMetrics } from '../../platform/metrics';
import { openDatabase } from '../../store/database';
import { aTicket, openDesk, type Desk } from './desk';

describe('the numbers for Prometheus', () => {
  let desk: Desk;
  beforeEach(async () => (desk = await openDesk()));
  afterEach(() => desk.close());

  const scrape = async (db = desk.db) => {
    const text = await scrapeable(createMetrics({ ofProcess: false }), db, [
      'helpdesk',
      'executors',
    ]).metrics();
    return (name: string, system?: string): number => {
      const label = system ? `\\{system="${system}"\\}` : '';
      return Number(new RegExp(`^sagadesk_${name}${label} (\\S+)$`, 'm').exec(text)?.[1] ?? NaN);
    };
  };

  it('are all nought where nothing waits', async () => {
    const value = await scrape();
    for (const name of [
      'inbox_age_seconds',
      'sync_lag_seconds',
      'links_behind',
      'open_problems',
      'gate_closed',
    ])
      expect([name, value(name, 'helpdesk')]).toEqual([name, 0]);
    expect(value('database_up')).toBe(1);
  });

  it('tell system by system what waits, for how long, and what stands in the way', async () => {
    await desk.call('POST', '/tickets', aTicket());
    await desk.db.query(`update tickets set updated_at = now() - interval '90 seconds'`);
    await desk.db.query(
      `update links l set state = 'linked', record_id = '1', confirmed_version = t.version from tickets t
        where t.id = l.ticket_id and l.system = 'executors'`,
    );
    await desk.db.query(
      `insert into inbox (system, delivery_id, body, received_at) values ('executors', 'a', '', now() - interval '40 seconds')`,
    );
    await desk.db.query(`insert into gates (system, open, because) values ('helpdesk', false, 'down')`);
    await desk.db.query(`insert into gate_waiting (system, ticket_id) select 'helpdesk', id from tickets`);
    await desk.db.query(
      `insert into problems (system, kind, message, advice) values ('helpdesk', 'credentials', 'no', 'mend it')`,
    );
    await desk.db.query(
      `insert into changes (system, record_id, kind, change_id, source_at, actor, state, because)
       values ('executors', '1', 'field', '1', now(), '{}', 'ignored', 'echo')`,
    );
    await desk.db.query(`insert into hook_counters (system, refused) values ('executors', 3)`);
    const value = await scrape();
    expect(value('sync_lag_seconds', 'helpdesk')).toBeGreaterThanOrEqual(90);
    expect(value('sync_lag_seconds', 'executors')).toBe(0);
    expect(value('inbox_age_seconds', 'executors')).toBeGreaterThanOrEqual(40);
    expect(value('inbox_age_seconds', 'helpdesk')).toBe(0);
    expect(value('refused_hooks_total', 'executors')).toBe(3);
    expect([value('open_work', 'executors'), value('open_work', 'helpdesk')]).toEqual([1, 0]);
    expect(value('oldest_problem_seconds', 'helpdesk')).toBeGreaterThan(0);
    const of = (system: string) =>
      ['links_behind', 'gate_closed', 'parked_lanes', 'open_problems', 'echoes_total'].map((name) =>
        value(name, system),
      );
    expect(of('helpdesk')).toEqual([1, 1, 1, 1, 0]);
    expect(of('executors')).toEqual([0, 0, 0, 0, 1]);
  });

  it('look at once for what moved lately, and at the rest once a minute', async () => {
    await desk.call('POST', '/tickets', aTicket());
    await desk.call('POST', '/tickets', aTicket());
    let now = Date.now();
    const metrics = scrapeable(
      createMetrics({ ofProcess: false }),
      desk.db,
      ['helpdesk'],
      undefined,
      () => now,
    );
    const behind = async () => /^sagadesk_links_behind\S* (\d+)$/m.exec(await metrics.metrics())?.[1];
    const moved = (minutes: number) =>
      desk.db.query(
        `update tickets set updated_at = now() - make_interval(mins => $1) where id = (select min(id) from tickets)`,
        [minutes],
      );
    await moved(40);
    expect(await behind()).toBe('2');
    await desk.db.query(
      `update links l set state = 'linked', record_id = l.id::text, confirmed_version = t.version from tickets t where t.id = l.ticket_id`,
    );
    expect(await behind()).toBe('1'); // of the one that has not moved for long nothing new is known
    now += 60_000;
    expect(await behind()).toBe('0');
  });

  it('count nothing twice and miss nothing between the two', async () => {
    for (let n = 0; n < 20; n += 1) await desk.call('POST', '/tickets', aTicket());
    await desk.db.query(`update tickets set updated_at = now() - make_interval(mins => (id % 20)::int * 2)`);
    const links = await desk.db.query(`select 1 from links where system = 'helpdesk'`);
    const value = await scrape();
    expect(value('links_behind', 'helpdesk')).toBe(links.rowCount);
    expect(value('sync_lag_seconds', 'helpdesk')).toBeGreaterThan(37 * 60);
  });

  it('say so when the database does not answer, instead of telling old numbers', async () => {
    const away = openDatabase('postgres://nobody@127.0.0.1:1/none');
    const value = await scrape(away);
    expect(value('database_up')).toBe(0);
    expect(value('links_behind', 'helpdesk')).toBeNaN();
    await away.end();
  });
});
