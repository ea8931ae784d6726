import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { makeUser } from './access-house';
import { expectReadable, listen, newPage, signIn } from './browsing';
import { openBrowser } from './chromium';
import { openDesk, type Desk } from './desk';

const open = [['00:00', '24:00']];
const week = { mon: open, tue: open, wed: open, thu: open, fri: open, sat: open, sun: open };

describe('the service manager’s pages in a browser', () => {
  let desk: Desk;
  let browser: Browser;
  let url: string;

  beforeAll(async () => {
    desk = await openDesk();
    url = await listen(desk);
    await makeUser(desk, 'marta', 'manager', { name: 'Марта Договорова' });
    await desk.call('POST', '/organisations', { name: 'Ромашка' });
    await desk.call('POST', '/services', { name: 'Сеть' });
    await desk.call('POST', '/calendars', {
      name: 'Всегда',
      timeZone: 'Europe/Moscow',
      week,
      holidays: [{ date: `${new Date().getUTCFullYear()}-01-01`, name: 'Новый год' }],
    });
    await desk.call('POST', '/contacts', { name: 'Иван', email: 'ivan@x.test', organisation: 'Ромашка' });
    await desk.call('POST', '/contracts', {
      number: 'К-0',
      organisation: 'Ромашка',
      services: ['Сеть'],
      startsOn: '2026-01-01',
      endsOn: '2099-12-31',
      calendar: 'Всегда',
      targets: [{ priority: 'high', reactionMinutes: 30, resolutionMinutes: 240 }],
      pauseOn: ['waiting_customer'],
      warnAt: [50, 75, 90],
    });
    browser = await openBrowser();
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await desk?.close();
  });

  const visit = async (path: string, options: BrowserContextOptions = {}): Promise<Page> => {
    const page = await newPage(browser, { timezoneId: 'Asia/Tokyo', ...options });
    await signIn(page, url, 'marta', path);
    return page;
  };
  const register = async (title: string): Promise<string> =>
    (
      await desk.call('POST', '/tickets', {
        title,
        description: '',
        channel: 'api',
        requester: { name: 'Иван', email: 'ivan@x.test' },
        priority: 'high',
      })
    ).json.number;
  const fill = async (page: Page) => {
    await page.getByLabel('Номер').fill('К-1');
    await page.getByLabel('Организация').selectOption('Ромашка');
    await page.getByLabel('Первый день').fill('2026-01-01');
    await page.getByLabel('Последний день').fill('2099-12-31');
    await page.locator('[name=calendar]').selectOption('Всегда');
    await page.getByRole('checkbox', { name: 'Сеть' }).check();
    await page.locator('[name="targets[1].reaction"]').fill('30 мин');
    await page.locator('[name="targets[1].resolution"]').fill('4 ч');
  };

  test('a contract is described, and what it means stands beside while it is written', async () => {
    const page = await visit('/contracts/new');
    await fill(page);
    await page.locator('#meaning').getByText('ответить до').waitFor();
    await page.getByLabel('Если зарегистрировать').fill('2027-01-08T17:30');
    await page.locator('#meaning').getByText('ответить до пт, 8 янв. 2027 г., 18:00').waitFor();
    await page.getByLabel('Последний день').fill('2020-01-01');
    await page.locator('.buttons').getByRole('button', { name: 'Сохранить' }).click();
    await page.getByText('2020-01-01 раньше начала, 2026-01-01').waitFor();
    expect(await page.getByLabel('Номер').inputValue()).toBe('К-1');
    await page.getByLabel('Последний день').fill('2099-12-31');
    await page.locator('.buttons').getByRole('button', { name: 'Сохранить' }).click();
    await page.waitForURL(/\/contracts\/\d+$/);
    expect(await page.locator('h1').innerText()).toContain('Действует');
  });

  test('a ticket tells its deadline by the contract’s clocks and by the reader’s', async () => {
    const page = await visit(`/tickets/${await register('Нет сети')}`);
    const card = page.locator('#sla');
    expect(await card.innerText()).toMatch(/Ответить до .*\(Москва; у вас .*\), осталось 30 мин/);
    await card.getByText('Как получается срок').first().click();
    expect(await card.innerText()).toContain('Норма: 30 мин рабочего времени по договору К-0.');
    const moscow = await visit(page.url().slice(url.length), { timezoneId: 'Europe/Moscow' });
    expect(await moscow.locator('#sla').innerText()).toMatch(/Ответить до .*\(Москва\), осталось/);
  });

  test('a new ticket comes up on the board by itself, and a thousand are one quick page', async () => {
    const page = await visit('/board');
    await page.evaluate(() => Object.assign(window, { same: true }));
    const number = await register('Только что');
    await page.locator('#board').getByRole('link', { name: number }).waitFor();
    expect(await page.evaluate(() => 'same' in window)).toBe(true);
    await desk.db.query(
      `with t as (insert into tickets (number, title, description, status, priority, channel, requester_id, contract_id, created_at)
         select 'SD-9' || lpad(n::text, 5, '0'), 'Заявка ' || n, '', 'in_progress', t.priority, t.channel, t.requester_id, t.contract_id, now()
           from tickets t, generate_series(1, 1000) n where t.number = $1 returning id),
       f as (insert into sla_facts select t.id, f.key, f.at, f.origin, f.fact, f.terms_id from t, sla_facts f
              where f.ticket_id = (select id from tickets where number = $1))
       insert into sla_clocks select t.id, c.clock, c.state, c.due + t.id * interval '1 second', null, false, c.view, c.judged_at
         from t, sla_clocks c where c.ticket_id = (select id from tickets where number = $1)`,
      [number],
    );
    const began = Date.now();
    await page.goto(`${url}/board?page=21`);
    expect(await page.locator('.board tbody tr').count()).toBeLessThan(50);
    expect(await page.locator('#board .badges').innerText()).toMatch(/Срок идёт: 100\d/);
    expect(Date.now() - began).toBeLessThan(10_000);
  });

  test('without JavaScript the same form answers and saves', async () => {
    const page = await visit('/contracts/new', { javaScriptEnabled: false });
    await fill(page);
    await page.getByLabel('Номер').fill('К-2');
    await page.getByRole('button', { name: 'Показать' }).click();
    await page.locator('#meaning').getByText('ответить до').waitFor();
    await page.getByRole('button', { name: 'Ещё строки' }).click();
    await page.locator('[name="targets[5].reaction"]').waitFor();
    await page.locator('.buttons').getByRole('button', { name: 'Сохранить' }).click();
    await page.waitForURL(/\/contracts\/\d+$/);
  });

  test('all of it can be read in light and dark, on a desk and on a telephone', async () => {
    const number = await register('Читаемо');
    await desk.call('PATCH', `/tickets/${number}`, { status: 'waiting_customer' });
    const page = await visit('/contracts');
    for (const path of [
      '/contracts',
      '/contracts/new',
      '/contracts/1',
      '/calendars/1',
      '/calendars/1/edit',
      '/board',
      '/reports',
      `/tickets/${number}`,
    ]) {
      await page.goto(`${url}${path}`);
      await expectReadable(page);
    }
  }, 60_000);
});
