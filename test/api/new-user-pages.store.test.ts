import { makeUser, signedIn } from './access-house';
import { openDesk, type Desk } from './desk';
import { PageVisitor } from './page-visitor';

describe('the page on which an administrator makes an account', () => {
  let desk: Desk;
  let admin: PageVisitor;
  beforeAll(async () => {
    desk = await openDesk();
    await makeUser(desk, 'admin', 'administrator', { name: 'Анна' });
    await makeUser(desk, 'olga', 'operator', { name: 'Ольга' });
    admin = await signedIn(desk, 'admin');
  });
  afterAll(() => desk.close());

  const petr = { name: 'Пётр Иванов', login: 'petr', role: 'support', email: '', password: 'correct horse' };
  const send = async (more: Record<string, string>, by = admin) =>
    by.post('/users', { ...petr, ...more, _csrf: await admin.csrf('/users/new') });

  test('is led to by the list, makes it, and its owner gets in by his password', async () => {
    expect((await admin.get('/users')).body).toContain('href="/users/new"');
    expect((await send({})).headers.location).toBe('/users');
    expect((await admin.get('/users')).body).toMatch(/Пётр Иванов[\s\S]*petr[\s\S]*Поддержка/);
    const answer = await new PageVisitor(desk).signIn('petr');
    expect([answer.statusCode, answer.headers.location]).toEqual([303, '/tickets']);
  });

  test.each([
    ['login', { login: 'Olga' }, 'уже занято'],
    ['login', { login: 'o l' }, 'можно буквы, цифры'],
    ['name', { login: 'x', name: ' ' }, 'нужно заполнить'],
    ['password', { login: 'x', password: 'short' }, 'нужно от 10 до 1000 знаков'],
    ['role', { login: 'x', role: 'portal' }, 'должно быть одно из'],
  ])('says at the field %s what is wrong, and gives no password back', async (field, more, words) => {
    const { statusCode, body } = await send(more);
    expect(statusCode).toBe(422);
    expect(body).toMatch(new RegExp(`id="fault-${field}"[^>]*>[^<]*${words}`));
    expect(body).not.toContain(petr.password);
    expect((await desk.db.query(`select from users where login = 'x'`)).rowCount).toBe(0);
  });

  test('is for administrators only, and takes no form from elsewhere', async () => {
    const olga = await signedIn(desk, 'olga');
    expect((await olga.get('/users/new')).statusCode).toBe(403);
    const _csrf = await olga.csrf('/tickets');
    expect((await olga.post('/users', { ...petr, login: 'y', _csrf })).statusCode).toBe(403);
    expect((await admin.post('/users', { ...petr, login: 'y' })).statusCode).toBe(403);
    expect((await desk.db.query(`select from users where login = 'y'`)).rowCount).toBe(0);
  });
});
