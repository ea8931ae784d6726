import type { AddressInfo } from 'node:net';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { paleTexts } from './contrast';
import type { Desk } from './desk';

/** Lets a desk listen, as a real browser needs it; answers its address. */
export const listen = async ({ app }: Pick<Desk, 'app'>): Promise<string> => {
  await app.listen({ host: '127.0.0.1', port: 0 });
  return `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
};

/** A page of a browser of its own: nobody has signed in there. It speaks Russian unless told otherwise. */
export const newPage = async (browser: Browser, options: BrowserContextOptions = {}): Promise<Page> => {
  const page = await (await browser.newContext({ locale: 'ru-RU', ...options })).newPage();
  page.setDefaultTimeout(10_000);
  return page;
};

/** Types the name and the password of `makeUser`; whoever then has more to do is not in yet. */
export const typePassword = async (page: Page, url: string, login: string, back = '/tickets') => {
  await page.goto(`${url}/sign-in?back=${encodeURIComponent(back)}`);
  await page.locator('[name=login]').fill(login);
  await page.locator('[name=password]').fill('correct horse');
  await page.locator('main button.primary').click();
};

/** Signs somebody in, and waits for the page that he asked for. */
export const signIn = async (page: Page, url: string, login: string, path = '/tickets'): Promise<void> => {
  await typePassword(page, url, login, path);
  await page.waitForURL(`${url}${path}`);
};

/** Keeps a picture of a page where `PICTURES` names a directory, for whoever wants to look. */
export const picture = async (page: Page, name: string): Promise<void> => {
  const directory = process.env.PICTURES;
  if (directory) await page.screenshot({ path: `${directory}/${name}.png`, fullPage: true });
};

/** The page that stands there can be read in light and dark, on a desk and on a telephone; none of it is out of sight. */
export const expectReadable = async (page: Page): Promise<void> => {
  const path = new URL(page.url()).pathname;
  for (const width of [1280, 390]) {
    await page.setViewportSize({ width, height: 900 });
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      expect({ path, width, colorScheme, pale: await paleTexts(page) }).toMatchObject({ pale: [] });
      await picture(page, `${path.slice(1).replaceAll('/', '-')}-${width}-${colorScheme}`);
    }
    const needed = await page.evaluate(() => document.documentElement.scrollWidth);
    expect({ path, width, fits: needed <= width }).toMatchObject({ fits: true });
  }
};
