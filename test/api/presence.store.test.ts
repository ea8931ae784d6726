import type { Role } from '../../domain/role';
import { makeUser, signedIn } from './access-house';
import { aTicket, openDesk, type Desk } from './desk';
import { PageVisitor } from './page-visitor';

describe('two on one ticket', () => {
  let desk: Desk;
  let number: string;
  let olga: PageVisitor;
  let boris: PageVisitor;

  beforeAll(async () => {
    desk = await openDesk();
    const { json } = await desk.call('POST', '/tickets', aTicket());
    number = json.number;
    const user = async (login: string, role: Role, more = {}) => {
      await makeUser(desk, login, role, more);
      return signedIn(desk, login);
    };
    olga = await user('olga', 'operator');
    boris = await user('boris', 'operator');
    await user('anna', 'portal', { contactId: Number(json.requester.id) });
  });
  afterAll(() => desk.close());
  beforeEach(() => desk.db.query('delete from presence'));

  const tell = async (who: PageVisitor, state: string) =>
    who.post(`/tickets/${number}/presence`, { state, _csrf: await who.csrf('/tickets') });

  test('see each other, and who writes; nobody sees himself', async () => {
    expect((await tell(olga, 'here')).body).not.toContain('Имя olga');
    expect((await tell(boris, 'writing')).body).toContain('Имя olga смотрит эту заявку');
    expect((await olga.get(`/tickets/${number}/presence`)).body).toContain('Имя boris пишет');
    expect((await olga.get(`/tickets/${number}`)).body).toContain('Имя boris пишет');
    await tell(boris, 'gone');
    expect((await olga.get(`/tickets/${number}`)).body).not.toMatch(/Имя boris (пишет|смотрит)/);
  });

  test('whoever has not been heard of for a while is gone', async () => {
    await tell(boris, 'here');
    await desk.db.query(`update presence set seen_at = now() - interval '41 seconds'`);
    expect((await olga.get(`/tickets/${number}/presence`)).body).not.toMatch(/Имя boris (пишет|смотрит)/);
  });

  test('keep nobody from writing', async () => {
    await tell(boris, 'writing');
    const sent = await olga.upload(`/tickets/${number}/comments`, [
      { name: '_csrf', content: await olga.csrf('/tickets') },
      { name: 'body', content: 'и я' },
      { name: 'visibility', content: 'internal' },
    ]);
    expect(sent.statusCode).toBe(303);
  });

  test('are no business of the requester', async () => {
    await tell(boris, 'writing');
    const anna = new PageVisitor(desk);
    await anna.signIn('anna');
    expect((await anna.get(`/tickets/${number}`)).body).not.toMatch(/Имя boris|id="presence"/);
    expect((await anna.get(`/tickets/${number}/presence`)).statusCode).toBe(403);
    expect((await tell(anna, 'here')).statusCode).toBe(403);
    expect((await olga.post(`/tickets/${number}/presence`, { state: 'here' })).statusCode).toBe(403);
  });
});
