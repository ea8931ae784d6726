import { beforeCommit, openDatabase, transaction, type Database } from '../../store/database';
import { together } from '../../store/together';
import { createDatabase, type TestDatabase } from '../postgres/database';

let made: TestDatabase;
let db: Database;
beforeAll(async () => {
  made = await createDatabase();
  db = openDatabase(made.url, 2);
  await db.query('create table kept (n int primary key)');
});
beforeEach(() => db.query('delete from kept'));
afterAll(async () => {
  await db.end();
  await made.drop();
});

const put = (to: Pick<Database, 'query'>, n: number) => to.query('insert into kept (n) values ($1)', [n]);
const kept = async () =>
  (await db.query<{ n: number }>('select n from kept order by n')).rows.map(({ n }) => n);

describe('a transaction whose statements do not wait for each other', () => {
  it('keeps all of them, in the order in which they were sent', async () => {
    await transaction(db, (tx) =>
      together(put(tx, 1), put(tx, 2), tx.query('update kept set n = n + 10 where n = 2')),
    );
    expect(await kept()).toEqual([1, 12]);
  });

  it('keeps none when one fails, not even what another one sends after its own answer', async () => {
    const chain = async (tx: Pick<Database, 'query'>) => {
      await put(tx, 1);
      await put(tx, 2);
      await put(tx, 3);
    };
    const work = transaction(db, (tx) => together(chain(tx), tx.query('select no_such_function()')));
    await expect(work).rejects.toThrow('no_such_function');
    expect(await kept()).toEqual([]);
    await transaction(db, (tx) => put(tx, 4)); // the connection is as good as before
    expect(await kept()).toEqual([4]);
  });

  it('keeps none when a last step fails', async () => {
    const work = transaction(db, async (tx) => {
      await put(tx, 1);
      beforeCommit(tx, () => put(tx, 1));
    });
    await expect(work).rejects.toMatchObject({ code: '23505' });
    expect(await kept()).toEqual([]);
  });

  it('prepares a statement once, though it is sent twice at once', async () => {
    await transaction(db, (tx) => together(put(tx, 5), put(tx, 6), put(tx, 7)));
    expect(await kept()).toEqual([5, 6, 7]);
  });
});

it('a process that is gone without a word keeps its locks for a minute, not for the two hours of TCP', async () => {
  const { rows } = await db.query<{ idle: number; interval: number; count: number; waits: string }>(
    `select current_setting('tcp_keepalives_idle')::int as idle, current_setting('tcp_keepalives_interval')::int as interval,
            current_setting('tcp_keepalives_count')::int as count,
            current_setting('idle_in_transaction_session_timeout') as waits`,
  );
  const { idle, interval, count, waits } = rows[0]!;
  expect(idle + interval * count).toBeLessThanOrEqual(60);
  expect(waits).toBe('5min');
});
