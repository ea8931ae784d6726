import { createHash } from 'node:crypto';
import { createUser, updateUser } from '../../store/users';
import { makeUser } from './access-house';
import { aTicket } from './desk';
import { PageVisitor } from './page-visitor';
import {
  askForLink,
  byPassword,
  linkIn,
  openPortalHouse,
  ownAddress,
  useLink,
  type PortalHouse,
} from './portal-house';

describe('signing in to the portal', () => {
  let house: PortalHouse;
  let number: string;

  beforeAll(async () => {
    house = await openPortalHouse();
    number = (await house.desk.call('POST', '/tickets', aTicket())).json.number;
  });
  afterAll(() => house.desk.close());
  afterEach(async () => {
    await house.mails();
    await house.desk.db.query(`delete from notifications where bundle = 'sign-in'`);
  });

  const contact = async (email: string, more: object = {}): Promise<number> =>
    Number((await house.desk.call('POST', '/contacts', { name: email, email, ...more })).json.id);
  const rows = async (sql: string) => (await house.desk.db.query(sql)).rows;

  describe('by a link', () => {
    test('leads somebody whose ticket came by telephone to it, in his language', async () => {
      const browser = new PageVisitor(house.desk);
      const asked = await askForLink(browser, 'ANNA@example.test', `/portal/tickets/${number}`);
      expect(asked.body).toContain('Проверьте почту');
      const [mail] = await house.mails();
      expect(mail).toMatchObject({
        to: { address: 'anna@example.test' },
        subject: 'Вход на портал: Ромашка',
      });
      const entered = await useLink(browser, linkIn(mail));
      expect([entered.statusCode, entered.headers.location]).toEqual([303, `/portal/tickets/${number}`]);
      expect((await browser.get(`/portal/tickets/${number}`)).body).toContain('Принтер не печатает');
      expect((await browser.get('/portal')).body).toContain(number);
    });

    test('answers the same whether the address is known or not, and writes to nobody unknown', async () => {
      const browser = new PageVisitor(house.desk);
      const _csrf = await browser.csrf('/portal/sign-in');
      const ask = (address: string) => browser.post('/portal/sign-in/link', { address, _csrf });
      const [known, unknown] = [await ask('anna@example.test'), await ask('nobody@example.test')];
      expect([unknown.statusCode, unknown.body]).toEqual([known.statusCode, known.body]);
      expect((await house.mails()).map(({ to }) => to.address)).toEqual(['anna@example.test']);
    });

    test('is used up by its button, and by nothing that only looks at it', async () => {
      const browser = new PageVisitor(house.desk);
      await askForLink(browser, 'anna@example.test');
      const link = linkIn((await house.mails())[0]);
      for (let n = 0; n < 3; n++) {
        const seen = await new PageVisitor(house.desk).get(link);
        expect([seen.statusCode, seen.cookies.map(({ name }) => name)]).toEqual([200, ['sagadesk_form']]);
      }
      const pressed = await Promise.all(
        [browser, new PageVisitor(house.desk)].map((one) => useLink(one, link)),
      );
      expect(pressed.map(({ statusCode }) => statusCode).sort()).toEqual([303, 403]);
      expect((await useLink(new PageVisitor(house.desk), link)).body).toContain('Ссылка не действует');
    });

    test('is worth nothing once another one was used, or its time is over, or the address is another', async () => {
      const id = await contact('lena@example.test');
      const links: string[] = [];
      for (let n = 0; n < 3; n++) {
        await askForLink(new PageVisitor(house.desk), 'lena@example.test');
        links.push(linkIn((await house.mails())[0]));
      }
      const use = async (link: string) => (await useLink(new PageVisitor(house.desk), link)).statusCode;
      expect(new Set(links).size).toBe(3);
      expect([await use(links[1]!), await use(links[0]!), await use(links[2]!)]).toEqual([303, 403, 403]);
      const fresh = async () => {
        await house.desk.db.query(`delete from notifications where bundle = 'sign-in'`);
        await askForLink(new PageVisitor(house.desk), 'lena@example.test');
        return linkIn((await house.mails())[0]);
      };
      const old = await fresh();
      await house.desk.db.query(`update sign_in_links set expires_at = now() - interval '1 second'`);
      expect(await use(old)).toBe(403);
      const moved = await fresh();
      await house.desk.call('PATCH', `/contacts/${id}`, { email: 'lena2@example.test' });
      expect(await use(moved)).toBe(403);
    });

    test('lives a quarter of an hour, and stands in clear nowhere but in the mail', async () => {
      await askForLink(new PageVisitor(house.desk), 'anna@example.test');
      const token = linkIn((await house.mails())[0])
        .split('/')
        .at(-1)!;
      const [link] = await rows(
        `select hash, extract(epoch from expires_at - now()) as seconds from sign_in_links order by expires_at desc`,
      );
      expect(Number(link.seconds)).toBeGreaterThan(890);
      expect(Number(link.seconds)).toBeLessThanOrEqual(900);
      expect(link.hash).toEqual(createHash('sha256').update(token).digest());
      expect(JSON.stringify(await rows('select * from sign_in_links'))).not.toContain(token);
      expect(JSON.stringify(await rows('select * from notifications'))).not.toContain(token);
    });

    test('goes to one address three times in a quarter of an hour, however often it is asked for', async () => {
      const answers = [];
      for (let n = 0; n < 6; n++)
        answers.push(await askForLink(new PageVisitor(house.desk), 'anna@example.test'));
      expect(new Set(answers.map(({ statusCode }) => statusCode))).toEqual(new Set([200]));
      expect(await rows(`select 1 from notifications where bundle = 'sign-in'`)).toHaveLength(3);
    });

    test('waits for no quiet hours, and is not sent when nobody waits for it any more', async () => {
      const week = Object.fromEntries(
        ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map((day) => [day, [] as string[][]]),
      );
      const never = {
        ...week,
        [['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'][(new Date().getUTCDay() + 3) % 7]!]: [
          ['10:00', '10:01'],
        ],
      };
      await house.desk.call('POST', '/calendars', { name: 'Тихо', timeZone: 'UTC', week: never });
      const id = await contact('quiet@example.test');
      await house.desk.call('PUT', `/contacts/${id}/notifications`, { quietHours: 'Тихо' });
      await askForLink(new PageVisitor(house.desk), 'quiet@example.test');
      expect(await house.mails()).toHaveLength(1);
      await askForLink(new PageVisitor(house.desk), 'quiet@example.test');
      await house.desk.db.query(`update notifications set created_at = now() - interval '16 minutes'`);
      expect(await house.mails()).toHaveLength(0);
    });

    test('opens nothing for staff, for an address of ours, or for whom an administrator has shut out', async () => {
      await createUser(house.desk.db, {
        login: 'boss',
        name: 'Boss',
        role: 'administrator',
        email: 'boss@example.test',
      });
      await contact(ownAddress);
      for (const address of [
        'boss@example.test',
        ownAddress,
        'not an address',
        'a@b\0c',
        `${'x'.repeat(300)}@y`,
      ])
        await askForLink(new PageVisitor(house.desk), address);
      expect(await house.mails()).toHaveLength(0);
      const contactId = await contact('out@example.test');
      const id = await createUser(house.desk.db, { login: 'out', name: 'Out', role: 'portal', contactId });
      await updateUser(house.desk.db, id, { disabled: true });
      await askForLink(new PageVisitor(house.desk), 'out@example.test');
      expect((await useLink(new PageVisitor(house.desk), linkIn((await house.mails())[0]))).statusCode).toBe(
        403,
      );
    });

    test('makes a member of staff who is a contact too a requester, and no more', async () => {
      await contact('boss@example.test');
      const browser = await house.visitor('boss@example.test');
      expect((await browser.get('/portal')).statusCode).toBe(200);
      expect((await browser.get('/contracts')).statusCode).toBe(403);
    });

    test('is not offered where no mail leaves', async () => {
      const other = await openPortalHouse({ signInByMail: undefined } as never);
      const page = (await new PageVisitor(other.desk).get('/portal/sign-in')).body;
      await other.desk.close();
      expect(page).not.toContain('action="/portal/sign-in/link"');
      expect(page).toContain('action="/portal/sign-in/password"');
    });
  });

  describe('by a password', () => {
    test('needs one that the person has set, after which it opens the door', async () => {
      await contact('pavel@example.test');
      expect((await byPassword(new PageVisitor(house.desk), 'pavel@example.test', '')).statusCode).toBe(401);
      const browser = await house.visitor('pavel@example.test');
      const set = async (fields: Record<string, string>) =>
        browser.post('/portal/settings/password', {
          ...fields,
          _csrf: await browser.csrf('/portal/settings'),
        });
      expect((await set({ fresh: 'short' })).statusCode).toBe(422);
      expect((await set({ fresh: 'correct horse battery' })).statusCode).toBe(303);
      expect((await browser.get('/portal')).statusCode).toBe(200);
      const back = '/portal/new';
      const entered = await byPassword(
        new PageVisitor(house.desk),
        'Pavel@example.test',
        'correct horse battery',
        back,
      );
      expect([entered.statusCode, entered.headers.location]).toEqual([303, back]);
      expect((await byPassword(new PageVisitor(house.desk), 'pavel@example.test', 'wrong')).statusCode).toBe(
        401,
      );
      // The new session did not come by a link: now the present password is asked for.
      expect((await set({ fresh: 'another horse battery' })).statusCode).toBe(403);
      expect(
        (await set({ fresh: 'another horse battery', current: 'correct horse battery' })).statusCode,
      ).toBe(303);
    }, 20_000);

    test('does not open the portal by the password of staff', async () => {
      await makeUser(house.desk, 'olga', 'operator', { name: 'Ольга', email: 'olga@example.test' });
      await contact('olga@example.test');
      expect(
        (await byPassword(new PageVisitor(house.desk), 'olga@example.test', 'correct horse')).statusCode,
      ).toBe(401);
    });
  });
});
