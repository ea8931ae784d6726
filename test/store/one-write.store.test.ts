import type { Socket } from 'node:net';
import type { PoolClient } from 'pg';
import { openDatabase, transaction, type Database } from '../../store/database';
import { together } from '../../store/together';
import { createDatabase, type TestDatabase } from '../postgres/database';

let made: TestDatabase;
let db: Database;
beforeAll(async () => {
  made = await createDatabase();
  db = openDatabase(made.url, 1);
});
afterAll(async () => {
  await db.end();
  await made.drop();
});

afterEach(() => jest.restoreAllMocks());

/** What the connection of this transaction hands to the kernel: pieces of one write are in one call of `_writev`. */
const writesOf = (tx: PoolClient) => {
  const { stream } = (tx as unknown as { connection: { stream: Socket } }).connection;
  const pieces = jest.spyOn(stream, '_writev' as never);
  const single = jest.spyOn(stream, '_write' as never);
  return () => pieces.mock.calls.length + single.mock.calls.length;
};

it('sends statements that do not wait for each other in one write', async () => {
  await transaction(db, async (tx) => {
    const writes = writesOf(tx);
    const asked = [1, 2, 3].map((n) => tx.query<{ n: number }>('select $1::int as n', [n]));
    const answers = await together(...asked);
    expect(answers.map(({ rows }) => rows[0]!.n)).toEqual([1, 2, 3]);
    expect(writes()).toBe(1);
  });
});

it('sends one that waited for an answer at once', async () => {
  await transaction(db, async (tx) => {
    const writes = writesOf(tx);
    for (const n of [1, 2, 3]) await tx.query('select $1::int as n', [n]);
    expect(writes()).toBe(3);
  });
});
