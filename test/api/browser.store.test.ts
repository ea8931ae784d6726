import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { applyChanges } from '../../store/apply-changes';
import { insertChange } from '../../store/changes';
import { confirm } from '../../store/confirm';
import { transaction } from '../../store/database';
import { closeGate } from '../../store/gates';
import { raiseProblem } from '../../store/problems';
import { saveClockOffset } from '../../store/source-cursors';
import { rules } from '../domain/rules';
import { makeUser } from './access-house';
import { expectReadable, listen, newPage, picture, signIn } from './browsing';
import { openBrowser } from './chromium';
import { aTicket, openDesk, type Desk } from './desk';

describe('the engineer’s pages in a browser', () => {
  let desk: Desk;
  let browser: Browser;
  let url: string;
  let number: string;

  beforeAll(async () => {
    desk = await openDesk();
    url = await listen(desk);
    await makeUser(desk, 'egor', 'engineer', { name: 'Егор Инженер' });
    browser = await openBrowser();
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await desk?.close();
  });
  beforeEach(async () => {
    number = (await desk.call('POST', '/tickets', aTicket())).json.number;
  });
  afterEach(async () => {
    await Promise.all(browser.contexts().map((context) => context.close()));
    await desk.db.query('delete from gates');
  });

  /** A page of ours, seen by the engineer who has just signed in. */
  const open = async (path: string, options: BrowserContextOptions = {}): Promise<Page> => {
    const page = await newPage(browser, options);
    await signIn(page, url, 'egor', path);
    return page;
  };
  const linkOf = async (system: string) =>
    (
      await desk.db.query<{ id: number; ticketId: number }>(
        `select l.id, l.ticket_id as "ticketId" from links l join tickets t on t.id = l.ticket_id where t.number = $1 and l.system = $2`,
        [number, system],
      )
    ).rows[0]!;
  const problem = async () => {
    const { id, ticketId } = await linkOf('helpdesk');
    await raiseProblem(desk.db, {
      ticketId,
      linkId: id,
      system: 'helpdesk',
      kind: 'field-refused',
      field: 'title',
      value: 'long',
      values: { field: 'title', value: 'long', ticket: number, record: '7' },
    });
  };
  const conflict = () =>
    desk.db.query(
      `insert into conflicts (ticket_id, field, winner, loser) select id, 'priority', $2, $3 from tickets where number = $1`,
      [
        number,
        { system: 'front', value: 'normal', at: Date.now(), actor: 'Ольга' },
        { system: 'executors', value: 'urgent', at: Date.now() - 1000, actor: 'Egor' },
      ],
    );
  const cardOf = (page: Page, kind: 'problem-card' | 'conflict') =>
    page.locator(`.${kind}`, { has: page.getByRole('link', { name: number }) });

  test('a problem that comes up shows without a reload, and is given to somebody and tried again by click', async () => {
    const page = await open('/sync');
    await page.evaluate(() => Object.assign(window, { same: true }));
    await problem();
    const card = cardOf(page, 'problem-card');
    await card.getByText('поле «Тема» со значением «long» не принято').waitFor();
    expect(await page.evaluate(() => 'same' in window)).toBe(true);
    await card.getByLabel('Занимается').selectOption('Егор Инженер');
    await card.getByRole('button', { name: 'Назначить' }).click();
    await page.waitForURL(`${url}/sync#problems`);
    expect(await card.getByLabel('Занимается').locator('option:checked').innerText()).toBe('Егор Инженер');
    await card.getByRole('button', { name: 'Повторить' }).click();
    await card.waitFor({ state: 'detached' });
    expect(desk.woken).toContain(number);
  });

  test('what somebody is typing outlives what happens meanwhile', async () => {
    await problem();
    const page = await open('/sync');
    const field = cardOf(page, 'problem-card').getByLabel('Значение для этой системы');
    await field.fill('shorter');
    await page.getByRole('heading', { name: 'Системы' }).click();
    await closeGate(desk.db, 'executors', 'down');
    await page.locator('#systems').getByText('Недоступна').waitFor();
    expect(await field.inputValue()).toBe('shorter');
  });

  test('a conflict is decided by one click on the ticket’s page, which follows what the systems do', async () => {
    await conflict();
    const page = await open(`/tickets/${number}`);
    await cardOf(page, 'conflict').getByRole('button', { name: 'Пусть будет это' }).click();
    await page.locator('#head').getByText('Срочный').waitFor();
    await page.evaluate(() => Object.assign(window, { same: true }));
    const systems = page.locator('#systems');
    expect(await systems.getByText('Совпадает').count()).toBe(0);
    for (const system of ['helpdesk', 'executors']) {
      const { id } = await linkOf(system);
      await desk.db.query(`update links set record_id = id::text, state = 'linked' where id = $1`, [id]);
      await confirm(desk.db, id, 2);
    }
    await page.locator('#waits').getByText('Во всех системах одинаково').waitFor();
    expect(await systems.getByText('Совпадает').count()).toBe(2);
    expect(await page.evaluate(() => 'same' in window)).toBe(true);
  });

  test.each([
    ['ru-RU', 'Файл «video.mp4» (48,2', 'Файл остался на месте'],
    ['en-GB', 'The file “video.mp4” (48.2 MB) of olga is larger than 25 MB', 'File left where it is'],
  ])(
    'a file that is not kept here is told in the reader’s language (%s)',
    async (locale, remark, problem) => {
      const { id, ticketId } = await linkOf('helpdesk');
      await insertChange(desk.db, {
        ...{
          ticketId,
          linkId: id,
          system: 'helpdesk',
          recordId: '7',
          kind: 'comment',
          changeId: number,
          entry: '9',
        },
        at: Date.now(),
        actor: { id: '7', name: 'olga' },
        data: {
          body: 'See the video',
          visibility: 'public',
          leftOut: [
            {
              ...{ remoteId: '1', filename: 'video.mp4', size: 48.2 * 1024 * 1024, limit: 25 * 1024 * 1024 },
              page: 'https://helpdesk.test/Ticket/Display.html?id=7',
            },
          ],
        },
      });
      await transaction(desk.db, (tx) => applyChanges(tx, ticketId, rules));
      const page = await open(`/tickets/${number}`, { locale });
      const comment = page.locator('.comment.internal', { hasText: 'video.mp4' });
      expect(await comment.locator('.body').innerText()).toContain(remark);
      expect(await cardOf(page, 'problem-card').getByRole('heading').innerText()).toBe(problem);
      await picture(page, `left-out-${locale}`);
      await page.setViewportSize({ width: 390, height: 900 });
      await picture(page, `left-out-${locale}-phone`);
    },
  );

  test('the fields of a ticket follow what others change, unless somebody fills them in', async () => {
    const page = await open(`/tickets/${number}`);
    await desk.call('PATCH', `/tickets/${number}`, { priority: 'urgent' });
    const fields = page.locator('#fields');
    await fields
      .locator('select[name=priority] option:checked', { hasText: 'Срочный' })
      .waitFor({ state: 'attached' });
    await fields.getByLabel('Тема').fill('Мой заголовок');
    await desk.call('PATCH', `/tickets/${number}`, { priority: 'low' });
    await page.locator('#head').getByText('Низкий').waitFor();
    expect(await fields.getByLabel('Тема').inputValue()).toBe('Мой заголовок');
  });

  test('from a number to its whole story in two steps', async () => {
    const page = await open('/sync');
    await page.getByPlaceholder('SD-1042').fill(number.slice(3));
    await page.keyboard.press('Enter');
    await page.waitForURL(`${url}/tickets/${number}`);
    expect(await page.locator('#story').innerText()).toContain('Создана');
  });

  test('everything works without JavaScript', async () => {
    await problem();
    await conflict();
    const page = await open('/sync', { javaScriptEnabled: false });
    await cardOf(page, 'conflict').getByRole('button', { name: 'Оставить это' }).click();
    await page.waitForURL(`${url}/sync#conflicts`);
    expect(await cardOf(page, 'conflict').count()).toBe(0);
    await cardOf(page, 'problem-card').getByRole('button', { name: 'Пропустить' }).click();
    await page.waitForURL(`${url}/sync#problems`);
    expect(await cardOf(page, 'problem-card').count()).toBe(0);
    await page.getByRole('button', { name: 'Начать сверку' }).click();
    await page.getByRole('button', { name: 'Остановить' }).click();
    expect(await page.locator('#runs').innerText()).toContain('Остановлена');
  });

  test('both pages can be read in light and dark, on a desk and on a telephone', async () => {
    await problem();
    await conflict();
    await closeGate(desk.db, 'executors', 'down');
    await saveClockOffset(desk.db, 'executors', 9000);
    const page = await open('/sync');
    for (const path of ['/sync', `/tickets/${number}`]) {
      await page.goto(`${url}${path}`);
      await expectReadable(page);
    }
  });
});
