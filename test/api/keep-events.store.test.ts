import { keepEvents } from '../../api/calls/keep-events';
import type { CallEvent } from '../../domain/call/event';
import { usualCallRules } from '../../domain/call/rules';
import { openDatabase, type Database } from '../../store/database';
import { migrate } from '../../store/migrate';
import { createDatabase, type TestDatabase } from '../postgres/database';

describe('events of calls that come at once', () => {
  let database: TestDatabase;
  let db: Database;
  beforeAll(async () => {
    database = await createDatabase();
    await migrate(database.url);
    db = openDatabase(database.url);
  });
  afterAll(async () => {
    await db?.end();
    await database?.drop();
  });

  const event = (legId: string, kind: CallEvent['kind'], more: Partial<CallEvent> = {}): CallEvent => ({
    ...{ origin: 'cti', legId, kind, key: kind, at: Date.now(), users: [] },
    ...{ direction: 'in', from: '+74951110001', to: '+74957654321' },
    ...more,
  });
  const stateOf = async (legs: readonly string[]) => {
    const { rows } = await db.query<{ state: string; operator: string | null }>(
      `select k.state, k.operator from calls k join call_legs l on l.call_id = k.id where l.leg_id = any($1) order by l.leg_id`,
      [legs],
    );
    return rows;
  };

  test('are all kept, each call once, in a few transactions', async () => {
    const keep = keepEvents(db, usualCallRules);
    const legs = Array.from({ length: 40 }, (_, n) => `storm-${n}`);
    const taken = await Promise.all(legs.map((leg) => keep(event(leg, 'ringing'))));
    expect(new Set(taken.map(({ id }) => id)).size).toBe(40);
    const { rows } = await db.query(
      `select count(distinct xmin::text)::int as commits from call_events where leg_id like 'storm-%'`,
    );
    expect(rows[0].commits).toBeLessThan(10);
    expect(await stateOf(legs)).toEqual(legs.map(() => ({ state: 'ringing', operator: null })));
  });

  test('of one leg are kept one after the other, in the order in which they came', async () => {
    const keep = keepEvents(db, usualCallRules);
    const at = Date.now();
    const all = [
      event('one', 'ringing', { at }),
      event('one', 'answered', { at: at + 1, users: ['olga'], key: 'olga' }),
      event('one', 'ended', { at: at + 2, cause: 'normalClearing' }),
      event('one', 'ended', { at: at + 2, cause: 'normalClearing' }),
    ];
    const taken = await Promise.all(all.map(keep));
    expect(taken.map(({ changed }) => changed)).toEqual([true, true, true, false]);
    expect(await stateOf(['one'])).toEqual([{ state: 'ended', operator: 'olga' }]);
  });

  test('of several legs of one call are all in what the call is', async () => {
    const keep = keepEvents(db, usualCallRules);
    await keep(event('a', 'answered', { users: ['olga'], key: 'olga' }));
    await keep(event('b', 'ringing', { joins: 'a', users: ['boris'], key: 'boris' }));
    await Promise.all([
      keep(event('first', 'ringing')),
      keep(event('a', 'ended', { cause: 'forwarded' })),
      keep(event('b', 'answered', { users: ['boris'], key: 'boris', at: Date.now() + 1 })),
    ]);
    expect(await stateOf(['a'])).toEqual([{ state: 'answered', operator: 'boris' }]);
  });

  test('do not fail with one that cannot be kept', async () => {
    const keep = keepEvents(db, usualCallRules);
    const legs = ['good-1', 'good-2', 'good-3'];
    const settled = await Promise.allSettled([
      keep(event('before', 'ringing')),
      ...legs.map((leg) => keep(event(leg, 'ringing'))),
      keep(event('bad', 'no such kind' as 'ringing')),
    ]);
    expect(settled.map(({ status }) => status)).toEqual([...Array(4).fill('fulfilled'), 'rejected']);
    expect(await stateOf(legs)).toHaveLength(3);
  });
});
