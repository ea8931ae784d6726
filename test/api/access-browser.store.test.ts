import type { AddressInfo } from 'node:net';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { appOf, makeUser, secret } from './access-house';
import { openBrowser } from './chromium';
import { paleTexts } from './contrast';
import { aTicket, openDesk, type Desk } from './desk';

const usual = { idleHours: 12, absoluteHours: 168 };

describe('access in a browser', () => {
  let desk: Desk;
  let browser: Browser;
  let url: string;

  beforeAll(async () => {
    const oidc = {
      issuer: 'http://127.0.0.1:9',
      clientId: 'a',
      clientSecret: 'b',
      scope: 'openid',
      label: 'Ромашка ID',
      roles: {},
      createUsers: false,
      portal: false,
      trustSecondFactor: false,
    };
    desk = await openDesk({ secret, access: { sessions: usual, secondFactorFor: ['administrator'], oidc } });
    await desk.app.listen({ host: '127.0.0.1', port: 0 });
    url = `http://127.0.0.1:${(desk.app.server.address() as AddressInfo).port}`;
    await makeUser(desk, 'admin', 'administrator');
    await makeUser(desk, 'olga', 'operator');
    await desk.call('POST', '/tickets', aTicket());
    browser = await openBrowser();
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await desk?.close();
  });

  const open = async (options: BrowserContextOptions = {}): Promise<Page> => {
    const page = await (await browser.newContext({ locale: 'ru-RU', ...options })).newPage();
    page.setDefaultTimeout(10_000);
    return page;
  };
  const shot = async (page: Page, name: string): Promise<void> => {
    const directory = process.env.SCREENSHOTS;
    if (directory) await page.screenshot({ path: `${directory}/${name}.png`, fullPage: true });
  };
  const password = async (page: Page, login: string) => {
    await page.goto(`${url}/sign-in`);
    await page.locator('[name=login]').fill(login);
    await page.locator('[name=password]').fill('correct horse');
    await page.locator('main button.primary').click();
  };

  test('an administrator sets up his second factor, signs in with it, and looks after others', async () => {
    const page = await open();
    await page.goto(`${url}/sign-in`);
    await page.getByRole('link', { name: 'Войти через Ромашка ID' }).waitFor();
    await shot(page, 'sign-in-ru');
    await password(page, 'admin');
    await page.getByText('второй фактор обязателен').waitFor();
    const picture = page.getByRole('img', { name: 'Картинка с ключом' });
    await picture.waitFor();
    expect(await page.evaluate(`document.querySelector('.key-picture').naturalWidth`)).toBeGreaterThan(0);
    await shot(page, 'set-up-ru');
    const app = appOf(await page.content());
    await page.getByLabel('Код из приложения').fill(app.code());
    await page.getByRole('button', { name: 'Подтвердить' }).click();
    expect(await page.locator('.recovery-codes li').count()).toBe(10);
    await shot(page, 'codes-ru');
    const code = await page.locator('.recovery-codes code').first().innerText();
    await page.getByRole('link', { name: 'Я сохранил' }).click();
    await page.goto(`${url}/users`);
    await page.getByRole('heading', { name: 'Сотрудники' }).waitFor();
    await shot(page, 'users-ru');
    await page.goto(`${url}/audit`);
    expect(await page.locator('main').innerText()).toContain('второй фактор включён');
    await shot(page, 'audit-ru');
    const other = await open({ locale: 'en-GB', viewport: { width: 390, height: 800 } });
    await password(other, 'admin');
    await other.getByLabel('Code of the app, or a recovery code').fill(code);
    await shot(other, 'code-en-phone');
    await other.getByRole('button', { name: 'Sign in', exact: true }).click();
    await other.waitForURL(`${url}/tickets`);
    await other.goto(`${url}/account`);
    await shot(other, 'account-en-phone');
    const wide = await other.evaluate('document.documentElement.scrollWidth - innerWidth');
    expect(wide).toBeLessThanOrEqual(0);
  });

  test('somebody who sees a session that he does not know ends it, and it is over there at once', async () => {
    const [own, strange] = [await open(), await open()];
    await password(own, 'olga');
    await password(strange, 'olga');
    await strange.waitForURL(`${url}/tickets`);
    await own.goto(`${url}/account`);
    await shot(own, 'account-ru');
    expect(await paleTexts(own)).toEqual([]);
    await own.getByRole('button', { name: 'Завершить все остальные' }).click();
    await own.waitForLoadState();
    expect(await own.locator('.sessions tbody tr').count()).toBe(1);
    await strange.goto(`${url}/tickets`);
    expect(strange.url()).toContain('/sign-in?back=');
  });

  test('a manager finds a person, sees what is held, and has to type the name', async () => {
    await makeUser(desk, 'marta', 'manager');
    const page = await open({ locale: 'en-GB', colorScheme: 'dark' });
    await password(page, 'marta');
    await page.goto(`${url}/personal-data?q=anna%40example.test`);
    await page.getByRole('link', { name: 'Анна Петрова' }).click();
    await shot(page, 'personal-en-dark');
    expect(await paleTexts(page)).toEqual([]);
    await page.getByLabel('To confirm').fill('Анна');
    await page.getByRole('button', { name: 'Make anonymous' }).click();
    await page.getByText('typed differently').waitFor();
    await page.getByLabel('To confirm').fill('Анна Петрова');
    await page.getByRole('button', { name: 'Make anonymous' }).click();
    await page.getByRole('heading', { name: /Anonymous \d+/ }).waitFor();
  });
});
