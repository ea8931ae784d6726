import type { Connector } from '../../connectors/port';
import { createConnector } from '../../connectors/registry';
import { startBare, type Bare } from '../bare/bare';
import type { BareCall } from '../bare/messages';
import type { Figure } from '../figure';
import { callFront, register } from '../house/front';
import { startProduct, type Product } from '../house/product';
import { startRealSystems } from '../house/real-systems';
import { startServers } from '../house/servers';
import { allSettled, knownTickets, type Known } from '../house/settled';
import { cpuSoFar, cpuText } from '../measure/cpu';
import { atPace, inLanes } from '../measure/pace';
import { linesOf, type BareMeasured, type Measured } from './sync-latency-lines';

/** Changes a second: as many as the goal names, and so few that the systems on the same cores are not at their limit. */
const paces = [5, 1] as const;
const tickets = 40;

/** One change: where it is made, how, and where it has to arrive. Remote writes are told for the bare workflow too. */
interface Kind {
  readonly from: 'front' | 'helpdesk' | 'executors';
  readonly kind: 'comment' | 'priority';
  readonly to: readonly string[];
}

/** In turn: two of five are fields, three comments; two come from the front, one from the desk, two from the tracker. */
const kinds: readonly Kind[] = [
  { from: 'front', kind: 'comment', to: ['helpdesk', 'executors'] },
  { from: 'executors', kind: 'comment', to: ['helpdesk'] },
  { from: 'front', kind: 'priority', to: ['helpdesk', 'executors'] },
  { from: 'helpdesk', kind: 'comment', to: ['executors'] },
  { from: 'executors', kind: 'priority', to: ['helpdesk'] },
];

const words = { front: ['normal', 'high'], executors: ['Normal', 'High'], helpdesk: ['50', '80'] } as const;

/** Sync latency on the real systems with hooks: accepted by one → committed in the other. */
export const syncLatency: Figure = async ({ scale, temporal, say }) => {
  const servers = await startServers(temporal);
  const product = await startProduct(servers, { systems: startRealSystems });
  try {
    say('registering the tickets');
    await inLanes({ lanes: 4, count: tickets }, (n) => register(product, `Задержка ${n}`, n));
    await allSettled(product.db);
    const known = await knownTickets(product.db);
    const ours = await atEachPace(product, scale, say, 'ours', 0, async (stretch) => {
      const measured = await measure(product, known, stretch);
      await allSettled(product.db);
      return measured;
    });
    await product.stopWorker();
    const bare = await startBare(servers, product.configFile);
    const readers = new Readers(product);
    const bases = await atEachPace(product, scale / 2, say, 'bare workflow', ours.next, (stretch) =>
      measureBare(product, bare, readers, known, stretch),
    );
    await readers.close();
    const quiet = await quietSignals(bare, Math.max(10, Math.round(50 * scale)));
    await bare.stop();
    return paces.flatMap((perSecond, n) => linesOf(perSecond, ours.found[n]!, bases.found[n]!, quiet));
  } finally {
    await product.stop();
    await servers.stop();
  }
};

/** Which changes, and how many a second. */
interface Stretch {
  readonly perSecond: number;
  readonly from: number;
  readonly count: number;
}

/** Warms up, then measures a minute at each pace; tells what each change cost in calls and CPU. `next`: the first change not made. */
const atEachPace = async <T>(
  product: Product,
  scale: number,
  say: (line: string) => void,
  name: string,
  first: number,
  work: (stretch: Stretch) => Promise<T>,
): Promise<{ readonly found: readonly T[]; readonly next: number }> => {
  say(`${name}: warming up`);
  await work({ perSecond: paces[0], from: first, count: tickets });
  let next = first + tickets;
  const found: T[] = [];
  for (const perSecond of paces) {
    const count = Math.max(10, Math.round(60 * perSecond * scale));
    say(`${name}: ${count} changes at ${perSecond}/s`);
    const [before, called] = [cpuSoFar(), callsSoFar(product)];
    found.push(await work({ perSecond, from: next, count }));
    next += count;
    say(`${name}: ${callsText(called, callsSoFar(product), count)}; ${cpuText(before, cpuSoFar(), count)}`);
  }
  return { found, next };
};

const measure = async (
  product: Product,
  known: readonly Known[],
  { perSecond, from, count }: Stretch,
): Promise<Measured> => {
  const ways = new Map<string, number[]>();
  const watch = watchWrites(product);
  let lost = 0;
  await atPace({ perSecond, count }, async (tick) => {
    const n = from + tick;
    const ticket = known[n % known.length]!;
    const kind = kinds[n % kinds.length]!;
    const began = Date.now();
    const arrivals = kind.to.map((system) =>
      watch.next(system, ticket.records[system]!, began, signOf(kind, n)),
    );
    await make(product, ticket, kind, n);
    const accepted = Date.now();
    for (const [i, system] of kind.to.entries()) {
      const committed = await arrivals[i]!;
      if (committed === undefined) lost++;
      else push(ways, `${kind.from} → ${system}`, committed - accepted);
    }
  });
  watch.stop();
  return { ways, lost };
};

type Calls = Readonly<Record<string, number>>;

/** Calls through the proxies so far, by system. */
const callsSoFar = ({ proxies }: Product): Calls =>
  Object.fromEntries(Object.entries(proxies).map(([system, { calls }]) => [system, calls.length]));

