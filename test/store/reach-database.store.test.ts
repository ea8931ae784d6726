import { reachDatabase } from '../../store/reach-database';
import { createDatabase, type TestDatabase } from '../postgres/database';

describe('a database that cannot be used', () => {
  let database: TestDatabase;
  beforeAll(async () => (database = await createDatabase()));
  afterAll(() => database.drop());

  const fault = async (change: (url: URL) => void): Promise<string> => {
    const url = new URL(database.url);
    change(url);
    return reachDatabase(url.href).then(
      () => 'none',
      ({ message }: Error) => message,
    );
  };

  test('is no fault when it can be', async () => expect(await fault(() => undefined)).toBe('none'));

  test.each([
    ['nobody listens there', (url: URL) => (url.port = '1'), 'ECONNREFUSED'],
    ['the password is wrong', (url: URL) => (url.password = 'wrong-password'), 'authentication failed'],
    ['there is no such database', (url: URL) => (url.pathname = '/nowhere'), 'does not exist'],
  ])('is told by its setting and the reason, without the password: %s', async (_, change, reason) => {
    const message = await fault(change);
    expect(message).toMatch(/^DATABASE_URL: database “\w+” at 127\.0\.0\.1:\d+ cannot be used: /);
    expect(message).toContain(reason);
    expect(message).not.toContain('wrong-password');
    expect(message).not.toContain(new URL(database.url).password);
  });
});
