import type { Browser } from 'playwright-core';
import { appOf, makeUser, secret } from './access-house';
import { listen, newPage, picture, typePassword } from './browsing';
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
    url = await listen(desk);
    await makeUser(desk, 'admin', 'administrator');
    await makeUser(desk, 'olga', 'operator');
    await desk.call('POST', '/tickets', aTicket());
    browser = await openBrowser();
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await desk?.close();
  });

  test('an administrator sets up his second factor, signs in with it, and looks after others', async () => {
    const page = await newPage(browser);
    await page.goto(`${url}/sign-in`);
    await page.getByRole('link', { name: 'Войти через Ромашка ID' }).waitFor();
    await picture(page, 'sign-in-ru');
    await typePassword(page, url, 'admin');
    await page.getByText('второй фактор обязателен').waitFor();
    const drawn = page.getByRole('img', { name: 'Картинка с ключом' });
    await drawn.waitFor();
    expect(await page.evaluate(`document.querySelector('.key-picture').naturalWidth`)).toBeGreaterThan(0);
    await picture(page, 'set-up-ru');
    const app = appOf(await page.content());
    await page.getByLabel('Код из приложения').fill(app.code());
    await page.getByRole('button', { name: 'Подтвердить' }).click();
    expect(await page.locator('.recovery-codes li').count()).toBe(10);
    await picture(page, 'codes-ru');
    const code = await page.locator('.recovery-codes code').first().innerText();
    await page.getByRole('link', { name: 'Я сохранил' }).click();
    await page.goto(`${url}/users`);
    await page.getByRole('heading', { name: 'Сотрудники' }).waitFor();
    await picture(page, 'users-ru');
    await page.goto(`${url}/audit`);
    expect(await page.locator('main').innerText()).toContain('второй фактор включён');
    await picture(page, 'audit-ru');
    const other = await newPage(browser, { locale: 'en-GB', viewport: { width: 390, height: 800 } });
    await typePassword(other, url, 'admin');
    await other.getByLabel('Code of the app, or a recovery code').fill(code);
    await picture(other, 'code-en-phone');
    await other.getByRole('button', { name: 'Sign in', exact: true }).click();
    await other.waitForURL(`${url}/tickets`);
    await other.goto(`${url}/account`);
    await picture(other, 'account-en-phone');
    const wide = await other.evaluate('document.documentElement.scrollWidth - innerWidth');
    expect(wide).toBeLessThanOrEqual(0);
  });

  test('somebody who sees a session that he does not know ends it, and it is over there at once', async () => {
    const [own, strange] = [await newPage(browser), await newPage(browser)];
    await typePassword(own, url, 'olga');
    await typePassword(strange, url, 'olga');
    await strange.waitForURL(`${url}/tickets`);
    await own.goto(`${url}/account`);
    await picture(own, 'account-ru');
    expect(await paleTexts(own)).toEqual([]);
    await own.getByRole('button', { name: 'Завершить все остальные' }).click();
    await own.waitForLoadState();
    expect(await own.locator('.sessions tbody tr').count()).toBe(1);
    await strange.goto(`${url}/tickets`);
    expect(strange.url()).toContain('/sign-in?back=');
  });

  test('a manager finds a person, sees what is held, and has to type the name', async () => {
    await makeUser(desk, 'marta', 'manager');
    const page = await newPage(browser, { locale: 'en-GB', colorScheme: 'dark' });
    await typePassword(page, url, 'marta');
    await page.goto(`${url}/personal-data?q=anna%40example.test`);
    await page.getByRole('link', { name: 'Анна Петрова' }).click();
    await picture(page, 'personal-en-dark');
    expect(await paleTexts(page)).toEqual([]);
    await page.getByLabel('To confirm').fill('Анна');
    await page.getByRole('button', { name: 'Make anonymous' }).click();
    await page.getByText('typed differently').waitFor();
    await page.getByLabel('To confirm').fill('Анна Петрова');
    await page.getByRole('button', { name: 'Make anonymous' }).click();
    await page.getByRole('heading', { name: /Anonymous \d+/ }).waitFor();
  });
});
