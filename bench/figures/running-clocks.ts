import { setTimeout as pause } from 'node:timers/promises';
import type { Figure } from '../figure';
import { agree, startClocks } from '../house/agreement';
import { startDemoSystems } from '../house/demo-systems';
import { startProduct } from '../house/product';
import { seedTickets } from '../house/seeded';
import { startServers } from '../house/servers';
import { memoryOf } from '../measure/memory';
import { allRun } from './open-tickets';

/** 10,000 clocks of 5,000 open tickets run: the worker's memory, beside the same tickets without any. */
export const runningClocks: Figure = async ({ scale, temporal, say }) => {
  const tickets = Math.max(50, Math.round(5_000 * scale));
  const measure = async (withClocks: boolean) => {
    const servers = await startServers(temporal);
    const product = await startProduct(servers, { systems: startDemoSystems, worker: false, hooks: false });
    try {
      await agree(product);
      await seedTickets(product, tickets, say);
      const clocks = withClocks ? await startClocks(product.db) : 0;
      say(`${clocks} clocks run; every ticket gets its workflow`);
      await product.startWorker();
      await allRun(servers, tickets);
      await pause(3000);
      return { clocks, ...memoryOf(product.worker()) };
    } finally {
      await product.stop();
      await servers.stop();
    }
  };
  const without = await measure(false);
  const under = await measure(true);
  return [
    {
      figure: `${under.clocks} running clocks`,
      what: `the worker’s memory, ${tickets} tickets`,
      ours: `${under.now.toFixed(0)} MB, ${under.most.toFixed(0)} MB at most`,
      baseline: `the same tickets without clocks: ${without.now.toFixed(0)} MB, ${without.most.toFixed(0)} MB at most`,
      goal: '–',
      verdict: 'no goal',
      numbers: { clocks: under.clocks, memory: under.now, memoryWithout: without.now },
    },
  ];
};
