import { MockActivityEnvironment } from '@temporalio/testing';
import type { Deps, System } from '../../activities/deps';
import { createReconcileActivities } from '../../activities/reconcile/reconcile';
import { ConnectorFailure } from '../../connectors/failure';
import type { Connector } from '../../connectors/port';
import type { RecordState } from '../../domain/record';
import { openDatabase, type Database } from '../../store/database';
import { migrate } from '../../store/migrate';
import { createReconciliation, reconciliationById, saveProgress } from '../../store/reconciliations';
import { rules } from '../domain/rules';
import { createDatabase, type TestDatabase } from '../postgres/database';

jest.setTimeout(30_000);

type Answer = RecordState | 'gone' | 'hidden' | ConnectorFailure;

const us = { id: '5', name: 'Sagadesk', isOurAccount: true, isSystem: false };
const fields = { title: 'Printer', description: '', status: 'New', priority: 'Normal' };
const recordState = (id: string, more: Partial<RecordState> = {}): RecordState => ({
  id,
  fields,
  key: `SD-${id}`,
  linksBack: [],
  inScope: true,
  isDone: false,
  createdAt: 0,
  createdBy: us,
  firstFiles: [],
  cursor: '10',
  history: [],
  ...more,
});

describe('a reconciliation', () => {
  let database: TestDatabase;
  let db: Database;
  const woken: string[] = [];
  const reads: string[] = [];
  let answers: Record<string, (read: number) => Answer>;
  let isUp = true;

  beforeAll(async () => {
    database = await createDatabase();
    await migrate(database.url);
    db = openDatabase(database.url, 10);
  });
  afterAll(async () => {
    await db.end();
    await database.drop();
  });
  beforeEach(async () => {
    // the audit lets nobody empty it
    await db.query(
      `alter table audit disable trigger audit_not_emptied;
       truncate tickets, reconciliations, inbox, contacts cascade;
       alter table audit enable trigger audit_not_emptied`,
    );
    [woken, reads].forEach((list) => list.splice(0));
    answers = {};
    isUp = true;
  });

  const connector = {
    capabilities: { changesSilently: false },
    async read(id: string) {
      reads.push(id);
      const answer = answers[id]?.(reads.filter((one) => one === id).length) ?? recordState(id);
      if (answer instanceof ConnectorFailure) throw answer;
      return answer;
    },
    async health() {
      if (!isUp) throw new ConnectorFailure('transient', 'not-sent', 'no connection');
      return { account: us, clockOffset: 0 };
    },
  } as unknown as Connector;

  const deps = (): Deps => ({
    db,
    rules,
    systems: new Map([
      ['executors', { config: { name: 'executors', role: 'tracker' }, connector } as System],
    ]),
    installation: 'us',
    publicUrl: 'http://front.test',
    wake: (number) => woken.push(number),
    wakeContract: () => undefined,
    wakeGate: async () => undefined,
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
  });

  /** A ticket whose record is confirmed; its id, its link's and its record's are the same. */
  const atRest = async (id: number, system = 'executors') => {
    await db.query(
      `insert into contacts (id, name) overriding system value values (1, 'Anna') on conflict do nothing`,
    );
    await db.query(
      `insert into tickets (id, number, title, description, status, priority, channel, requester_id, winners)
       overriding system value values ($1::bigint, 'SD-' || $1::bigint, 'Printer', '', 'new', 'normal', 'api', 1, '{}')`,
      [id],
    );
    await db.query(
      `insert into links (id, ticket_id, system, role, key, record_id, state, shadow, cursor, status, confirmed_version)
       overriding system value values ($1::bigint, $1::bigint, $2, 'tracker', 'SD-' || $1::bigint, $1::bigint::text, 'linked', $3, '10', 'new', 1)`,
      [id, system, { ...fields, key: `SD-${id}` }],
    );
  };
  const begin = (repair = true) => createReconciliation(db, { repair });
  const run = (id: number) =>
    new MockActivityEnvironment().run(createReconcileActivities(deps()).reconcile, { id }) as Promise<void>;
  const confirmedOf = async (id: number) =>
    (await db.query('select confirmed_version as v from links where id = $1', [id])).rows[0].v;

  const edited = (id: string) => recordState(id, { fields: { ...fields, title: 'Scanner' } });

  it('takes work in progress for no drift, and does not even read it', async () => {
    for (const id of [1, 2, 3, 4]) await atRest(id);
    answers = Object.fromEntries(['1', '2', '3', '4'].map((id) => [id, () => edited(id)]));
    await db.query(
      `insert into intents (link_id, kind, content, cursor_before, version) values (1, 'fields', '{}', '10', 1)`,
    );
    await db.query('update tickets set version = 2 where id = 2');
    await db.query(
      `insert into changes (ticket_id, link_id, system, record_id, kind, change_id, source_at, actor)
       values (3, 3, 'executors', '3', 'field', '11', now(), '{}')`,
    );
    await db.query(
      `insert into inbox (system, delivery_id, body, record_ids) values ('executors', 'd', '', '{4}')`,
    );
    const id = await begin();
    await run(id);
    expect(await reconciliationById(db, id)).toMatchObject({ state: 'done', checked: 4, drift: [] });
    expect(reads).toEqual([]);
  });

  it('believes only what is still there at a second look', async () => {
    await atRest(1);
    answers = { 1: (read) => (read === 1 ? edited('1') : recordState('1')) };
    const id = await begin();
    await run(id);
    expect(await reconciliationById(db, id)).toMatchObject({ state: 'done', drift: [], repaired: 0 });
    expect(reads).toEqual(['1', '1']);
  });

  it('names a record that its system does not give us, and goes on with the others', async () => {
    for (const id of [1, 2, 3, 4]) await atRest(id);
    answers = {
      1: () => 'hidden',
      2: () => new ConnectorFailure('transient', 'answered', 'HTTP 500', { status: 500 }),
      3: () => new ConnectorFailure('refused', 'answered', 'HTTP 400', { status: 400 }),
      4: () => edited('4'),
    };
    const id = await begin();
    await run(id);
    const { drift, repaired, state } = (await reconciliationById(db, id))!;
    expect({ state, repaired }).toEqual({ state: 'done', repaired: 1 });
    expect(drift.map(({ record, kind, theirs }) => [record, kind, theirs]).sort()).toEqual([
      ['1', 'unreadable', 'our account may not see it'],
      ['2', 'unreadable', 'HTTP 500'],
      ['3', 'unreadable', 'HTTP 400'],
      ['4', 'edited', 'Scanner'],
    ]);
    expect(woken).toContain('SD-4');
  });

  it('waits for a system that is down, and then goes on where it stood', async () => {
    for (const id of [1, 2]) await atRest(id);
    const id = await begin();
    await saveProgress(db, { id, system: null, repair: true, cursor: 0 }, { checked: 1, cursor: 1 });
    answers = {
      2: () => (isUp ? recordState('2') : new ConnectorFailure('transient', 'not-sent', 'refused')),
    };
    isUp = false;
    await expect(run(id)).rejects.toMatchObject({ type: 'down', nonRetryable: false });
    expect(await reconciliationById(db, id)).toMatchObject({
      state: 'running',
      checked: 1,
      because: expect.stringMatching(/ does not answer: refused$/),
    });
    isUp = true;
    await run(id);
    expect(await reconciliationById(db, id)).toMatchObject({
      state: 'done',
      checked: 2,
      drift: [],
      because: null,
    });
    expect(reads).toEqual(['2', '2']);
  });

  it('pushes what we owe by moving the confirmation back, but not over a key that another installation claims', async () => {
    for (const id of [1, 2]) await atRest(id);
    const linksBack = ['http://other.test/tickets/SD-7?i=them'];
    answers = {
      1: () => recordState('1', { key: null }),
      2: () => recordState('2', { key: 'SD-7', linksBack }),
    };
    const id = await begin();
    await run(id);
    const { drift } = (await reconciliationById(db, id))!;
    expect(drift.map(({ record, field, repaired }) => [record, field, repaired]).sort()).toEqual([
      ['1', 'key', true],
      ['2', 'key', false],
    ]);
    expect([await confirmedOf(1), await confirmedOf(2)]).toEqual([0, 1]);
    expect(woken).toEqual(['SD-1']);
  });

  it('stores an edit without a trace once, however often it is found', async () => {
    await atRest(1);
    answers = { 1: () => edited('1') };
    await run(await begin());
    const stored = async () =>
      (await db.query(`select field, old_value, new_value, state, change_id from changes`)).rows;
    expect(await stored()).toMatchObject([
      { field: 'title', old_value: 'Printer', new_value: 'Scanner', state: 'open' },
    ]);
    await run(await begin()); // it waits to be merged: no drift any more
    expect(await stored()).toHaveLength(1);
  });

  it('leaves records alone whose system is not configured any more', async () => {
    await atRest(1, 'old-tracker');
    const id = await begin();
    await run(id);
    expect(await reconciliationById(db, id)).toMatchObject({ state: 'done', checked: 0, total: 0 });
  });

  it('does nothing once somebody has ended it', async () => {
    await atRest(1);
    const id = await begin();
    await db.query(`update reconciliations set state = 'stopped' where id = $1`, [id]);
    await run(id);
    expect(reads).toEqual([]);
  });

  it('begins one nightly run, however often it is asked within the hour', async () => {
    const { beginNightlyReconciliation: begun } = createReconcileActivities(deps());
    const [a, b] = await Promise.all([begun(), begun()]);
    expect(a).toBe(b);
  });
});
