import { openBrowser } from '../../test/api/chromium';
import type { Figure } from '../figure';
import { makeCallers } from '../house/callers';
import { startDemoSystems } from '../house/demo-systems';
import { openExchange, type Exchange, type Pushed } from '../house/exchange';
import { makeOperators } from '../house/operators';
import { startProduct } from '../house/product';
import { startServers } from '../house/servers';
import { cpuSoFar, cpuText } from '../measure/cpu';
import { memoryOf } from '../measure/memory';
import { atPace } from '../measure/pace';
import type { CardState, PhonePage } from '../measure/phone-page';
import { openPhoneReader, type PhoneReader } from '../measure/phone-reader';
import { openPhoneTab } from '../measure/phone-tab';
import { callLines, noTimes, type Times } from './calls-lines';

const token = 'token-of-the-bench';
const perSecond = 50;
const rounds = 4;
/** Pages in a real browser; twenty of them would leave the two cores of a small machine nothing else. The others read and fetch the same. */
const tabs = 3;

/** The pages under measurement, and who pushes. */
interface House {
  readonly exchange: Exchange;
  readonly inBrowser: PhonePage[];
  readonly readers: PhoneReader[];
}

/** Calls that begin at once while operators have their telephone pages open: how soon the caller is on the screen. */
export const calls: Figure = async ({ scale, temporal, say }) => {
  const count = Math.max(5, Math.round(50 * scale));
  const servers = await startServers(temporal);
  const telephony = { country: 'RU', cti: { token } };
  const product = await startProduct(servers, { systems: startDemoSystems, chapters: { telephony } });
  const browser = await openBrowser();
  const exchange = openExchange(product.url, token);
  const house: House = { exchange, inBrowser: [], readers: [] };
  try {
    const operators = await makeOperators(product, Math.max(tabs + 1, Math.round(20 * scale)));
    await makeCallers(product, count);
    const open = async (n: number) =>
      house.inBrowser.push(await openPhoneTab(browser, product.url, operators[n]!));
    const [quiet, times] = [noTimes(), noTimes()];
    house.readers.push(await openPhoneReader(product.url, operators[tabs]!));
    await open(0);
    say('one call at a time on a quiet page');
    for (let n = 0; n < 15; n++) await round(house, [`quiet-${n}`], n < 3 ? noTimes() : quiet);
    say(`${operators.length} pages, ${tabs} of them in a browser`);
    for (let n = 1; n < tabs; n++) await open(n);
    for (const operator of operators.slice(tabs + 1))
      house.readers.push(await openPhoneReader(product.url, operator));
    const before = memoryOf(product.api()).now;
    for (let n = 1; n <= rounds; n++) {
      say(`round ${n}: ${count} calls at ${perSecond}/s`);
      const cpu = cpuSoFar();
      await round(
        house,
        Array.from({ length: count }, (_, i) => `call-${n}-${i}`),
        times,
      );
      say(cpuText(cpu, cpuSoFar(), count));
    }
    const { now: after, most } = memoryOf(product.api());
    return callLines({ count, pages: operators.length, tabs, times, quiet, memory: { before, after, most } });
  } finally {
    house.readers.forEach((reader) => reader.stop());
    await browser.close();
    await exchange.close();
    await product.stop();
    await servers.stop();
  }
};

/** They all ring, as many as there are pages are answered there, all end; until every page shows what it should. */
const round = async (house: House, callIds: readonly string[], into: Times): Promise<void> => {
  const { exchange, inBrowser, readers } = house;
  const pages: readonly PhonePage[] = [...inBrowser, ...readers];
  const rang = await push(exchange, 'newCall', callIds);
  await shown(pages, 'ringing', callIds.length);
  const answering = pages.slice(0, callIds.length);
  const answered = await push(exchange, 'answer', callIds.slice(0, answering.length), answering);
  await shown(answering, 'answered', 1);
  await push(exchange, 'hangup', callIds);
  await shown(pages, 'ringing', 0);
  await shown(pages, 'answered', 0);
  const began = { ringing: rang, answered };
  for (const { told } of readers) note(into.stream, began, (state, callId) => told.get(`${callId} ${state}`));
  const ours = new Map([...readers[0]!.callIds].map(([id, callId]) => [callId, id]));
  for (const [cards, some] of [
    [into.browser, inBrowser],
    [into.fetched, readers],
  ] as const)
    for (const page of some) {
      const seen = await page.seen();
      for (const state of ['ringing', 'answered'] as const)
        note(cards[state], { [state]: began[state] }, (_, callId) => seen[`${ours.get(callId)} ${state}`]);
    }
};

/** Answers when each push began. */
const push = async (
  exchange: Exchange,
  event: 'newCall' | 'answer' | 'hangup',
  callIds: readonly string[],
  answering: readonly PhonePage[] = [],
): Promise<ReadonlyMap<string, Pushed>> => {
  const pushed = new Map<string, Pushed>();
  await atPace({ perSecond, count: callIds.length }, async (n) => {
    const callId = callIds[n]!;
    const user = answering[n] ? { user: answering[n].login } : {};
    pushed.set(callId, await exchange.push(event, { callId, caller: n, ...user }));
  });
  return pushed;
};

const shown = async (pages: readonly PhonePage[], state: CardState, count: number): Promise<void> => {
  await Promise.all(pages.map((page) => page.shows(state, count)));
};

type Began = { readonly [state in CardState]?: ReadonlyMap<string, Pushed> };

/** From the beginning of the push, before it was answered: what an operator waits. */
const note = (
  into: number[],
  began: Began,
  at: (state: CardState, callId: string) => number | undefined,
): void => {
  for (const [state, pushed] of Object.entries(began))
    for (const [callId, one] of pushed) {
      const met = at(state as CardState, callId);
      if (met !== undefined) into.push(met - one.began);
    }
};
