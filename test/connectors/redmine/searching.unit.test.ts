import { startDemoRedmine } from '../../../demo/redmine/start';
import type { DemoRedmine } from '../../../demo/redmine/start';
import { createRedmine } from '../../../connectors/redmine/connector';
import type { Connector } from '../../../connectors/port';
import { redmineConfig } from '../redmine-fixture';
import { issue, scripted } from './scripted';
import type { Script, Scripted } from './scripted';

describe('searching by key', () => {
  let redmine: Scripted;
  afterEach(() => redmine.stop());
  const start = async (script: Script) => (redmine = await scripted(script)).connector;
  const keyed = (id: number, value: string) =>
    issue({ id, custom_fields: [{ id: 1, name: 'External key', value }] });
  const list = (...issues: object[]) => ({ issues, total_count: issues.length });
  const answering = (probe: object, ...issues: object[]): Script => ({
    'GET /issues.json': ({ query }) => (query.has('cf_1') ? probe : list(...issues)),
  });

  it('trap: an unknown filter is ignored and all issues come back: refused, not taken for "none"', async () => {
    const connector = await start(answering(list(issue()), keyed(1, 'SD-7'), keyed(2, 'SD-8')));
    await expect(connector.findByKey('SD-9')).rejects.toMatchObject({
      kind: 'refused',
      details: { field: 'externalKeyField' },
    });
  });

  it('a database that compares loosely is not taken for that', async () => {
    const connector = await start(
      answering(
        { status: 422, json: { errors: ['x cannot be blank'] } },
        keyed(1, 'sd-9'),
        keyed(2, 'SD-9 '),
      ),
    );
    expect(await connector.findByKey('SD-9')).toEqual(['2']);
  });

  it('closed issues are searched too, and the value is never read as an operator', async () => {
    const connector = await start({ 'GET /issues.json': () => list() });
    await connector.findByKey('*|~1');
    const query = redmine.asked.find(({ path }) => path === '/issues.json')?.query;
    expect(Object.fromEntries(query ?? [])).toMatchObject({
      'f[]': 'cf_1',
      'op[cf_1]': '=',
      'v[cf_1][]': '*|~1',
      sort: 'id',
    });
  });

  it('trap: Redmine 5.0 does not name a field "for all projects" with the project: an issue or the list of fields does', async () => {
    const project = { id: 1, name: 'IT', trackers: [{ id: 4, name: 'Incident' }], issue_custom_fields: [] };
    const onIssue = await start({
      'GET /projects/it-executors.json': () => ({ project }),
      'GET /issues.json': ({ query }) => (query.has('f[]') ? list() : list(issue())),
    });
    expect(await onIssue.findByKey('SD-9')).toEqual([]);
    await redmine.stop();
    const onList = await start({
      'GET /projects/it-executors.json': () => ({ project }),
      'GET /issues.json': () => list(),
      'GET /custom_fields.json': () => ({
        custom_fields: [{ id: 8, name: 'EXTERNAL KEY', customized_type: 'issue' }],
      }),
    });
    expect(await onList.findByKey('SD-9')).toEqual([]);
    expect(redmine.asked.at(-1)?.query.get('f[]')).toBe('cf_8');
  });

  it('a field of our project goes before one of the same name elsewhere, whose issue is newer', async () => {
    const project = { id: 1, name: 'IT', trackers: [{ id: 4, name: 'Incident' }], issue_custom_fields: [] };
    const withField = (id: number) => issue({ custom_fields: [{ id, name: 'External key', value: '' }] });
    const connector = await start({
      'GET /projects/it-executors.json': () => ({ project }),
      'GET /issues.json': ({ query }) => {
        if (query.has('f[]')) return list();
        return list(withField(query.get('project_id') === '1' ? 3 : 7));
      },
    });
    expect(await connector.findByKey('SD-9')).toEqual([]);
    expect(redmine.asked.at(-1)?.query.get('f[]')).toBe('cf_3');
  });

  it('a project without issues learns its fields from those of the others', async () => {
    const project = { id: 1, name: 'IT', trackers: [{ id: 4, name: 'Incident' }], issue_custom_fields: [] };
    const connector = await start({
      'GET /projects/it-executors.json': () => ({ project }),
      'GET /issues.json': ({ query }) =>
        query.has('f[]') || query.has('project_id') ? list() : list(issue()),
    });
    expect(await connector.findByKey('SD-9')).toEqual([]);
  });
});

