import { bootstrap, serveAndBootstrap } from '../../api/bootstrap';
import { verifyPassword } from '../../api/password';
import { apiKeyByHash, hashOfKey } from '../../store/api-keys';
import { openDatabase, type Database } from '../../store/database';
import { migrate } from '../../store/migrate';
import { credentialsOf } from '../../store/users';
import { createDatabase, type TestDatabase } from '../postgres/database';

describe('the first start', () => {
  let database: TestDatabase;
  let db: Database;
  beforeEach(async () => {
    database = await createDatabase();
    await migrate(database.url);
    db = openDatabase(database.url);
  });
  afterEach(async () => {
    await db.end();
    await database.drop();
  });

  test('makes a key and a user once, and tells them once', async () => {
    const first = await bootstrap(db, undefined);
    expect(first.apiKey?.length).toBeGreaterThanOrEqual(32);
    expect(await apiKeyByHash(db, hashOfKey(first.apiKey ?? ''))).toMatchObject({
      role: 'administrator',
      name: 'Administrator',
    });
    const credentials = await credentialsOf(db, 'ADMIN');
    expect(await verifyPassword(first.user?.password ?? '', credentials?.passwordHash ?? null)).toBe(true);
    expect(await verifyPassword('wrong', credentials?.passwordHash ?? null)).toBe(false);
    expect(await bootstrap(db, undefined)).toEqual({ installation: first.installation });
  });

  test('by two processes at once makes them once', async () => {
    const both = await Promise.all([bootstrap(db, undefined), bootstrap(db, undefined)]);
    expect(both.filter((one) => one.apiKey)).toHaveLength(1);
    expect(both.filter((one) => one.user)).toHaveLength(1);
    expect(both[0]?.installation).toBe(both[1]?.installation);
  });

  test('that ends before it serves has made no user whose password nobody was told', async () => {
    const key = 'x'.repeat(32);
    const taken = () => Promise.reject(new Error('address already in use'));
    await expect(serveAndBootstrap(db, key, taken)).rejects.toThrow('in use');
    expect((await db.query('select 1 from users')).rows).toEqual([]);
    const knowsKey = () => apiKeyByHash(db, hashOfKey(key));
    const { served, made } = await serveAndBootstrap(db, key, knowsKey);
    expect([served?.role, made.user?.login]).toEqual(['administrator', 'admin']);
  });

  test('with a given key makes no other, and takes a new one later beside it', async () => {
    const key = 'x'.repeat(32);
    expect((await bootstrap(db, key)).apiKey).toBeUndefined();
    expect(await apiKeyByHash(db, hashOfKey(key))).toMatchObject({ role: 'administrator' });
    await bootstrap(db, 'ключ из тридцати двух символов!!');
    expect(await apiKeyByHash(db, hashOfKey('ключ из тридцати двух символов!!'))).toMatchObject({
      role: 'administrator',
    });
    const before = await db.query('select * from api_keys');
    await bootstrap(db, key);
    expect((await db.query('select * from api_keys')).rows).toEqual(before.rows);
  });
});
