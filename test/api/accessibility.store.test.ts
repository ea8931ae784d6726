import type { Browser, Page } from 'playwright-core';
import { violationsInBothSchemes, violationsOf } from './axe';
import { listen, newPage, signIn } from './browsing';
import { openBrowser } from './chromium';
import { openFurnished, type Furnished } from './furnished';
import { routesOf } from './routes';

/** What is no page of the staff: the portal's, ways in, parts of pages, files, calls, what leads on. */
const elsewhere: readonly RegExp[] = [
  /^\/(portal|api|health|docs|metrics|openapi|sign-in|unsubscribe)(\/|\.|$)/,
  /^\/(\*|attention|find|events|phone\/(screen|live))?$/,
  /\/(presence|archive|raw|html|images\/:file|compliance\.csv)$|^\/(tickets|phone)\/.*\/answers\/:\w+$/,
  /^\/attachments\//,
];

describe('every page of the staff', () => {
  let furnished: Furnished;
  let browser: Browser;
  let url: string;

  beforeAll(async () => {
    furnished = await openFurnished();
    url = await listen(furnished.desk);
    browser = await openBrowser();
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await furnished?.desk.close();
  });

  const signedIn = async (locale: string): Promise<Page> => {
    const page = await newPage(browser, { locale });
    page.setDefaultTimeout(20_000);
    await signIn(page, url, 'admin');
    return page;
  };

  test.each(['ru-RU', 'en-GB'])(
    'breaks no rule of WCAG 2.2 AA that a machine can check, in %s, in light and in dark',
    async (locale) => {
      const page = await signedIn(locale);
      const faults: object[] = [];
      for (const path of furnished.paths) {
        await page.goto(`${url}${path}`);
        expect(await page.evaluate(() => document.documentElement.lang)).toBe(locale.slice(0, 2));
        for (const fault of await violationsInBothSchemes(page)) faults.push({ path, ...fault });
      }
      expect(faults).toEqual([]);
      await page.context().close();
    },
    120_000,
  );

  test('each of them is among those that are looked at', async () => {
    const shown = furnished.paths.map((path) => path.replace(/\?.*/, ''));
    const isShown = (path: string) =>
      shown.some((one) => new RegExp(`^${path.replaceAll(/:\w+/g, '[^/]+')}$`).test(one));
    const pages = routesOf(furnished.desk.app)
      .filter(({ method, path }) => method === 'GET' && !elsewhere.some((pattern) => pattern.test(path)))
      .map(({ path }) => path.replaceAll(/\|:\w+/g, ''));
    expect(pages.length).toBeGreaterThan(35);
    expect(pages.filter((path) => !isShown(path))).toEqual([]);
  });

  test('the sign-in page and the help over the keys break none either', async () => {
    const stranger = await newPage(browser, { locale: 'en-GB' });
    await stranger.goto(`${url}/sign-in`);
    expect(await violationsOf(stranger)).toEqual([]);
    const page = await signedIn('en-GB');
    await page.keyboard.press('?');
    await page.locator('dialog[open]').waitFor();
    expect(await violationsOf(page)).toEqual([]);
  });

  test('the check notices a page that breaks a rule', async () => {
    const page = await signedIn('en-GB');
    await page.evaluate(() => {
      document.querySelector('main')!.innerHTML = '<input><p>pale</p>';
      document.querySelector<HTMLElement>('main p')!.style.color = '#999';
    });
    const rules = (await violationsOf(page)).map(({ rule }) => rule);
    expect(rules).toEqual(expect.arrayContaining(['label', 'color-contrast']));
  });

  test('the first page weighs less than 100 KB with everything that it loads', async () => {
    const page = await signedIn('ru-RU');
    for (const path of ['/tickets', '/board', '/phone', `/tickets/${furnished.number}`]) {
      const fresh = await (
        await browser.newContext({ storageState: await page.context().storageState() })
      ).newPage();
      await fresh.goto(`${url}${path}`, { waitUntil: 'load' });
      const bytes = await fresh.evaluate(() =>
        [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]
          .map((entry) => (entry as PerformanceResourceTiming).decodedBodySize)
          .reduce((sum, size) => sum + size, 0),
      );
      expect({ path, small: bytes < 100 * 1024, bytes }).toMatchObject({ path, small: true });
      expect(bytes).toBeGreaterThan(20_000);
      await fresh.context().close();
    }
  });
});
