import type { Client } from './client';
import { demoDesk } from './demo-desk';
import { demoTracker } from './demo-tracker';
import { deskPerson } from './desk-person';
import { expectAtRest, frontPerson } from './front-person';
import { taskPerson } from './task-person';
import { worldOn, type World } from './world';
import { eventually } from '../systems/eventually';
import type { Drift } from '../../store/reconciliations';
import { keepReconciling } from '../../workers/keep-reconciling';
import { nightlySchedule } from '../../workers/start-schedules';
import { reconcileWorkflowId } from '../../workflows/messages';

jest.setTimeout(240_000);

interface Run {
  readonly state: string;
  readonly checked: number;
  readonly total: number | null;
  readonly drift: readonly Drift[];
  readonly repaired: number;
}

const reconciling = (api: Client) => ({
  async begin(wanted: { system?: string; repair: boolean }): Promise<string> {
    const { status, json } = await api<{ id: string }>('POST', '/sync/reconcile', wanted);
    expect(status).toBe(202);
    return json.id;
  },
  see: async (id: string): Promise<Run> => (await api<Run>('GET', `/sync/reconcile/${id}`)).json,
  ended(id: string): Promise<Run> {
    return eventually(
      `reconciliation ${id} ends`,
      async () => {
        const run = await this.see(id);
        return run.state === 'running' ? undefined : run;
      },
      60,
    );
  },
  async run(wanted: { system?: string; repair: boolean }): Promise<Run> {
    return this.ended(await this.begin(wanted));
  },
});

const told = ({ drift }: Run) =>
  drift.map(({ ticket, system, field, kind, repaired }) => ({ ticket, system, field, kind, repaired }));

type Seven = [string, string, string, string, string, string, string];

describe('reconciliation between two systems that nobody listens to', () => {
  let world: World;
  let redmine: Awaited<ReturnType<typeof demoTracker>>;
  let front: ReturnType<typeof frontPerson>;
  let olga: ReturnType<typeof deskPerson>;
  let executor: ReturnType<typeof taskPerson>;
  let reconciliation: ReturnType<typeof reconciling>;
  const numbers: string[] = [];

  beforeAll(async () => {
    redmine = await demoTracker();
    world = await worldOn({ rt: await demoDesk(), redmine }, { hooks: false, polls: false });
    front = frontPerson(world.stack.api);
    olga = deskPerson(world.rt.asAgent('olga'));
    executor = taskPerson(redmine.asExecutor(), redmine);
    reconciliation = reconciling(world.stack.api);
    for (let i = 0; i < 7; i += 1) numbers.push(await front.register(`Заявка ${i}`));
    await Promise.all(numbers.map((number) => front.synced(number)));
  });
  afterAll(() => world?.stop());

  const issueOf = async (number: string) => {
    const id = await front.recordOf(number, 'executors');
    return redmine.world.issues.find((issue) => String(issue.id) === id)!;
  };
  const books = async () => {
    const { rows } = await world.stack.db.query(
      `select (select sum(version) from tickets) as versions, (select count(*) from changes) as changes,
              (select count(*) from intents) as intents`,
    );
    return rows[0];
  };

  it('finds nothing, and writes nothing, where everything is the same', async () => {
    const before = await books();
    const run = await reconciliation.run({ repair: true });
    expect(run).toMatchObject({ state: 'done', checked: 14, total: 14, drift: [], repaired: 0 });
    expect(await books()).toEqual(before);
  });

  it('tells every kind of drift from the others, and touches nothing unless asked to', async () => {
    const [silentTitle, missedStatus, missedNote, debt, goneNote, noKey, gone] = numbers as Seven;
    await front.say(goneNote, 'public', 'Мастер будет в три');
    await front.synced(goneNote);

    (await issueOf(silentTitle)).subject = 'Переписано без следа';
    await olga.set(await front.recordOf(missedStatus, 'helpdesk'), { Status: 'stalled' });
    await executor.say(await front.recordOf(missedNote, 'executors'), 'public', 'Заказали картридж');
    await world.stack.db.query(
      `update tickets set priority = 'urgent', updated_at = now() - interval '60 days' where number = $1`,
      [debt],
    );
    (await issueOf(goneNote)).journals.splice(0);
    const stripped = await issueOf(noKey);
    for (const field of Object.keys(stripped.values)) stripped.values[field] = '';
    redmine.world.issues.splice(redmine.world.issues.indexOf(await issueOf(gone)), 1);

    const before = await books();
    const run = await reconciliation.run({ repair: false });
    expect(run).toMatchObject({ state: 'done', checked: 14, repaired: 0 });
    const [desk, tracker] = ['helpdesk', 'executors'];
    const expected = [
      { ticket: silentTitle, system: tracker, field: 'title', kind: 'edited' },
      { ticket: missedStatus, system: desk, field: 'status', kind: 'edited' },
      { ticket: missedNote, system: tracker, field: 'comment', kind: 'edited' },
      { ticket: debt, system: desk, field: 'priority', kind: 'debt' },
      { ticket: debt, system: tracker, field: 'priority', kind: 'debt' },
      { ticket: goneNote, system: tracker, field: 'comment', kind: 'comment-missing' },
      { ticket: noKey, system: tracker, field: 'key', kind: 'edited' },
      { ticket: noKey, system: tracker, field: 'contact', kind: 'debt' },
      { ticket: gone, system: tracker, field: 'record', kind: 'gone' },
    ].map((one) => ({ ...one, repaired: false }));
    expect(told(run)).toHaveLength(expected.length);
    expect(told(run)).toEqual(expect.arrayContaining(expected));
    expect(run.drift.find(({ field }) => field === 'title')).toMatchObject({
      ours: 'Заявка 0',
      theirs: 'Переписано без следа',
    });
    expect(await books()).toEqual(before);
  });

  it('looks at one system only when told so', async () => {
    const run = await reconciliation.run({ system: 'helpdesk', repair: false });
    expect(run).toMatchObject({ checked: 7, total: 7 });
    expect(run.drift.map(({ system }) => system)).toEqual(['helpdesk', 'helpdesk']);
  });

  it('repairs edits through the merge and debts through the lanes, and finds nothing afterwards', async () => {
    const [silentTitle, missedStatus, missedNote, debt, goneNote, noKey, gone] = numbers as Seven;
    const run = await reconciliation.run({ repair: true });
    expect(run.repaired).toBe(9);

    for (const number of [silentTitle, missedStatus, missedNote, debt, noKey]) await front.synced(number);
    await eventually(
      'the desk was told that the note is taken back',
      async () => (await front.see(goneNote)).sync.state === 'partial' || undefined,
    );
    expect((await front.see(silentTitle)).title).toBe('Переписано без следа');
    expect((await olga.see(await front.recordOf(silentTitle, 'helpdesk'))).title).toBe(
      'Переписано без следа',
    );
    expect((await front.see(missedStatus)).status).toBe('waiting_customer');
    expect((await executor.see(await front.recordOf(missedStatus, 'executors'))).status).toBe('Feedback');
    expect((await front.texts(missedNote)).map(({ body }) => body)).toEqual(['Заказали картридж']);
    expect((await executor.see(await front.recordOf(debt, 'executors'))).priority).toBe('Urgent');
    expect((await olga.see(await front.recordOf(debt, 'helpdesk'))).priority).toBe('100');
    expect(await front.texts(goneNote)).toMatchObject([{ body: 'Мастер будет в три', hidden: true }]);
    expect((await executor.see(await front.recordOf(noKey, 'executors'))).key).toBe(noKey);

    const { json } = await world.stack.api<{ items: { kind: string; ticket: string }[] }>(
      'GET',
      '/sync/problems',
    );
    expect(json.items.map(({ kind, ticket }) => [kind, ticket]).sort()).toEqual([
      ['cannot-hide', goneNote],
      ['record-lost', gone],
    ]);
    const again = await reconciliation.run({ repair: true });
    expect(again).toMatchObject({ state: 'done', checked: 13, drift: [], repaired: 0 });
  });
});

