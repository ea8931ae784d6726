import { startStandIn, type StandIn } from '../oidc/stand-in';
import { makeUser } from './access-house';
import { openDesk, type Desk } from './desk';
import { PageVisitor } from './page-visitor';

const settings = {
  clientId: 'sagadesk',
  clientSecret: 'secret-of-the-client',
  scope: 'openid email profile',
  label: 'Единый вход',
  roles: {},
  createUsers: false,
  trustSecondFactor: false,
};

describe('the provider as a way into the portal', () => {
  let standIn: StandIn;
  let desk: Desk;

  const open = (portal: boolean) =>
    openDesk({
      publicUrl: 'http://127.0.0.1:3000',
      access: {
        sessions: { idleHours: 12, absoluteHours: 168 },
        secondFactorFor: [],
        oidc: { issuer: standIn.issuer, ...settings, portal },
      },
    });

  beforeAll(async () => {
    standIn = await startStandIn();
    desk = await open(true);
    for (const email of ['anna@example.test', 'olga@example.test'])
      await desk.call('POST', '/contacts', { name: email.split('@')[0], email });
    await makeUser(desk, 'olga', 'operator', { email: 'olga@example.test' });
  });
  afterAll(async () => {
    await desk.close();
    await standIn.close();
  });

  const come = async (sub: string, door: 'staff' | 'portal', back = '') => {
    const visitor = new PageVisitor(desk);
    const sent = await visitor.get(`/sign-in/oidc?for=${door}${back && `&back=${encodeURIComponent(back)}`}`);
    const { searchParams } = new URL(String(sent.headers.location));
    const nonce = searchParams.get('nonce');
    standIn.next = { claims: { sub, nonce, email: `${sub}@example.test`, email_verified: true } };
    const answer = await visitor.get(`/sign-in/oidc/callback?code=c&state=${searchParams.get('state')}`);
    return { visitor, answer };
  };

  test('is offered on the portal’s page where it is configured, and nowhere else', async () => {
    const { body } = await new PageVisitor(desk).get('/portal/sign-in?back=%2Fportal%2Fnew');
    expect(body).toContain('href="/sign-in/oidc?for=portal&amp;back=%2Fportal%2Fnew"');
    expect(body).toContain('Единый вход');
    const without = await open(false);
    expect((await new PageVisitor(without).get('/portal/sign-in')).body).not.toContain('/sign-in/oidc');
    await without.close();
  });

  test('leads to the page of the portal that was wanted, and to no other place', async () => {
    const { visitor, answer } = await come('anna', 'portal', '/portal/new');
    expect(answer.headers.location).toBe('/portal/new');
    expect((await visitor.get('/portal/new')).statusCode).toBe(200);
    expect((await come('anna', 'portal', '/users')).answer.headers.location).toBe('/portal');
  });

  test('opens the same account as a link does', async () => {
    await come('anna', 'portal');
    const { rows } = await desk.db.query(
      `select u.login, c.id from users u join contacts c on c.id = u.contact_id where c.name = 'anna'`,
    );
    expect(rows).toEqual([{ login: `contact:${rows[0].id}`, id: rows[0].id }]);
  });

  test('lets a member of staff who is a contact too in as whom he comes, whichever he was first', async () => {
    for (let n = 0; n < 2; n++) {
      const requester = (await come('olga', 'portal')).visitor;
      expect((await requester.get('/portal')).statusCode).toBe(200);
      expect((await requester.get('/board')).statusCode).toBe(403);
      const staff = (await come('olga', 'staff')).visitor;
      expect((await staff.get('/board')).statusCode).toBe(200);
    }
  });

  test('tells who is refused on the portal’s own page', async () => {
    const { answer } = await come('nobody', 'portal');
    expect(answer.statusCode).toBe(403);
    expect(answer.body).toContain('action="/portal/sign-in/password"');
    expect(answer.body).toContain('нет учётной записи');
  });
});
