import { verdict, type Figure, type Line } from '../figure';
import { startDemoSystems } from '../house/demo-systems';
import { newTicket } from '../house/front';
import { startPart } from '../house/part';
import { startProduct } from '../house/product';
import { startServers } from '../house/servers';
import { cpuSoFar, cpuText } from '../measure/cpu';
import { rateOf, timesAtPace, type Load } from '../measure/http-load';
import { quantilesOf, quantilesText, type Quantiles } from '../measure/quantiles';

const perSecond = 50;
const clients = 8;
/** One key may make 50 requests a second. */
const keys = 20;

/** `POST /tickets` against a bare Fastify that inserts one row into the same Postgres. */
export const registration: Figure = async ({ scale, temporal, say }) => {
  const servers = await startServers(temporal);
  const product = await startProduct(servers, { systems: startDemoSystems, keys, worker: false });
  const bare = await startPart<{ url: string }>('bench/bare/http-server.ts', {
    DATABASE_URL: servers.databaseUrl,
  });
  const body = (n: number) => newTicket(`Регистрация ${n}`, n);
  const ours: Load = {
    ...{ url: product.url, path: '/api/v1/tickets', body },
    headers: (n) => ({ authorization: `Bearer ${product.keys[n % keys]}` }),
  };
  const theirs: Load = { url: bare.said.url, path: '/tickets', headers: () => ({}), body };
  const seconds = 20 * scale;
  try {
    const rates: Record<string, number[]> = { ours: [], theirs: [] };
    const times: Record<string, number[]> = { ours: [], theirs: [] };
    for (const load of [theirs, ours]) await timesAtPace(load, perSecond, 5); // both warm
    for (const round of [1, 2]) {
      say(`round ${round}: ${perSecond}/s, then as fast as they answer`);
      for (const [name, load] of [
        ['theirs', theirs],
        ['ours', ours],
      ] as const) {
        times[name]!.push(...(await timesAtPace(load, perSecond, seconds / 2)));
        const count = Math.max(50, Math.round(1500 * scale));
        const before = cpuSoFar();
        rates[name]!.push(await rateOf(load, clients, count));
        say(`${name}: ${cpuText(before, cpuSoFar(), count)}`);
      }
    }
    await bare.stop();
    say('the same while the worker carries every ticket into both systems');
    await product.startWorker();
    const busy = quantilesOf(await timesAtPace(ours, 5, seconds));
    return linesOf(
      quantilesOf(times.ours!),
      quantilesOf(times.theirs!),
      best(rates.ours!),
      best(rates.theirs!),
      busy,
    );
  } finally {
    await product.stop();
    await servers.stop();
  }
};

const best = (values: readonly number[]): number => Math.max(...values);

const linesOf = (
  ours: Quantiles,
  bare: Quantiles,
  rate: number,
  bareRate: number,
  busy: Quantiles,
): readonly Line[] => [
  {
    figure: 'POST /tickets',
    what: `at ${perSecond}/s, API alone`,
    ours: quantilesText(ours),
    baseline: `bare Fastify + one insert: ${quantilesText(bare)}`,
    goal: 'p99 < 50 ms',
    verdict: verdict(ours.p99 < 50),
    numbers: { p50: ours.p50, p95: ours.p95, p99: ours.p99, n: ours.n, bareP50: bare.p50, bareP99: bare.p99 },
  },
  {
    figure: 'POST /tickets',
    what: `${clients} clients, as fast as it answers`,
    ours: `${rate.toFixed(0)}/s (${(rate / bareRate).toFixed(2)} ×)`,
    baseline: `bare Fastify + one insert: ${bareRate.toFixed(0)}/s`,
    goal: '≥ 0.5 × bare',
    verdict: verdict(rate >= 0.5 * bareRate),
    numbers: { rate, bareRate },
  },
  {
    figure: 'POST /tickets',
    what: 'at 5/s, while the worker carries a backlog into both systems on the same cores',
    ours: quantilesText(busy),
    baseline: '–',
    goal: '–',
    verdict: 'no goal',
    numbers: { p50: busy.p50, p99: busy.p99 },
  },
];