const callsText = (before: Calls, after: Calls, changes: number): string =>
  Object.entries(after)
    .map(([system, calls]) => `${((calls - (before[system] ?? 0)) / changes).toFixed(1)} calls to ${system}`)
    .join(', ');

const push = <K, V>(map: Map<K, V[]>, key: K, value: V): void =>
  void map.set(key, [...(map.get(key) ?? []), value]);

const make = async (
  product: Product,
  { number, records }: Known,
  { from, kind }: Kind,
  n: number,
): Promise<unknown> => {
  const { olga, executor } = product.systems;
  const text = `Слово, ${markOf(n)}`;
  const value = valueOf(from, n);
  if (from === 'helpdesk') return olga.say(records.helpdesk!, text);
  if (from === 'executors')
    return kind === 'comment'
      ? executor.say(records.executors!, text)
      : executor.setPriority(records.executors!, value);
  return kind === 'comment'
    ? callFront(product, 'POST', `/tickets/${number}/comments`, { body: text, visibility: 'internal' })
    : callFront(product, 'PATCH', `/tickets/${number}`, { priority: value });
};

/** Another one than in the round before: each ticket meets the same kind of change once a round. */
const valueOf = (where: keyof typeof words, n: number): string =>
  words[where][Math.floor(n / tickets) % 2 === 0 ? 1 : 0];

const markOf = (n: number): string => `measured as number ${n}.`;

/** What stands in the write that tells of a change. */
const signOf = ({ kind }: Kind, n: number): RegExp =>
  kind === 'comment' ? new RegExp(markOf(n)) : /priority/i;

const lostAfterMs = 20_000;

/** When our account's next successful write to a record ended. */
const watchWrites = ({ proxies }: Product) => {
  const waiting: {
    readonly system: string;
    readonly recordId: string;
    readonly since: number;
    readonly sign: RegExp;
    readonly tell: (at?: number) => void;
  }[] = [];
  for (const [system, proxy] of Object.entries(proxies))
    proxy.onCall = ({ method, path, began, ended, status }, sent) => {
      if (method === 'GET' || status > 299) return;
      const at = waiting.findIndex(
        (one) =>
          one.system === system && one.since <= began && isOf(path, one.recordId) && one.sign.test(sent),
      );
      if (at >= 0) waiting.splice(at, 1)[0]!.tell(ended);
    };
  const next = (system: string, recordId: string, since: number, sign: RegExp): Promise<number | undefined> =>
    new Promise((tell) => {
      waiting.push({ system, recordId, since, sign, tell });
      setTimeout(() => tell(undefined), lostAfterMs).unref();
    });
  const stop = () => {
    for (const proxy of Object.values(proxies)) proxy.onCall = () => undefined;
  };
  return { next, stop };
};

const isOf = (path: string, recordId: string): boolean =>
  new RegExp(`/(ticket|issues)/${recordId}(\\D|$)`).test(path);

/** Reads what a hook is about, as whoever is told by one has to. */
class Readers {
  private readonly connectors: ReadonlyMap<string, Connector>;
  private readonly cursors = new Map<string, string>();

  constructor({ configs }: Product) {
    this.connectors = new Map(configs.map((config) => [config.name, createConnector(config)]));
  }

  async read(system: string, recordId: string): Promise<void> {
    const key = `${system} ${recordId}`;
    const state = await this.connectors.get(system)!.read(recordId, this.cursors.get(key) ?? '0');
    if (typeof state !== 'string') this.cursors.set(key, state.cursor);
  }

  async close(): Promise<void> {
    for (const connector of this.connectors.values()) await connector.close();
  }
}

const measureBare = async (
  product: Product,
  bare: Bare,
  readers: Readers,
  known: readonly Known[],
  { perSecond, from, count }: Stretch,
): Promise<BareMeasured> => {
  const [ways, remote, starts] = [new Map<string, number[]>(), new Map<string, number[]>(), [] as number[]];
  await atPace({ perSecond, count }, async (tick) => {
    const n = from + tick;
    const ticket = known[n % known.length]!;
    const kind = kinds[n % kinds.length]!;
    if (kind.from !== 'front') await make(product, ticket, kind, n);
    const accepted = Date.now();
    if (kind.from !== 'front') await readers.read(kind.from, ticket.records[kind.from]!);
    const signalled = Date.now();
    const done = await bare.change(ticket.number, callsOf(ticket, kind, n));
    for (const [i, { began, wrote }] of done.entries()) {
      const way = `${kind.from} → ${kind.to[i]}`;
      starts.push(began - signalled);
      push(remote, way, signalled - accepted + wrote - began);
      push(ways, way, wrote - accepted);
    }
  });
  return { ways, remote, starts, lost: 0 };
};

const callsOf = ({ records }: Known, { kind, to }: Kind, n: number): Omit<BareCall, 'id' | 'ticket'>[] =>
  to.map((system) => {
    const value = kind === 'comment' ? `Слово ${n} bare` : valueOf(system as keyof typeof words, n);
    return { system, recordId: records[system]!, kind, value };
  });

/** Signal → activity with nothing else going on. */
const quietSignals = async (bare: Bare, count: number): Promise<readonly number[]> => {
  const starts: number[] = [];
  await atPace({ perSecond: paces[0], count }, async (n) => {
    const signalled = Date.now();
    const [done] = await bare.change(`quiet-${n % 10}`, [{ system: '', kind: 'nothing', value: '' }]);
    starts.push(done!.began - signalled);
  });
  return starts;
};