describe('reconciliation while traffic runs', () => {
  let world: World;
  let redmine: Awaited<ReturnType<typeof demoTracker>>;
  let front: ReturnType<typeof frontPerson>;
  let olga: ReturnType<typeof deskPerson>;
  let executor: ReturnType<typeof taskPerson>;
  let reconciliation: ReturnType<typeof reconciling>;
  const numbers: string[] = [];
  const tickets = 60;

  beforeAll(async () => {
    redmine = await demoTracker();
    world = await worldOn({ rt: await demoDesk(), redmine }, { hooks: true, polls: false });
    front = frontPerson(world.stack.api);
    olga = deskPerson(world.rt.asAgent('olga'));
    executor = taskPerson(redmine.asExecutor(), redmine);
    reconciliation = reconciling(world.stack.api);
    for (let i = 0; i < tickets; i += 1) numbers.push(await front.register(`Поток ${i}`));
    for (const number of numbers) await front.synced(number, 60);
  });
  afterAll(() => world?.stop());

  /** One silent edit in the first and in the last page of records. */
  const driftAtBothEnds = async (text: string) => {
    for (const number of [numbers[0]!, numbers.at(-1)!]) {
      const id = await front.recordOf(number, 'executors');
      redmine.world.issues.find((issue) => String(issue.id) === id)!.subject = `${text} ${number}`;
    }
  };
  const isPartWay = (id: string) =>
    eventually(
      'it has come some way',
      async () => {
        const { state, checked, total } = await reconciliation.see(id);
        expect(state).toBe('running');
        return checked > 0 && checked < total! ? true : undefined;
      },
      60,
    );

  it('shows how far it came, repairs what it finds, and loses nothing that people do meanwhile', async () => {
    await driftAtBothEnds('Тихо');
    const id = await reconciliation.begin({ repair: true });
    const busy = numbers.slice(1, -1);
    const work = busy.map(async (number, i) => {
      const [record, task] = [
        await front.recordOf(number, 'helpdesk'),
        await front.recordOf(number, 'executors'),
      ];
      if (i % 3 === 0) await front.set(number, { title: `Фронт ${i}` });
      if (i % 3 === 1) await executor.set(task, { subject: `Исполнитель ${i}`, notes: `Сделано ${i}` });
      if (i % 3 === 2) await olga.set(record, { Subject: `Стол ${i}` });
      if (i % 5 === 0) await front.say(number, 'internal', `Заметка ${i}`);
    });
    await isPartWay(id);
    await Promise.all(work);
    const run = await reconciliation.ended(id);
    expect(run).toMatchObject({ state: 'done', checked: 2 * tickets, total: 2 * tickets });
    expect(told(run)).toEqual(
      [numbers[0], numbers.at(-1)].map((ticket) => ({
        ticket,
        system: 'executors',
        field: 'title',
        kind: 'edited',
        repaired: true,
      })),
    );

    for (const number of numbers) await front.synced(number, 60);
    for (const [i, number] of busy.entries()) {
      const title = [`Фронт ${i}`, `Исполнитель ${i}`, `Стол ${i}`][i % 3];
      const task = await executor.see(await front.recordOf(number, 'executors'));
      expect([number, (await front.see(number)).title]).toEqual([number, title]);
      expect(task.title).toBe(title);
      expect((await olga.see(await front.recordOf(number, 'helpdesk'))).title).toBe(title);
      const said = (await front.texts(number)).map(({ body }) => body).sort();
      expect(said).toEqual([
        ...(i % 5 === 0 ? [`Заметка ${i}`] : []),
        ...(i % 3 === 1 ? [`Сделано ${i}`] : []),
      ]);
      expect(task.texts).toHaveLength(said.length);
    }
    await expectAtRest(world.stack);
  });

  it('goes on where it stood when its worker ends', async () => {
    await driftAtBothEnds('Снова');
    const id = await reconciliation.begin({ repair: true });
    await isPartWay(id);
    await world.stack.stopWorkers();
    const { checked } = await reconciliation.see(id);
    await world.stack.startWorkers();
    const run = await reconciliation.ended(id);
    expect(checked).toBeGreaterThan(0);
    expect(run).toMatchObject({ state: 'done', checked: 2 * tickets, repaired: 2 });
    expect(run.drift).toHaveLength(2);
  });

  it('stops when somebody stops it, here or in Temporal, and says so', async () => {
    const { api, temporal } = world.stack;
    for (const number of numbers) await front.synced(number, 60);
    await driftAtBothEnds('Опять');
    const stopped = await reconciliation.begin({ repair: false });
    await isPartWay(stopped);
    expect((await api<Run>('POST', `/sync/reconcile/${stopped}/stop`)).json.state).toBe('stopped');
    const workflow = (id: string) => temporal.client.workflow.getHandle(reconcileWorkflowId(Number(id)));
    await workflow(stopped).result();
    expect((await reconciliation.see(stopped)).checked).toBeLessThan(2 * tickets);

    const cancelled = await reconciliation.begin({ repair: false });
    await eventually(
      'it has begun',
      async () => (await reconciliation.see(cancelled)).total === 2 * tickets || undefined,
    );
    await workflow(cancelled).cancel();
    const run = await reconciliation.ended(cancelled);
    expect(run.state).toBe('stopped');
    expect(run.checked).toBeLessThan(2 * tickets);
  });

  it('is on the schedule for every night, and a lost start is made good', async () => {
    const { db, temporal } = world.stack;
    const lost = await db.query<{ id: number }>(
      `insert into reconciliations (repair, started_at) values (true, now() - interval '5 minutes') returning id`,
    );
    const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
    const keeper = keepReconciling({ db, log }, { client: temporal.client });
    try {
      expect(await reconciliation.ended(String(lost.rows[0]!.id))).toMatchObject({
        state: 'done',
        repaired: 2,
      });
      const schedule = temporal.client.schedule.getHandle(nightlySchedule);
      const { spec, policies } = await schedule.describe();
      expect(spec.calendars).toMatchObject([{ hour: [{ start: 3 }], minute: [{ start: 30 }] }]);
      expect(policies).toMatchObject({ overlap: 'SKIP', catchupWindow: 6 * 3_600_000 });
      await schedule.trigger();
      const nightly = await eventually(
        'the nightly reconciliation ends',
        async () =>
          (
            await db.query(`select repair, system from reconciliations where id > $1 and state = 'done'`, [
              lost.rows[0]!.id,
            ])
          ).rows[0],
        60,
      );
      expect(nightly).toEqual({ repair: true, system: null });
    } finally {
      keeper.stop();
    }
  });
});
