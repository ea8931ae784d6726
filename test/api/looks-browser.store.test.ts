import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { makeUser } from './access-house';
import { listen, newPage, signIn } from './browsing';
import { openBrowser } from './chromium';
import { openFurnished, type Furnished } from './furnished';

/** Seconds of a key and of a look, by the keystroke-level model (Card, Moran, Newell 1980). */
const [aKey, aLook] = [0.2, 1.35];

describe('how the pages stand before whoever sees them the first time', () => {
  let furnished: Furnished;
  let browser: Browser;
  let url: string;

  beforeAll(async () => {
    furnished = await openFurnished();
    await makeUser(furnished.desk, 'olga', 'operator', { name: 'Ольга Смирнова-Вознесенская' });
    url = await listen(furnished.desk);
    browser = await openBrowser();
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await furnished?.desk.close();
  });
  afterEach(async () => {
    await Promise.all(browser.contexts().map((context) => context.close()));
  });

  const open = async (login: string, path: string, options: BrowserContextOptions = {}): Promise<Page> => {
    const page = await newPage(browser, { viewport: { width: 1366, height: 768 }, ...options });
    page.setDefaultTimeout(20_000);
    await signIn(page, url, login, path);
    return page;
  };

  test.each(['ru-RU', 'en-GB'])(
    'the menu with everything in it is one line of a desk, in %s',
    async (locale) => {
      const page = await open('admin', '/sync', { locale });
      const lines: Record<number, boolean> = {};
      for (const width of [1280, 1366, 1920, 390]) {
        await page.setViewportSize({ width, height: 768 });
        const high = await page.locator('header.bar').evaluate((bar) => (bar as HTMLElement).offsetHeight);
        const wide = await page.evaluate(() => document.documentElement.scrollWidth);
        lines[width] = wide <= width && high < (width === 390 ? 150 : 65);
      }
      expect(lines).toEqual({ 390: true, 1280: true, 1366: true, 1920: true });
    },
  );

  test('where one is, is marked in the menu on the pages below as well, and is in sight on a telephone', async () => {
    const page = await open('admin', '/users', { viewport: { width: 390, height: 800 } });
    const marked = page.locator('header nav [aria-current]');
    await page.waitForFunction(() => document.querySelector('header nav')!.scrollLeft > 0);
    expect(await marked.innerText()).toBe('Люди');
    const box = (await marked.boundingBox())!;
    expect(box.x >= 0 && box.x + box.width <= 390).toBe(true);
    await page.goto(`${url}/calendars`);
    expect(await marked.innerText()).toBe('Договоры');
    await page.goto(`${url}/tickets/${furnished.number}`);
    expect(await marked.innerText()).toBe('Заявки');
    await page.goto(`${url}/tickets/new`);
    expect(await marked.allInnerTexts()).toEqual(['Новая заявка']);
  });

  test('a page is painted although not a byte of its script has come', async () => {
    const page = await open('admin', '/tickets');
    await page.route(/\.js(\?|$)/, () => new Promise(() => undefined));
    await page.goto(`${url}/board`, { waitUntil: 'commit' });
    await page.locator('h1').waitFor();
    await page.waitForFunction(() => performance.getEntriesByName('first-contentful-paint').length === 1);
    expect(await page.evaluate(() => 'localiseTimes' in window)).toBe(false);
  });

  test('what a ticket asks for is read without scrolling, whatever stands in its way', async () => {
    const page = await open('admin', `/tickets/${furnished.number}`);
    await page.locator('#remedies .problem-card').waitFor();
    const { y } = (await page.locator('#description .body').boundingBox())!;
    const status = (await page.locator('#status [name=status]').boundingBox())!;
    expect({ description: y < 600, status: status.y < 600 }).toEqual({ description: true, status: true });
    await page.getByRole('link', { name: 'Написать' }).click();
    expect((await page.locator('#write textarea').boundingBox())!.y).toBeLessThan(768);
  });

  test('a board’s deadline is told by the contract’s clocks, and by the reader’s own', async () => {
    const page = await open('admin', '/board', { timezoneId: 'Asia/Yekaterinburg' });
    const due = await page.locator('td.nearness .due').first().innerText();
    const [, moscow, mine] = /, (\d\d):\d\d \(Москва; у вас .* ?(\d\d):\d\d\)/.exec(due) ?? [];
    expect((Number(moscow) + 2) % 24).toBe(Number(mine));
  });

  test('marked tickets keep in sight what can be done with them, below however long a list', async () => {
    const page = await open('admin', '/tickets', { viewport: { width: 1366, height: 420 } });
    const bulk = page.locator('#bulk');
    const isInSight = async () => (await bulk.boundingBox())!.y < 420 - 60;
    expect(await isInSight()).toBe(false);
    await page.locator('[data-mark]').first().check();
    expect(await isInSight()).toBe(true);
  });

  test('on paper a ticket is what was said, without a thing to press', async () => {
    const page = await open('admin', `/tickets/${furnished.number}`);
    await page.emulateMedia({ media: 'print' });
    for (const seen of ['#description .body', '#comments .comment'])
      expect(await page.locator(seen).first().isVisible()).toBe(true);
    expect(await page.locator('main button:visible, header.bar:visible, #write:visible').count()).toBe(0);
  });

  /** What one with the caller's words in his ear knows; he types it where a field's own label asks for it. */
  const known: Readonly<Record<string, string>> = {
    Тема: 'Не печатает принтер',
    Имя: 'Пётр Иванов',
    Телефон: '+74951110099',
  };

  test('without a telephone at the desk a call is registered in 20 seconds, by what the page itself says', async () => {
    const page = await open('olga', '/tickets');
    let [letters, strokes, looks] = [0, 0, 1];
    await page.getByRole('link', { name: 'Новая заявка' }).click(); // the one button of the menu
    await page.waitForURL(`${url}/tickets/new`);
    const left = { ...known };
    while (Object.keys(left).length > 0 && strokes < 12) {
      const label = await page.evaluate(() => {
        const field = document.activeElement as HTMLInputElement | null;
        return field?.labels?.[0]?.querySelector('span')?.textContent ?? '';
      });
      if (left[label] !== undefined) {
        await page.keyboard.type(left[label]);
        letters += left[label].length;
        looks += 1;
        delete left[label];
      }
      if (Object.keys(left).length === 0) break;
      await page.keyboard.press('Tab');
      strokes += 1;
    }
    expect(left).toEqual({});
    const [keys] = /Ctrl\+Enter/.exec(await page.locator('form.register button.primary').last().innerText())!;
    await page.keyboard.press(keys.replace('Ctrl', 'Control'));
    strokes += 2;
    looks += 1;
    await page.waitForURL(/\/tickets\/SD-\d+$/);
    const seconds = (letters + strokes) * aKey + looks * aLook;
    console.log(
      `registered by hand: ${letters} letters, ${strokes} strokes, ${looks} looks, ${seconds.toFixed(1)} s`,
    );
    expect(strokes).toBeLessThanOrEqual(8);
    expect(seconds).toBeLessThan(20);
    expect(await page.locator('#head').innerText()).toContain(known['Имя']);
  });

  test('“what happened to this ticket?” is answered in 30 seconds from anywhere', async () => {
    const page = await open('admin', '/sync');
    await page.keyboard.press('/');
    await page.keyboard.type(furnished.number);
    await page.keyboard.press('Enter');
    await page.waitForURL(`${url}/tickets/${furnished.number}`);
    // First look: what it waits for, and on whom; in sight as it comes.
    const waits = page.locator('#waits');
    expect((await waits.boundingBox())!.y).toBeLessThan(768);
    expect(await waits.innerText()).toMatch(/Нужен человек\. helpdesk[\s\S]*executors не отвечает/);
    // Second: every change, who made it and what became of it; the way there is named.
    await page.getByRole('link', { name: 'Что с ней было' }).click();
    const story = page.locator('#story');
    expect((await story.boundingBox())!.y).toBeLessThan(768);
    expect(await story.innerText()).toMatch(/Приоритет: Обычный → Высокий[\s\S]*применено/);
    const keys = 2 + furnished.number.length + 1;
    expect(keys * aKey + 6 * aLook).toBeLessThan(30);
  });
});
