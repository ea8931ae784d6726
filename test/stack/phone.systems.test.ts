import type { Browser, Page } from 'playwright-core';
import { usualCallRules } from '../../domain/call/rules';
import { openBrowser } from '../api/chromium';
import { eventually } from '../systems/eventually';
import { startExchange, type RealExchange } from '../systems/phone-server';
import { startStack, type Stack } from './stack';
import { openOperatorPage } from './story/operator-page';

jest.setTimeout(300_000); // the first time a real Asterisk has to be downloaded

interface CallJson {
  readonly callId: string;
  readonly state: string;
  readonly operator?: string;
  readonly cause?: string;
  readonly queue?: string;
  readonly ringsAt?: readonly string[];
}

let exchange: RealExchange;
let stack: Stack;
let browser: Browser;
let page: Page;
beforeAll(async () => {
  exchange = await startExchange();
  const { agents } = exchange.ami;
  const operators = Object.fromEntries(
    Object.entries(agents).map(([key, login]) => [key.toLowerCase(), login]),
  );
  stack = await startStack({
    systems: [],
    telephony: { country: 'RU', rules: { ...usualCallRules, operators }, asterisk: exchange.ami },
  });
  browser = await openBrowser();
  page = await openOperatorPage(stack, browser);
  await listening();
});
afterAll(async () => {
  await browser?.close();
  await stack?.stop();
  await exchange?.down();
});

let callers = 0;
const nextNumber = () => `+7903555${String((callers += 1)).padStart(4, '0')}`;
const callsFrom = async (from: string): Promise<readonly CallJson[]> =>
  (await stack.api<{ items: CallJson[] }>('GET', `/calls?from=${encodeURIComponent(from)}`)).json.items;
/** The one call from this number, when it is so. */
const becomes = (from: string, wanted: Partial<CallJson>, seconds = 20) =>
  eventually(
    `the call from ${from} is ${JSON.stringify(wanted)}`,
    async () => {
      const calls = await callsFrom(from);
      if (calls.length > 1) throw new Error(`${calls.length} calls from ${from}`);
      const fits = Object.entries(wanted).every(
        ([key, value]) => calls[0]?.[key as keyof CallJson] === value,
      );
      return calls[0] && fits ? calls[0] : undefined;
    },
    seconds,
  );
/** A call of which something is heard: somebody listens. */
const listening = async () => {
  const from = nextNumber();
  await eventually('the exchange is listened to', async () => {
    await exchange.call(from, '1002', { agent: 2, answer: 'busy' });
    return (await callsFrom(from)).length > 0 || undefined;
  });
};

it('a call to the queue is on the page before it is answered, and its ticket is one Enter away when it is', async () => {
  const from = nextNumber();
  const called = exchange.call(from, '100', { name: 'Maria', ring: 2000, talk: 4000 });
  const card = page.locator('.call-card', { hasText: from });
  await card.getByText('звонит у вас').waitFor();
  expect(await card.innerText()).toContain('Maria');
  await becomes(from, { state: 'ringing', queue: 'support' });
  await page.locator('.call-card.mine', { hasText: from }).waitFor();
  await page.waitForFunction(() => document.activeElement?.matches('[data-open]'));
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/phone\/calls\/\d+\/ticket/);
  expect(await page.evaluate(() => document.activeElement?.getAttribute('name'))).toBe('title');
  await page.goto(`${stack.url}/phone`);
  await called;
  expect(await becomes(from, { state: 'ended' })).toMatchObject({
    operator: 'olga',
    cause: 'normalClearing',
  });
});

it('busy, given up and two at once: each one call, as it went', async () => {
  const [busy, cancelled, ok, unanswered] = [nextNumber(), nextNumber(), nextNumber(), nextNumber()];
  await exchange.call(busy, '1001', { answer: 'busy' });
  await exchange.call(cancelled, '1001', { cancel: 300 });
  await Promise.all([
    exchange.call(ok, '1001', { agent: 1, ring: 300, talk: 800 }),
    exchange.call(unanswered, '1002', { agent: 2, answer: 'never' }), // the dialplan gives up after 8 s
  ]);
  expect(await becomes(busy, { state: 'missed' })).toMatchObject({ cause: 'busy' });
  expect(await becomes(cancelled, { state: 'missed' })).toMatchObject({ cause: 'cancel' });
  expect(await becomes(ok, { state: 'ended' })).toMatchObject({ operator: 'olga' });
  expect(await becomes(unanswered, { state: 'missed' }, 30)).toMatchObject({ cause: 'noAnswer' });
});

it('a transferred call is one call, and moves to the colleague', async () => {
  const from = nextNumber();
  const called = exchange.call(from, '1001', { agent: 1, also: 2, ring: 200, talk: 5000 });
  await becomes(from, { state: 'answered', operator: 'olga' });
  await exchange.transfer('PJSIP/agent1', '1002');
  await becomes(from, { state: 'answered', operator: 'boris' });
  await called;
  await becomes(from, { state: 'ended', operator: 'boris' });
});

it('a worker that dies during a call costs nothing: one call, one record', async () => {
  const [during, across] = [nextNumber(), nextNumber()];
  const called = exchange.call(during, '1001', { agent: 1, ring: 200, talk: 12_000 });
  await becomes(during, { state: 'answered' });
  const lost = exchange.call(across, '1002', { agent: 2, ring: 2500, talk: 300 });
  await becomes(across, { state: 'ringing' });
  await stack.stopWorkers();
  await lost; // answered and over while nobody listened
  await stack.startWorkers();
  await becomes(across, { cause: 'vanished' });
  await becomes(during, { state: 'answered', operator: 'olga' });
  await called;
  await becomes(during, { state: 'ended' });
});

it('an exchange that is killed during a call ends it, and is listened to again when it is back', async () => {
  const from = nextNumber();
  const called = exchange.call(from, '1001', { agent: 1, ring: 200, talk: 3000 });
  await becomes(from, { state: 'answered' });
  await exchange.killHard();
  await exchange.start();
  await becomes(from, { state: 'ended', cause: 'vanished' }, 30);
  await called;
  const next = nextNumber();
  await exchange.call(next, '1001', { agent: 1, ring: 200, talk: 300 });
  await becomes(next, { state: 'ended', operator: 'olga' });
});
