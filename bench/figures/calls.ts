import { setTimeout as rest } from 'node:timers/promises';
import { openBrowser } from '../../test/api/chromium';
import type { Figure, Line } from '../figure';
import { makeCallers } from '../house/callers';
import { startDemoSystems } from '../house/demo-systems';
import { openExchange, type Exchange, type Pushed } from '../house/exchange';
import { makeOperators } from '../house/operators';
import { startProduct, type Product } from '../house/product';
import { startServers } from '../house/servers';
import { cpuSoFar, cpuText } from '../measure/cpu';
import { memoryOf } from '../measure/memory';
import { atPace } from '../measure/pace';
import type { CardState, PhonePage } from '../measure/phone-page';
import { openPhoneReader, type PhoneReader } from '../measure/phone-reader';
import { openPhoneTab } from '../measure/phone-tab';
import { callLines, memoryLine, noTimes, type Times } from './calls-lines';

const token = 'token-of-the-bench';
/** How they come: all in one instant is the worst case, and the goal's; what an evening of storm looks like is beside it. */
const ways = [
  { name: 'in one instant', perSecond: Infinity, rounds: 3 },
  { name: 'within a second', perSecond: 50, rounds: 3 },
  { name: 'within ten seconds', perSecond: 5, rounds: 1 },
] as const;
/** Between the rounds, so that a storm meets a quiet house: the workflows of the calls before have been woken. Milliseconds. */
const restMs = 6000;
/** Pages in a real browser; twenty of them would leave the two cores of a small machine nothing else. The others read the same. */
const tabs = 3;

/** The pages under measurement, and who pushes. */
interface House {
  readonly exchange: Exchange;
  readonly product: Product;
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
  const house: House = { exchange, product, inBrowser: [], readers: [] };
  try {
    const operators = await makeOperators(product, Math.max(tabs + 1, Math.round(20 * scale)));
    await makeCallers(product, count);
    const open = async (n: number) =>
      house.inBrowser.push(await openPhoneTab(browser, product.url, operators[n]!));
    const quiet = noTimes();
    house.readers.push(await openPhoneReader(product.url, operators[tabs]!));
    await open(0);
    say('one call at a time on a quiet page');
    for (let n = 0; n < 24; n++) {
      const storm = { callIds: [`quiet-${n}`], perSecond: 1, readersFirst: n % 2 === 1 };
      await round(house, storm, n < 4 ? noTimes() : quiet);
    }
    say(`${operators.length} pages, ${tabs} of them in a browser`);
    for (let n = 1; n < tabs; n++) await open(n);
    for (const operator of operators.slice(tabs + 1))
      house.readers.push(await openPhoneReader(product.url, operator));
    const before = memoryOf(product.api()).now;
    const pages = `${operators.length} pages`;
    const beside = await storms(house, { count, pages, quiet, ways, say });
    say('the same without a browser on this machine: operators have machines of their own');
    await browser.close();
    house.inBrowser.length = 0;
    for (const operator of operators.slice(0, tabs))
      house.readers.push(await openPhoneReader(product.url, operator));
    const instead = `${pages}, no browser beside`;
    const alone = await storms(house, { count, pages: instead, quiet, ways: ways.slice(0, 2), say });
    const { now: after, most } = memoryOf(product.api());
    return [...beside, ...alone, memoryLine(`${count} calls, ${pages}`, { before, after, most })];
  } finally {
    house.readers.forEach((reader) => reader.stop());
    await browser.close().catch(() => undefined);
    await exchange.close();
    await product.stop();
    await servers.stop();
  }
};

interface Storms {
  readonly count: number;
  /** What the pages are, in words. */
  readonly pages: string;
  readonly quiet: Times;
  readonly ways: readonly (typeof ways)[number][];
  readonly say: (line: string) => void;
}

/** So many calls in each of these ways, as often as each of them says. */
const storms = async (house: House, { count, pages, quiet, ways, say }: Storms): Promise<readonly Line[]> => {
  const lines: Line[] = [];
  for (const { name, perSecond, rounds } of ways) {
    const times = noTimes();
    for (let n = 1; n <= rounds; n++) {
      const cpu = cpuSoFar();
      const callIds = Array.from({ length: count }, (_, i) => `${pages}, ${name}-${n}-${i}`);
      await round(house, { callIds, perSecond, readersFirst: false }, times);
      say(`${count} calls ${name}, round ${n}: ${cpuText(cpu, cpuSoFar(), count)}`);
      await rest(restMs);
    }
    lines.push(...callLines({ figure: `${count} calls ${name}, ${pages}`, times, quiet }));
  }
  return lines;
};

interface Storm {
  readonly callIds: readonly string[];
  readonly perSecond: number;
  /** Who answers, of fewer calls than pages. */
  readonly readersFirst: boolean;
}

/** They all ring, as many as there are pages are answered there, all end; until every page shows what it should. */
const round = async (
  house: House,
  { callIds, perSecond, readersFirst }: Storm,
  into: Times,
): Promise<void> => {
  const { exchange, inBrowser, readers } = house;
  const pages: readonly PhonePage[] = readersFirst ? [...readers, ...inBrowser] : [...inBrowser, ...readers];
  const rang = await push({ exchange, perSecond }, 'newCall', callIds);
  await shown(pages, 'ringing', callIds.length);
  const answering = pages.slice(0, callIds.length);
  const taken = callIds.slice(0, answering.length);
  const answered = await push({ exchange, perSecond, answering }, 'answer', taken);
  await shown(answering, 'answered', 1);
  await push({ exchange, perSecond: Math.max(perSecond, 50) }, 'hangup', callIds);
  await shown(pages, 'ringing', 0);
  await shown(pages, 'answered', 0);
  const ours = await idsOf(house.product, callIds);
  for (const [cards, some] of [
    [into.browser, inBrowser],
    [into.stream, readers],
  ] as const)
    for (const page of some) {
      const seen = await page.seen();
      note(cards.ringing, rang, (callId) => seen[`${ours.get(callId)} ringing`]);
      note(cards.answered, answered, (callId) => seen[`${ours.get(callId)} answered`]);
    }
};

/** Our ids by those of the exchange. */
const idsOf = async ({ db }: Product, callIds: readonly string[]): Promise<ReadonlyMap<string, number>> => {
  const { rows } = await db.query<{ id: number; callId: string }>(
    'select id, call_id as "callId" from calls where call_id = any($1)',
    [callIds],
  );
  return new Map(rows.map(({ id, callId }) => [callId, id]));
};

interface Way {
  readonly exchange: Exchange;
  readonly perSecond: number;
  readonly answering?: readonly PhonePage[];
}

/** Answers when each push began. */
const push = async (
  { exchange, perSecond, answering = [] }: Way,
  event: 'newCall' | 'answer' | 'hangup',
  callIds: readonly string[],
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

/** From the beginning of the push, before it was answered: what an operator waits. */
const note = (
  into: number[],
  pushed: ReadonlyMap<string, Pushed>,
  at: (callId: string) => number | undefined,
): void => {
  for (const [callId, { began }] of pushed) {
    const met = at(callId);
    if (met !== undefined) into.push(met - began);
  }
};
