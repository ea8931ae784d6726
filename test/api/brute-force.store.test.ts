import { countAttempt } from '../../store/access/attempts';
import { makeUser } from './access-house';
import { openDesk, type Desk } from './desk';
import { PageVisitor } from './page-visitor';

describe('guessing a password', () => {
  let desk: Desk;
  beforeAll(async () => {
    desk = await openDesk();
    await makeUser(desk, 'olga', 'operator');
    await makeUser(desk, 'petr', 'operator');
  });
  afterAll(() => desk.close());
  beforeEach(async () => {
    for (const table of ['sessions', 'attempts', 'known_clients'])
      await desk.db.query(`delete from ${table}`);
  });

  const guess = async (login: string, password: string, from = '127.0.0.1', at: Desk = desk) => {
    const visitor = new PageVisitor(at, 'ru', from);
    return (await visitor.signIn(login, password)).statusCode;
  };
  const wrong = (times: number, login = 'olga', from?: string, at?: Desk) =>
    Promise.all(Array.from({ length: times }, (_, n) => guess(login, `wrong ${n}`, from, at)));

  /** As if so many tries had been made elsewhere. */
  const counted = (name: string, times: number) =>
    Promise.all(Array.from({ length: times }, () => countAttempt(desk.db, [{ name, allowed: 100 }])));

  test('is stopped after ten tries, even with the right one, until a quarter of an hour is over', async () => {
    expect(new Set(await wrong(10))).toEqual(new Set([401]));
    const visitor = new PageVisitor(desk);
    const answer = await visitor.signIn('OLGA');
    expect(answer.statusCode).toBe(429);
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(800);
    await desk.db.query(`update attempts set since = since - interval '16 minutes'`);
    expect(await guess('olga', 'correct horse')).toBe(303);
  });

  test('thirty at once get no more tries than thirty one after the other', async () => {
    const answers = await wrong(30);
    expect(answers.filter((status) => status === 401)).toHaveLength(10);
  });

  test('is counted the same in another process, and after a restart', async () => {
    await wrong(10);
    const other = await openDesk({ db: desk.db });
    expect(await guess('olga', 'correct horse', '127.0.0.1', other)).toBe(429);
    await other.app.close();
  });

  test('from a hundred addresses is stopped for the name; the browser that he used before still opens', async () => {
    const known = new PageVisitor(desk, 'ru', '10.9.9.9');
    await known.signIn('olga');
    await known.post('/sign-out', { _csrf: await known.csrf('/tickets') });
    await desk.db.query('delete from attempts');
    await counted('as olga', 95);
    for (let n = 0; n < 5; n++) await guess('olga', 'wrong', `10.0.0.${n}`);
    expect(await guess('olga', 'correct horse', '10.0.1.1')).toBe(429);
    expect(await guess('petr', 'correct horse', '10.0.1.1')).toBe(303);
    expect((await known.signIn('olga')).statusCode).toBe(303);
  });

  test('at many names from one address is stopped for the address; a good sign-in forgives only its own', async () => {
    await counted('from 10.1.1.1', 98);
    expect(await guess('petr', 'correct horse', '10.1.1.1')).toBe(303);
    for (const name of ['nobody', 'somebody']) await guess(name, 'x', '10.1.1.1');
    expect(await guess('petr', 'correct horse', '10.1.1.1')).toBe(429);
    expect(await guess('petr', 'correct horse', '10.1.1.2')).toBe(303);
  });

  test('keeps neither names nor addresses of who tried', async () => {
    await guess('somebody@example.test', 'x', '10.2.2.2');
    const { rows } = await desk.db.query('select name from attempts');
    expect(JSON.stringify(rows)).not.toMatch(/somebody|10\.2\.2\.2/);
  });
});
