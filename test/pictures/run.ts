import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { readAdministrator } from '../../workers/start/administrator';
import { openBrowser } from '../api/chromium';
import { startSagadesk } from '../stack/sagadesk-process';
import { asEmma, asOlga, emmaRings, workAtCompany, type Place } from './company-at-work';

const directory = path.join(__dirname, '../../docs/pictures');
/** Bytes: who reads the README loads them all. */
const largest = 200 * 1024;
const callToken = 'token-of-the-pictures';

/** `npm run pictures`: makes the pictures of the README again, from the demo company of a fresh `npm start`. */
const main = async (): Promise<void> => {
  const place = mkdtempSync(path.join(os.tmpdir(), 'sagadesk-pictures-'));
  chmodSync(place, 0o755); // Postgres may have to run as somebody else
  const [dataDir, config] = [path.join(place, 'data'), path.join(place, 'given.yaml')];
  writeFileSync(config, `telephony:\n  country: GB\n  cti: {token: ${callToken}}\n`);
  const started = await startSagadesk(dataDir, { SAGADESK_CONFIG: config });
  const browser = await openBrowser();
  try {
    const { front, tracker } = started;
    await take(browser, { front, tracker, key: readAdministrator(dataDir).key!, callToken });
  } finally {
    await browser.close();
    await started.end('SIGTERM');
    rmSync(place, { recursive: true, force: true });
  }
};

const take = async (browser: Browser, place: Place): Promise<void> => {
  mkdirSync(directory, { recursive: true });
  const { number } = await workAtCompany(place, browser);
  const olga = await asOlga(browser, place);
  await olga.goto(`${place.front}/tickets/${number}`);
  await olga.locator('#comments').evaluate((feed) => feed.scrollIntoView());
  await picture(olga, 'ticket');
  await olga.goto(`${place.front}/board`);
  await picture(olga, 'board');
  await olga.goto(`${place.front}/phone`);
  await emmaRings(place);
  await olga.locator('.call-card.mine').waitFor();
  await picture(olga, 'call');
  const emma = await asEmma(browser, place);
  await picture(emma, 'portal-list');
  await emma.goto(`${place.front}/portal/tickets/${number}`);
  await picture(emma, 'portal-ticket');
};

const picture = async (page: Page, name: string): Promise<void> => {
  await page.mouse.move(0, 0);
  const file = path.join(directory, `${name}.png`);
  await page.screenshot({ path: file, animations: 'disabled' });
  const { size } = statSync(file);
  process.stdout.write(`${path.relative(process.cwd(), file)}: ${Math.round(size / 1024)} KB\n`);
  if (size > largest) throw new Error(`${file} is larger than ${largest / 1024} KB`);
};

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.exit(1);
});
