import { openDatabase, type Database } from '../../store/database';
import { createDatabase } from '../postgres/database';

let made: Awaited<ReturnType<typeof createDatabase>>;
let db: Database;

beforeAll(async () => {
  made = await createDatabase();
  db = openDatabase(made.url, 1);
});

afterAll(async () => {
  await db.end();
  await made.drop();
});

it('keeps a statement with parameters prepared, once for its text', async () => {
  const text = 'select $1::int + 1 as n';
  for (const n of [1, 2, 3]) expect((await db.query(text, [n])).rows).toEqual([{ n: n + 1 }]);
  const { rows } = await db.query(
    'select count(*)::int as n from pg_prepared_statements where statement = $1',
    [text],
  );
  expect(rows).toEqual([{ n: 1 }]);
});

it('gets over a migration that changes what a kept statement answers', async () => {
  await db.query('create table things (a integer)');
  await db.query('insert into things values (7)');
  const ask = () => db.query('select * from things where a = $1', [7]);
  await ask();
  await db.query('alter table things add column b text');
  await expect(ask()).rejects.toMatchObject({ code: '0A000' });
  expect((await ask()).rows).toEqual([{ a: 7, b: null }]);
});
