import { setTimeout as pause } from 'node:timers/promises';
import type { AnySystemConfig } from '../../connectors/system-config';
import { createConnector } from '../../connectors/registry';
import type { Connector } from '../../connectors/port';
import { verdict, type Figure, type Line } from '../figure';
import { callFront, register } from '../house/front';
import { startProduct, type Product } from '../house/product';
import { startRealSystems } from '../house/real-systems';
import { startServers } from '../house/servers';
import { allSettled, knownTickets, type Known } from '../house/settled';
import { cpuSoFar, cpuText } from '../measure/cpu';
import { inLanes } from '../measure/pace';

const priorities = ['urgent', 'high', 'normal', 'low'] as const;
/** As many writes at once as our worker makes. */
const writers = 5;
/** Changes of each ticket while both systems are away. */
const perTicket = 4;

/** Both systems away, 1,000 changes made here meanwhile, both back: how long until all is there, and in which order. */
export const drain: Figure = async ({ scale, temporal, say }) => {
  const servers = await startServers(temporal);
  const product = await startProduct(servers, { systems: startRealSystems, keys: 8 });
  try {
    const tickets = Math.max(8, Math.round(250 * scale));
    say(`registering ${tickets} tickets`);
    await inLanes({ lanes: 6, count: tickets }, (n) =>
      register(product, `Отключение ${n}`, n, { priority: priorities[n % priorities.length] }),
    );
    await allSettled(product.db);
    const known = await knownTickets(product.db);
    say(`both away; ${tickets * perTicket} changes`);
    for (const proxy of Object.values(product.proxies)) proxy.cut = true;
    await inLanes({ lanes: 6, count: tickets * perTicket }, (n) =>
      change(product, known[n % tickets]!, n, tickets),
    );
    await allParked(product);
    const before = cpuSoFar();
    const began = Date.now();
    const order = watchOrder(product, known);
    for (const proxy of Object.values(product.proxies)) proxy.cut = false;
    const seconds = await settledBySystem(product, began);
    say(cpuText(before, cpuSoFar(), tickets * perTicket));
    const writes = order.stop();
    await product.stopWorker(); // it would carry what the bare client writes
    say('what the systems take from a bare client');
    const limits = await Promise.all(product.configs.map((config) => writeLimit(config, known, tickets)));
    return linesOf(product, seconds, limits, writes);
  } finally {
    await product.stop();
    await servers.stop();
  }
};

/** Three comments and one field: what a ticket lives through in a day. */
const change = (product: Product, { number }: Known, n: number, tickets: number): Promise<unknown> => {
  const round = Math.floor(n / tickets);
  if (round === 1) return callFront(product, 'PATCH', `/tickets/${number}`, { status: 'in_progress' });
  return callFront(product, 'POST', `/tickets/${number}/comments`, {
    body: `Пока нет связи: ${n}`,
    visibility: 'internal',
  });
};

/** Comments in a second that the system takes from a client that only writes. */
const writeLimit = async (
  config: AnySystemConfig,
  known: readonly Known[],
  count: number,
): Promise<number> => {
  const connector: Connector = createConnector(config);
  await connector.health();
  const write = (n: number) =>
    connector.comment(known[n % known.length]!.records[config.name]!, {
      key: `limit-${n}`,
      body: `limit ${n}`,
      visibility: 'internal',
    });
  const seconds = await inLanes({ lanes: writers, count }, write);
  await connector.close();
  return count / seconds;
};

/** Every gate is closed and no push is under way. */
const allParked = async ({ db, configs }: Product): Promise<void> => {
  for (;;) {
    const { rows } = await db.query<{ closed: number }>(
      'select count(*)::int as closed from gates where not open',
    );
    if (rows[0]!.closed === configs.length) break;
    await pause(200);
  }
  await pause(3000);
};

/** The tickets' priorities in the order of our first write to each, by system. */
const watchOrder = ({ proxies }: Product, known: readonly Known[]) => {
  const firsts: Record<string, number[]> = {};
  let writes = 0;
  for (const [system, proxy] of Object.entries(proxies)) {
    const urgencies = new Map(
      known.map(({ records, priority }) => [records[system]!, priorities.indexOf(priority)]),
    );
    const seen = new Set<string>();
    proxy.onCall = ({ method, path, status }) => {
      const id = /\/(?:ticket|issues)\/(\d+)/.exec(path)?.[1];
      if (method === 'GET' || status > 299 || id === undefined) return;
      writes++;
      if (seen.has(id)) return;
      seen.add(id);
      (firsts[system] ??= []).push(urgencies.get(id)!);
    };
  }
  const stop = () => {
    for (const proxy of Object.values(proxies)) proxy.onCall = () => undefined;
    return { firsts, writes };
  };
  return { stop };
};

/** Seconds until the last record of each system shows its ticket. */
const settledBySystem = async (
  { db, configs }: Product,
  began: number,
): Promise<Readonly<Record<string, number>>> => {
  const seconds: Record<string, number> = {};
  while (Object.keys(seconds).length < configs.length) {
    const { rows } = await db.query<{ system: string }>(
      `select distinct l.system from links l join tickets t on t.id = l.ticket_id
        where l.state in ('creating', 'linked') and l.confirmed_version < t.version`,
    );
    for (const { name } of configs)
      if (!rows.some(({ system }) => system === name)) seconds[name] ??= (Date.now() - began) / 1000;
    await pause(100);
  }
  return seconds;
};

/** How many pairs of neighbours by order of writing are in the order of urgency, of all pairs: 1 is perfect, 0.5 chance. */
const orderOf = (urgencies: readonly number[]): number => {
  let right = 0;
  let pairs = 0;
  for (const [i, a] of urgencies.entries())
    for (const b of urgencies.slice(i + 1)) {
      if (a === b) continue;
      pairs++;
      if (a < b) right++;
    }
  return pairs === 0 ? 1 : right / pairs;
};

const linesOf = (
  { configs, proxies }: Product,
  seconds: Readonly<Record<string, number>>,
  limits: readonly number[],
  { firsts }: { readonly firsts: Readonly<Record<string, readonly number[]>>; readonly writes: number },
): readonly Line[] =>
  configs.flatMap(({ name }, i): Line[] => {
    const took = seconds[name]!;
    const tickets = firsts[name]?.length ?? 0;
    const changes = tickets * perTicket;
    const rate = changes / took;
    const order = orderOf(firsts[name] ?? []);
    return [
      {
        figure: 'draining after an outage of both',
        what: `${changes} changes → ${name}`,
        ours: `${took.toFixed(1)} s, ${rate.toFixed(1)} changes/s (${(rate / limits[i]!).toFixed(2)} ×)`,
        baseline: `bare client, ${writers} at once, writes only: ${limits[i]!.toFixed(1)}/s; both systems at the same time`,
        goal: '≥ 0.8 × the system’s own write limit',
        verdict: verdict(rate >= 0.8 * limits[i]!),
        numbers: { seconds: took, changes, rate, limit: limits[i]!, calls: proxies[name]!.calls.length },
      },
      {
        figure: 'draining after an outage of both',
        what: `order by urgency → ${name}`,
        ours: `${(order * 100).toFixed(0)} % of pairs in order`,
        baseline: 'chance: 50 %',
        goal: '≥ 90 %',
        verdict: verdict(order >= 0.9),
        numbers: { order },
      },
    ];
  });
