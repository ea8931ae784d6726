import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { violationsInBothSchemes } from './axe';
import { listen, newPage } from './browsing';
import { openBrowser } from './chromium';
import { aTicket } from './desk';
import { PageVisitor } from './page-visitor';
import { askForLink, linkIn, openPortalHouse, type PortalHouse } from './portal-house';
import { routesOf } from './routes';

/** Requesters look at it on a telephone. */
const phone = { viewport: { width: 390, height: 844 } } as const;
const languages = [
  { locale: 'ru-RU', language: 'ru' },
  { locale: 'en-GB', language: 'en' },
] as const;

describe('every page of the portal', () => {
  let house: PortalHouse;
  let browser: Browser;
  let url: string;
  const paths: string[] = ['/portal', '/portal?whose=organisation', '/portal?q=нетничего'];
  const looked = new Set<string>();

  beforeAll(async () => {
    house = await openPortalHouse();
    const { desk } = house;
    url = await listen(desk);
    const { id } = (await desk.call('POST', '/services', { name: 'Печать' })).json;
    await desk.call('PUT', `/services/${id}/questions`, {
      questions: [{ kind: 'text', required: true, label: { ru: 'Номер кабинета', en: 'Room' } }],
    });
    await desk.call('POST', '/organisations', { name: 'Ромашка' });
    const email = 'anna@example.test';
    const contact = (
      await desk.call('POST', '/contacts', { name: 'Анна Петрова', email, organisation: 'Ромашка' })
    ).json;
    await desk.call('PATCH', `/contacts/${contact.id}`, { seesOrganisation: true });
    for (const status of ['new', 'waiting_customer', 'resolved', 'closed', 'cancelled'])
      paths.push(`/portal/tickets/${await ticketAt(status, contact.id)}`);
    paths.push('/portal/new', '/portal/settings', '/portal/tickets/SD-9999');
    browser = await openBrowser();
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await house?.desk.close();
  });

  /** With what both sides said, a file, and where it is closed a rating. */
  const ticketAt = async (status: string, contact: string): Promise<string> => {
    const { call, keyOf } = house.desk;
    const requester = { id: contact };
    const { number } = (await call('POST', '/tickets', aTicket({ requester, title: `Принтер: ${status}` })))
      .json;
    await call('POST', `/tickets/${number}/comments`, { body: 'Проверьте кабель', visibility: 'public' });
    const key = await keyOf('portal', Number(contact));
    await call('POST', `/tickets/${number}/comments`, { body: 'Кабель на месте' }, { key });
    if (status === 'new') return number;
    await call('PATCH', `/tickets/${number}`, { status });
    if (status === 'closed')
      await call('PUT', `/tickets/${number}/rating`, { score: 4, words: 'Хорошо' }, { key });
    return number;
  };

  const open = async (options: BrowserContextOptions): Promise<Page> => {
    const page = await newPage(browser, { ...phone, ...options });
    page.setDefaultTimeout(20_000);
    return page;
  };

  /** The browser of somebody who came in by a link, with the cookies of one without a screen. */
  const signedIn = async (language: string, options: BrowserContextOptions): Promise<Page> => {
    await house.desk.db.query(`delete from notifications where bundle = 'sign-in'`);
    const visitor = await house.visitor('anna@example.test', language);
    await house.desk.db.query('update contacts set language = $1', [language]);
    const page = await open(options);
    const cookies = visitor.cookies.split('; ').map((one) => one.split('='));
    await page.context().addCookies(cookies.map(([name = '', value = '']) => ({ name, value, url })));
    return page;
  };

  const faultsOf = async (page: Page, path: string, language: string): Promise<readonly object[]> => {
    looked.add(new URL(page.url()).pathname);
    expect(await page.evaluate(() => document.documentElement.lang)).toBe(language);
    return (await violationsInBothSchemes(page)).map((fault) => ({ path, ...fault }));
  };

  test.each(languages)(
    'breaks no rule of WCAG 2.2 AA that a machine can check, in $language, in light and in dark',
    async ({ locale, language }) => {
      const page = await signedIn(language, { locale });
      const faults: object[] = [];
      for (const path of paths) {
        await page.goto(`${url}${path}`);
        faults.push(...(await faultsOf(page, path, language)));
      }
      await page.goto(`${url}/portal/new`);
      await page
        .locator('form[action="/portal/new"]')
        .evaluate((form: HTMLFormElement) => void (form.noValidate = true));
      await page.locator('[name=title]').fill('Принтер');
      await page.locator('[name=service]').selectOption('Печать');
      await page.locator('form[action="/portal/new"] button.primary').click();
      await page.locator('.faults').waitFor();
      faults.push(...(await faultsOf(page, 'a refused form', language)));
      expect(faults).toEqual([]);
    },
    90_000,
  );

  test.each(languages)(
    'of those that lead in breaks none either, in $language, in light and in dark',
    async ({ locale, language }) => {
      await house.desk.db.query(`delete from notifications where bundle = 'sign-in'`);
      await askForLink(new PageVisitor(house.desk), 'anna@example.test');
      const link = linkIn((await house.mails())[0]);
      const page = await open({ locale });
      const faults: object[] = [];
      for (const path of ['/portal/sign-in', link, '/portal/enter/broken']) {
        await page.goto(`${url}${path}`);
        faults.push(...(await faultsOf(page, path, language)));
      }
      await page.goto(`${url}/portal/sign-in`);
      await page.locator('[name=address]').first().fill('nobody@example.test');
      await page.locator('form[action="/portal/sign-in/link"] button').click();
      await page.waitForURL(/\/link$/);
      faults.push(...(await faultsOf(page, 'a link is on its way', language)));
      await page.goto(`${url}/portal/sign-in`);
      await page.locator('details.card summary').click();
      await page.locator('form[action="/portal/sign-in/password"] [name=address]').fill('anna@example.test');
      await page.locator('form[action="/portal/sign-in/password"] [name=password]').fill('wrong');
      await page.locator('form[action="/portal/sign-in/password"] button').click();
      await page.waitForURL(/\/password$/);
      await page.locator('form[action="/portal/sign-in/password"] [name=password]').waitFor(); // opened again
      faults.push(...(await faultsOf(page, 'a wrong password', language)));
      expect(faults).toEqual([]);
    },
    60_000,
  );

  test('weighs less than 100 KB with everything that it loads', async () => {
    const page = await signedIn('ru', { locale: 'ru-RU' });
    for (const path of ['/portal', paths.find((one) => one.includes('SD-'))!]) {
      await page.goto(`${url}${path}`, { waitUntil: 'load' });
      const bytes = await page.evaluate(() =>
        [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]
          .map((entry) => (entry as PerformanceResourceTiming).decodedBodySize)
          .reduce((sum, size) => sum + size, 0),
      );
      expect({ path, bytes, small: bytes < 100 * 1024 && bytes > 10_000 }).toMatchObject({
        path,
        small: true,
      });
    }
  });

  test('is among those that were looked at', () => {
    const pages = routesOf(house.desk.app)
      .filter(({ method, path }) => method === 'GET' && path.startsWith('/portal'))
      .map(({ path }) => new RegExp(`^${path.replaceAll(/:\w+/g, '[^/]+')}$`));
    expect(pages.length).toBeGreaterThan(5);
    expect(pages.filter((page) => ![...looked].some((path) => page.test(path)))).toEqual([]);
  });
});
