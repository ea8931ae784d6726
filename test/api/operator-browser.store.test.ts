import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { makeUser } from './access-house';
import { listen, newPage, signIn } from './browsing';
import { openBrowser } from './chromium';
import { aTicket } from './desk';
import { openFurnished, type Furnished } from './furnished';

describe('the operator’s day in a browser', () => {
  let furnished: Furnished;
  let browser: Browser;
  let url: string;
  let number: string;

  beforeAll(async () => {
    furnished = await openFurnished();
    const { desk } = furnished;
    url = await listen(desk);
    await makeUser(desk, 'olga', 'operator', { name: 'Ольга' });
    await makeUser(desk, 'petr', 'operator', { name: 'Пётр' });
    browser = await openBrowser();
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await furnished?.desk.close();
  });
  beforeEach(async () => {
    number = (await furnished.desk.call('POST', '/tickets', aTicket())).json.number;
  });
  afterEach(() => Promise.all(browser.contexts().map((context) => context.close())));

  const open = async (path: string, login = 'olga', options: BrowserContextOptions = {}): Promise<Page> => {
    const page = await newPage(browser, options);
    await signIn(page, url, login, path);
    return page;
  };
  const textOf = (page: Page) => page.locator('#write textarea').inputValue();

  test('a canned answer is found and put in at the cursor by keyboard alone, and a note sent', async () => {
    const page = await open(`/tickets/${number}`);
    await page.keyboard.press('c');
    await page.keyboard.type('До и после');
    for (let i = 0; i < 'и после'.length; i += 1) await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('Control+k');
    await page.keyboard.type('ничего такого');
    expect(await page.locator('.canned li:visible').count()).toBe(0);
    await page.keyboard.press('Control+k');
    await page.keyboard.type('работ');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => document.querySelector('textarea')?.value.includes('Здравствуйте'));
    expect(await textOf(page)).toMatch(
      new RegExp(`^До Здравствуйте, Анна Петрова! Заявка ${number} в работе, срок: .*\\. Ольгаи после$`),
    );
    await page.keyboard.press('Control+Enter');
    await page.locator('.comment.internal').getByText('До Здравствуйте').waitFor();
  });

  test('files are taken by paste and by drop', async () => {
    const page = await open(`/tickets/${number}`);
    const give = (kind: 'paste' | 'drop', name: string) =>
      page.locator('#write textarea').evaluate(
        (field, [type, filename]) => {
          const data = new DataTransfer();
          data.items.add(new File(['x'], filename!));
          const init = { bubbles: true, cancelable: true };
          field.dispatchEvent(
            type === 'paste'
              ? new ClipboardEvent('paste', { ...init, clipboardData: data })
              : new DragEvent('drop', { ...init, dataTransfer: data }),
          );
        },
        [kind, name] as const,
      );
    await page.locator('#write textarea').fill('вот');
    await give('paste', 'снимок.png');
    await give('drop', 'журнал.txt');
    await page.locator('button.say.internal').click();
    await page.locator('.comment .files').getByText('журнал.txt').waitFor();
    expect(await page.locator('.comment .files li').count()).toBe(2);
  });

  test('the seconds that are left to undo run in plain sight', async () => {
    const page = await open(`/tickets/${number}`);
    const left = page.locator('[data-left]');
    const first = await left.innerText();
    await page.waitForFunction((was) => document.querySelector('[data-left]')?.textContent !== was, first);
    await page.getByRole('button', { name: 'Отменить регистрацию' }).click();
    await page.locator('#head .status-cancelled').waitFor();
  });

  test('from the board by keys: down, mark, act on the chosen, see it done', async () => {
    const page = await open('/board');
    const rows = page.locator('[data-row]');
    await page.keyboard.press('j');
    await page.keyboard.press('x');
    await page.keyboard.press('j');
    await page.keyboard.press('x');
    await page.getByText('выбрано: 2').waitFor();
    const chosen = [await rows.nth(0).getAttribute('data-row'), await rows.nth(1).getAttribute('data-row')];
    // What happens meanwhile takes no mark away.
    await page.locator('h1').click();
    await furnished.desk.call('PATCH', `/tickets/${number}`, { title: 'Новая тема' });
    await page.locator('#board').getByText('Новая тема').waitFor();
    expect(await page.locator('[data-mark]:checked').count()).toBe(2);
    await page.keyboard.press('e');
    await page.locator('#bulk [name=status]').selectOption('in_progress');
    await page.locator('#bulk [name=assignee]').selectOption('мне');
    await page.locator('#bulk button.primary').click();
    await page.getByText('Завершено.').waitFor();
    expect(await page.locator('.bulk-done').count()).toBe(2);
    for (const one of chosen)
      expect((await furnished.desk.call('GET', `/tickets/${one}`)).json).toMatchObject({
        status: 'in_progress',
        assignee: 'Ольга',
      });
  });

  test('“?” shows the keys, which can be switched off, and two keys lead on', async () => {
    const page = await open('/tickets');
    await page.keyboard.press('?');
    const dialog = page.locator('dialog[open]');
    await dialog.getByText('взять заявку себе').waitFor();
    await dialog.locator('[data-keys-on]').uncheck();
    await page.keyboard.press('Escape');
    await page.keyboard.press('?');
    expect(await dialog.count()).toBe(0);
    await page.locator('[data-keys]').click();
    await dialog.locator('[data-keys-on]').check();
    await page.keyboard.press('Escape');
    await page.keyboard.press('g');
    await page.keyboard.press('b');
    await page.waitForURL(`${url}/board`);
    expect(await page.locator('nav [aria-current=page]').getAttribute('href')).toBe('/board');
    await page.keyboard.press('/');
    await page.keyboard.type(`${number}?`.slice(0, -1));
    await page.keyboard.press('Enter');
    await page.waitForURL(`${url}/tickets/${number}`);
    await page.keyboard.press('a');
    await page.getByText('Заявка ваша').waitFor();
  });

  test('two on one ticket see at once that the other is there, and writes, and is gone', async () => {
    const [olga, petr] = [await open(`/tickets/${number}`), await open(`/tickets/${number}`, 'petr')];
    await olga.getByText('Пётр смотрит эту заявку').waitFor();
    await petr.getByText('Ольга смотрит эту заявку').waitFor();
    await petr.locator('#write textarea').fill('сейчас');
    await olga.getByText('Пётр пишет').waitFor();
    await petr.goto(`${url}/tickets`);
    await olga.locator('#presence').getByText('Пётр').waitFor({ state: 'detached' });
  });

  test('the form asks what the chosen service asks, and keeps what is typed while it looks ahead', async () => {
    const page = await open('/tickets/new');
    await page.locator('[name=title]').fill('Принтер');
    await page.locator('[name=service]').selectOption('Печать');
    await page.getByLabel('Номер кабинета').fill('30');
    await page.locator('[name=impact]').selectOption('company');
    await page.locator('#goes-to').getByText('Срочный').waitFor();
    await page.getByLabel('Номер кабинета').press('End');
    await page.keyboard.type('5');
    await page.locator('[name=urgency]').selectOption('waits');
    await page.locator('#goes-to').getByText('Высокий').waitFor();
    expect(await page.getByLabel('Номер кабинета').inputValue()).toBe('305');
    expect(await page.locator('#goes-to').innerText()).toContain('исполнители: Network (executors)');
  });

  test('without the script everything is still there: take, mark, act', async () => {
    const page = await open('/board', 'olga', { javaScriptEnabled: false });
    await page.locator(`[name="t.${number}"]`).check();
    await page.locator('#bulk [name=priority]').selectOption('urgent');
    await page.locator('#bulk button.primary').click();
    await page.waitForURL(/\/bulk\/\d+$/);
    await page.goto(`${url}/tickets/${number}`);
    await page.getByRole('button', { name: 'Взять себе' }).click();
    await page.getByText('Заявка ваша').waitFor();
    const status = page.locator('#status [name=status]');
    expect(await status.inputValue()).toBe('in_progress'); // what comes next, not the first of the list
    await status.selectOption('cancelled');
    await page.getByRole('button', { name: /Сменить, причина для сотрудников/ }).click();
    await page.locator('.faults').getByText('напишите причину').waitFor();
  });
});
