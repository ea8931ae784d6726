import { enrol, makeUser, secret, signedIn, typeCode } from './access-house';
import { PageVisitor } from './page-visitor';
import { askForLink, linkIn, openPortalHouse, useLink, type PortalHouse } from './portal-house';

describe('the second factor and the portal', () => {
  let house: PortalHouse;
  beforeAll(async () => {
    house = await openPortalHouse({
      secret,
      access: { sessions: { idleHours: 12, absoluteHours: 168 }, secondFactorFor: ['operator'] },
    });
    await house.desk.call('POST', '/contacts', { name: 'Анна', email: 'anna@example.test' });
    await makeUser(house.desk, 'olga', 'operator');
  });
  afterAll(() => house.desk.close());

  const enter = async (browser: PageVisitor, back = '/portal') => {
    await house.desk.db.query(`delete from notifications where bundle = 'sign-in'`);
    await askForLink(browser, 'anna@example.test', back);
    const [letter] = await house.mails();
    return useLink(browser, linkIn(letter));
  };

  test('is not asked of requesters because it is asked of staff', async () => {
    const browser = new PageVisitor(house.desk);
    expect((await enter(browser)).headers.location).toBe('/portal');
    expect((await browser.get('/portal')).statusCode).toBe(200);
  });

  test('that a browser still owes as a member of staff keeps nobody out of the portal', async () => {
    const browser = await signedIn(house.desk, 'olga');
    expect((await browser.get('/tickets')).headers.location).toContain('/account/second-factor');
    expect((await enter(browser)).statusCode).toBe(303);
    expect((await browser.get('/portal')).statusCode).toBe(200);
  });

  test('is asked of a requester who has set one up, and leads to the page that he wanted', async () => {
    const first = new PageVisitor(house.desk);
    await enter(first);
    const { app } = await enrol(first);
    const browser = new PageVisitor(house.desk);
    expect((await enter(browser, '/portal/new')).headers.location).toBe('/sign-in/code?back=%2Fportal%2Fnew');
    expect((await browser.get('/portal')).headers.location).toContain('/sign-in/code');
    expect((await typeCode(browser, app.code(), '/portal/new')).headers.location).toBe('/portal/new');
    expect((await browser.get('/portal/new')).statusCode).toBe(200);
    expect((await browser.get('/account')).headers.location).toBe('/portal/settings');
  });
});
