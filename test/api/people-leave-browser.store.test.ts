import type { Browser, Page } from 'playwright-core';
import { transaction } from '../../store/database';
import { addParticipants } from '../../store/mail/sender';
import { makeUser } from './access-house';
import { violationsOf } from './axe';
import { expectReadable, listen, newPage, picture, signIn } from './browsing';
import { openBrowser } from './chromium';
import { aTicket, openDesk, type Desk } from './desk';

jest.setTimeout(60_000);

describe('people who leave, in a browser', () => {
  let desk: Desk;
  let browser: Browser;
  let url: string;
  let page: Page;
  let number: string;
  let ticket: number;
  let contact: string;

  beforeAll(async () => {
    desk = await openDesk();
    url = await listen(desk);
    await makeUser(desk, 'marta', 'manager');
    const made = (await desk.call('POST', '/tickets', aTicket())).json;
    number = made.number;
    contact = made.requester.id;
    ticket = (await desk.db.query<{ id: number }>('select id from tickets where number = $1', [number]))
      .rows[0]!.id;
    await desk.db.query(`update links set record_id = '4711', state = 'linked' where ticket_id = $1`, [
      ticket,
    ]);
    browser = await openBrowser();
    page = await newPage(browser);
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await desk?.close();
  });

  /** The page in both languages, readable and without a fault of access. */
  const look = async (name: string) => {
    expect(await violationsOf(page)).toEqual([]);
    await picture(page, `${name}-ru`);
    await expectReadable(page);
    const english = await newPage(browser, { locale: 'en-GB' });
    await english
      .context()
      .addCookies((await page.context().cookies()).filter((one) => one.name !== 'language'));
    await english.goto(page.url());
    await picture(english, `${name}-en`);
    await english.setViewportSize({ width: 390, height: 844 });
    await picture(english, `${name}-en-phone`);
    await english.context().close();
  };

  test('a participant is taken out only after the page has said what that means', async () => {
    const boris = (await desk.call('POST', '/contacts', { name: 'Борис', email: 'boris@elsewhere.test' }))
      .json.id;
    await transaction(desk.db, (tx) => addParticipants(tx, ticket, [Number(boris)], 'in copy'));
    await signIn(page, url, 'marta', `/tickets/${number}`);
    const button = page.getByRole('button', { name: 'Убрать из заявки: Борис' });
    expect(await button.isVisible()).toBe(false);
    await page.getByText('Убрать…').click();
    await page.getByText('на портале она не видна').waitFor();
    await look('participant');
    await page.goto(`${url}/tickets/${number}`);
    await page.getByText('Убрать…').click();
    await button.click();
    await page.waitForURL(`${url}/tickets/${number}`);
    await page.locator('#participants').waitFor({ state: 'detached' });
  });

  test('a person is made anonymous, and the page follows him out of the other systems by itself', async () => {
    await page.goto(`${url}/personal-data/${contact}`);
    await page.locator('[name=name]').fill('Анна Петрова');
    await page.getByRole('button', { name: 'Обезличить' }).click();
    await page.getByText('Обработано записей: 0 из 1').first().waitFor();
    await look('leaving');
    await page.reload();
    await desk.db.query(
      `update erasure_records set state = 'done', notes = case when system = 'executors' then 2 else 0 end,
         users = case when system = 'helpdesk' then '[{"id": "43", "page": "http://desk.test/Admin/Users/Modify.html?id=43"}]' else users end`,
    );
    await page.getByRole('link', { name: '#43' }).waitFor();
    await page.getByText('rt-shredder').waitFor();
    expect(await page.getByText('Обработаны все записи: 1').count()).toBe(2);
    await look('left');
  });
});
