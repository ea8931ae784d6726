import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { listen, newPage, signIn } from './browsing';
import { openBrowser } from './chromium';
import { openFurnished, type Furnished } from './furnished';

/** Run in the page over the debugger, past the policy that lets no strange script in. */
const axeSource = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

interface Violation {
  readonly rule: string;
  readonly where: string;
  readonly why: string;
}

declare const axe: {
  run(
    context: Document,
    options: unknown,
  ): Promise<{
    violations: { id: string; nodes: { target: unknown[]; failureSummary?: string }[] }[];
  }>;
};

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

  const violations = (page: Page, runOnly: unknown): Promise<readonly Violation[]> =>
    page.evaluate(async (only) => {
      const found = await axe.run(document, { runOnly: only, resultTypes: ['violations'] });
      return found.violations.flatMap(({ id, nodes }) =>
        nodes.map(({ target, failureSummary = '' }) => ({
          rule: id,
          where: target.join(' '),
          why: failureSummary.slice(0, 300),
        })),
      );
    }, runOnly);

  const check = async (page: Page): Promise<readonly Violation[]> => {
    await page.evaluate(axeSource);
    return violations(page, { type: 'tag', values: tags });
  };

  // Words differ by language, colours by scheme: each of the four is looked at on every page, in two rounds instead of four.
  test.each([
    ['ru-RU', 'light'],
    ['en-GB', 'dark'],
  ] as const)(
    'breaks no rule of WCAG 2.2 AA that a machine can check, in %s, in %s',
    async (locale, colorScheme) => {
      const page = await signedIn(locale);
      await page.emulateMedia({ colorScheme });
      const faults: object[] = [];
      for (const path of furnished.paths) {
        await page.goto(`${url}${path}`);
        expect(await page.evaluate(() => document.documentElement.lang)).toBe(locale.slice(0, 2));
        for (const fault of await check(page)) faults.push({ path, ...fault });
      }
      expect(faults).toEqual([]);
      await page.context().close();
    },
    120_000,
  );

  test('the sign-in page and the help over the keys break none either', async () => {
    const stranger = await newPage(browser, { locale: 'en-GB' });
    await stranger.goto(`${url}/sign-in`);
    expect(await check(stranger)).toEqual([]);
    const page = await signedIn('en-GB');
    await page.keyboard.press('?');
    await page.locator('dialog[open]').waitFor();
    expect(await check(page)).toEqual([]);
  });

  test('the check notices a page that breaks a rule', async () => {
    const page = await signedIn('en-GB');
    await page.evaluate(() => {
      document.querySelector('main')!.innerHTML = '<input><p>pale</p>';
      document.querySelector<HTMLElement>('main p')!.style.color = '#999';
    });
    const rules = (await check(page)).map(({ rule }) => rule);
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
