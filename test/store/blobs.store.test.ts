import { randomBytes } from 'node:crypto';
import { readBlob, storeBlob } from '../../store/blobs';
import { openDatabase, transaction, type Database } from '../../store/database';
import { migrate } from '../../store/migrate';
import { createDatabase, type TestDatabase } from '../postgres/database';

describe('the bytes of attachments', () => {
  let database: TestDatabase;
  let db: Database;
  beforeAll(async () => {
    database = await createDatabase();
    await migrate(database.url);
    db = openDatabase(database.url);
  });
  afterAll(async () => {
    await db.end();
    await database.drop();
  });

  const store = (bytes: Buffer) => transaction(db, (tx) => storeBlob(tx, bytes));

  test.each([[0], [1], [256 * 1024], [256 * 1024 + 1], [1_000_000]])(
    '%i of them come back as they were',
    async (size) => {
      const bytes = randomBytes(size);
      const blob = await store(bytes);
      expect(blob.size).toBe(size);
      expect((await readBlob(db, blob.sha256)).equals(bytes)).toBe(true);
    },
  );

  test('are kept once, also when many store the same at once', async () => {
    const bytes = randomBytes(600_000);
    const blobs = await Promise.all(Array.from({ length: 8 }, () => store(bytes)));
    expect(new Set(blobs.map(({ sha256 }) => sha256.toString('hex'))).size).toBe(1);
    const { rows } = await db.query('select count(*)::int as n from blob_chunks where sha256 = $1', [
      blobs[0]?.sha256,
    ]);
    expect(rows[0].n).toBe(3);
  });

  test('are there whole for the second when the first who stored them gave up', async () => {
    const bytes = randomBytes(300_000);
    const first = transaction(db, async (tx) => {
      await storeBlob(tx, bytes);
      throw new Error('gave up');
    });
    await Promise.allSettled([first, store(bytes)]);
    const { sha256 } = await store(bytes);
    expect((await readBlob(db, sha256)).equals(bytes)).toBe(true);
  });

  test('that nobody stored are a fault', async () => {
    await expect(readBlob(db, randomBytes(32))).rejects.toThrow('there is no blob');
  });
});