describe('polling', () => {
  let demo: DemoRedmine;
  let connector: Connector;
  beforeAll(async () => {
    demo = await startDemoRedmine();
  });
  afterAll(() => demo.stop());
  beforeEach(() => {
    demo.world.issues.splice(0);
    const place = {
      ...demo,
      project: 'it-executors',
      trackerId: 4,
      keyFieldId: 1,
      elsewhere: 2,
      outOfSight: 3,
    };
    connector = createRedmine(redmineConfig(place), { pageSize: 5 });
  });
  afterEach(() => connector.close());

  const second = (n: number) => Date.UTC(2026, 10, 23, 6, 0, n);
  const add = (id: number, updatedAt: number, projectId = 1) =>
    demo.world.issues.push({
      id,
      projectId,
      updatedAt,
      trackerId: 4,
      statusId: 1,
      priorityId: 2,
      authorId: 6,
      subject: 'x',
      description: '',
      values: {},
      createdAt: updatedAt,
      closedAt: null,
      journals: [],
    });
  const from = (at: number) => JSON.stringify({ from: `${new Date(at).toISOString().slice(0, 19)}Z` });
  /** All pages; `meanwhile` happens after each. */
  const all = async (cursor: string, meanwhile: (page: number) => void = () => undefined) => {
    const found = new Set<string>();
    let next = cursor;
    for (let page = 1; page < 200; page++) {
      const answer = await connector.poll(next, 0);
      answer.recordIds.forEach((id) => found.add(id));
      next = answer.next;
      if (!answer.more) return found;
      meanwhile(page);
    }
    throw new Error('the poll does not end');
  };
  const ids = (count: number) => new Set(Array.from({ length: count }, (_, index) => String(index + 1)));

  it('trap: times are whole seconds; more issues in one second than a page holds are all told', async () => {
    for (let id = 1; id <= 43; id++) add(id, second(1) + id);
    expect(await all(from(second(1)))).toEqual(ids(43));
  });

  it('trap: an issue that changes while pages are turned pulls no other over the edge', async () => {
    for (let id = 1; id <= 40; id++) add(id, second(id));
    const found = await all(from(second(1)), (page) => {
      for (const changed of demo.world.issues.slice(0, 3)) changed.updatedAt = second(100 + page);
      demo.world.issues.push(...demo.world.issues.splice(0, 3));
      if (page > 8) for (const changed of demo.world.issues) changed.updatedAt = second(50);
    });
    expect(found).toEqual(ids(40));
  });

  it('trap: `>=T` reaches back a second: a full page of older ones does not stop it', async () => {
    for (let id = 1; id <= 12; id++) add(id, second(0) + 500);
    expect(await all(from(second(1)))).toEqual(ids(12));
  });

  it('of other projects nothing is told', async () => {
    add(1, second(1));
    add(2, second(1), 2);
    expect(await all(from(second(1)))).toEqual(ids(1));
  });

  it('the cursor stays behind by the overlap, by Redmine’s own clock', async () => {
    const { next } = await connector.poll(null, 120_000);
    const behind = Date.now() - Date.parse((JSON.parse(next) as { from: string }).from);
    expect(behind).toBeGreaterThan(120_000);
    expect(behind).toBeLessThan(126_000);
  });

  it('trap: a cursor must be to the second and end with Z', async () => {
    const { next } = await connector.poll(null, 0);
    expect(next).toMatch(/"from":"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ"/);
  });

  it('trap: Redmine caps a page at 100 in silence, so no more is asked for', async () => {
    for (let id = 1; id <= 120; id++) add(id, second(1));
    const place = {
      ...demo,
      project: 'it-executors',
      trackerId: 4,
      keyFieldId: 1,
      elsewhere: 2,
      outOfSight: 3,
    };
    const greedy = createRedmine(redmineConfig(place), { pageSize: 500 });
    const first = await greedy.list('open', null);
    expect([first.recordIds.length, first.more]).toEqual([100, true]);
    expect((await greedy.list('open', first.next)).recordIds).toHaveLength(20);
    await greedy.close();
  });

  it('a cursor that is none is refused', async () => {
    await expect(connector.poll('{"from":"gestern"}', 0)).rejects.toMatchObject({ kind: 'refused' });
    await expect(connector.poll('x', 0)).rejects.toMatchObject({ kind: 'refused' });
  });

  it('list: an issue that is closed while pages are turned hides no other', async () => {
    for (let id = 1; id <= 23; id++) add(id, second(1));
    const found: string[] = [];
    let page = await connector.list('open', null);
    for (; page.more; page = await connector.list('open', page.next)) {
      found.push(...page.recordIds);
      for (const { id } of demo.world.issues.filter((one) => page.recordIds.includes(String(one.id))))
        demo.world.issues.find((one) => one.id === id)!.statusId = 5;
    }
    expect([...found, ...page.recordIds]).toEqual([...ids(23)]);
  });
});

describe('the clock', () => {
  it('trap: Puma sends no Date: the feed of an empty list tells Redmine’s time', async () => {
    const demo = await startDemoRedmine({ clockOffsetMs: 90_000 });
    const place = {
      ...demo,
      project: 'it-executors',
      trackerId: 4,
      keyFieldId: 1,
      elsewhere: 2,
      outOfSight: 3,
    };
    const connector = createRedmine(redmineConfig(place));
    const { clockOffset } = await connector.health();
    expect(Math.abs(clockOffset - 90_000)).toBeLessThan(1500);
    const [finding] = (await connector.check()).filter(({ level }) => level === 'warning');
    expect(finding).toMatchObject({
      key: 'url',
      message: expect.stringContaining('ahead of ours') as string,
    });
    await connector.close();
    await demo.stop();
  });

  it('a Redmine that bars feeds is no less alive', async () => {
    const redmine = await scripted({ 'GET /issues.atom': () => ({ status: 500 }) });
    expect(await redmine.connector.health()).toMatchObject({
      account: { name: 'Service Desk Sync' },
      clockOffset: 0,
    });
    await redmine.stop();
  });

  it('a feed with entries says when they changed, not what time it is', async () => {
    const feed = '<feed><updated>2020-01-01T00:00:00Z</updated><entry></entry></feed>';
    const redmine = await scripted({ 'GET /issues.atom': () => ({ status: 200, text: feed }) });
    expect((await redmine.connector.health()).clockOffset).toBe(0);
    await redmine.stop();
  });
});
