import { setTimeout as pause } from 'node:timers/promises';
import { deadlinesPerSecond } from '../calendar';
import { verdict, type Figure, type Line } from '../figure';
import { agree, contractNumber } from '../house/agreement';
import { startDemoSystems } from '../house/demo-systems';
import { startProduct } from '../house/product';
import { startServers } from '../house/servers';
import { allSettled } from '../house/settled';
import type { Cost } from '../measure/history';
import { quantile } from '../measure/quantiles';
import { costsOf, live } from './lifecycles';

/** Deadlines a second on one core, and what a contract adds to whole lives of tickets: events, actions, time. */
export const sla: Figure = async ({ scale, temporal, say }) => {
  const deadlines = deadlinesPerSecond();
  const servers = await startServers(temporal);
  const product = await startProduct(servers, { systems: startDemoSystems });
  try {
    await agree(product);
    const count = Math.max(4, Math.round(60 * scale));
    const lives = async (more: object) => {
      const { rate, numbers } = await live(product, count, more);
      await allSettled(product.db);
      await pause(1000); // the workflows have heard of the last push
      return { rate, costs: await costsOf(servers, numbers) };
    };
    say('warming up');
    await lives({ contract: contractNumber });
    say(`${count} lives without a contract`);
    const without = await lives({});
    say(`${count} lives under one`);
    const under = await lives({ contract: contractNumber });
    return linesOf(deadlines, without, under);
  } finally {
    await product.stop();
    await servers.stop();
  }
};

interface Lives {
  readonly rate: number;
  readonly costs: readonly Cost[];
}

const medianOf = ({ costs }: Lives, what: keyof Cost): number =>
  quantile(
    costs.map((cost) => cost[what]),
    0.5,
  );

const linesOf = (
  { cold, warm }: ReturnType<typeof deadlinesPerSecond>,
  without: Lives,
  under: Lives,
): readonly Line[] => [
  {
    figure: 'SLA',
    what: 'deadlines on one core',
    ours: `${warm}/s; ${cold}/s of a calendar that is used for the first time`,
    baseline: '–',
    goal: '≥ 10,000/s',
    verdict: verdict(Math.min(cold, warm) >= 10_000),
    numbers: { cold, warm },
  },
  {
    figure: 'SLA',
    what: 'what a contract adds to one lifecycle',
    ours: `events ${medianOf(under, 'events')}, actions ${medianOf(under, 'actions')}; ${under.rate.toFixed(2)} lives/s`,
    baseline: `without a contract: events ${medianOf(without, 'events')}, actions ${medianOf(without, 'actions')}; ${without.rate.toFixed(2)} lives/s`,
    goal: '–',
    verdict: 'no goal',
    numbers: {
      events: medianOf(under, 'events') - medianOf(without, 'events'),
      actions: medianOf(under, 'actions') - medianOf(without, 'actions'),
      rate: under.rate,
      rateWithout: without.rate,
    },
  },
];
