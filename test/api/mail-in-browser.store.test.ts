import type { Browser, Page } from 'playwright-core';
import { mailPage } from '../../api/mail/mail-page';
import { createMailParser, type MailParser } from '../../channels/mail/parser';
import { htmlMail } from '../corpus/mail/case';
import { hostile } from '../corpus/mail/hostile';
import { openBrowser } from './chromium';

let browser: Browser;
let parser: MailParser;
let page: Page;
/** What the page did that it must not do. */
const deeds: string[] = [];

beforeAll(async () => {
  parser = createMailParser({ readSeconds: 20 });
  browser = await openBrowser();
  page = await browser.newPage();
  page.on('dialog', (dialog) => {
    deeds.push(`dialog ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('request', (request) => deeds.push(`request ${request.url()}`));
  page.on('popup', () => deeds.push('popup'));
}, 60_000);
afterAll(async () => {
  await browser?.close();
  await parser?.close();
});
beforeEach(() => void (deeds.length = 0));

/** In a page whose own protection is off: what the sanitiser left must be harmless by itself. */
const show = async (raw: Buffer, withRemote = false): Promise<void> => {
  const reading = await parser.read(raw);
  if (reading.is === 'unreadable') throw new Error(reading.because);
  const { html = null, text } = reading.mail;
  await page.setContent(mailPage({ html, text }, { files: [], withRemote, addressOf: String }).body, {
    waitUntil: 'load',
  });
  await page.mouse.click(5, 5); // over whatever covers the page
};

it('this test notices what a hostile page does', async () => {
  await page.setContent('<img src="http://127.0.0.1:9/x.png"><img src=x onerror="alert(1)">', {
    waitUntil: 'domcontentloaded',
  });
  await page.waitForEvent('dialog', { timeout: 5000 }).catch(() => undefined);
  expect(deeds.length).toBeGreaterThan(0);
});

it.each(
  hostile
    .filter(({ name, raw }) => name.startsWith('HTML') && raw.length < 50_000)
    .map(({ name, raw }) => [name, raw] as const),
)('%s: runs nothing and loads nothing', async (_, raw) => {
  await show(raw);
  expect(deeds).toEqual([]);
});

it('pictures from elsewhere are loaded only when they were asked for', async () => {
  const raw = htmlMail('<p>seen</p><img src="http://127.0.0.1:9/x.png">');
  await show(raw);
  expect(deeds).toEqual([]);
  await show(raw, true);
  expect(deeds).toEqual(['request http://127.0.0.1:9/x.png']);
});
