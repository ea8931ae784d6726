import { setTimeout as pause } from 'node:timers/promises';
import { connectTemporal } from '../../platform/temporal-client';
import { statusAttribute } from '../../workflows/search-attributes';
import type { Figure, Line } from '../figure';
import { startDemoSystems } from '../house/demo-systems';
import { callFront } from '../house/front';
import { startProduct, type Product } from '../house/product';
import { seedTickets } from '../house/seeded';
import { startServers, type Servers } from '../house/servers';
import { Settling } from '../house/settled';
import { memoryOf } from '../measure/memory';
import { quantile } from '../measure/quantiles';

const samples = 20;

/** 10,000 open tickets: all get their workflows, the worker is started anew, and the first edits after that arrive. */
export const openTickets: Figure = async ({ scale, temporal, say }) => {
  const servers = await startServers(temporal);
  const product = await startProduct(servers, { systems: startDemoSystems, worker: false, hooks: false });
  try {
    const tickets = Math.max(50, Math.round(10_000 * scale));
    await seedTickets(product, tickets, say);
    say('a worker meets a new Temporal namespace: every open ticket gets its workflow');
    const began = Date.now();
    await product.startWorker();
    await allRun(servers, tickets);
    const startedIn = (Date.now() - began) / 1000;
    await pause(3000);
    const full = memoryOf(product.worker());
    say('a new worker');
    await product.stopWorker();
    const restarted = Date.now();
    await product.startWorker();
    const readyIn = Date.now() - restarted;
    const first = await pushTime(product, 1);
    const cold = await times(product, 2);
    const warm = await times(product, 2);
    return linesOf(tickets, {
      startedIn,
      readyIn,
      first,
      cold,
      warm,
      full,
      after: memoryOf(product.worker()),
    });
  } finally {
    await product.stop();
    await servers.stop();
  }
};

/** Waits until so many tickets run and each has looked at itself once: nobody stands in a queue any more. */
export const allRun = async ({ temporal }: Servers, tickets: number): Promise<void> => {
  const { client, close } = connectTemporal({
    TEMPORAL_ADDRESS: temporal.address,
    TEMPORAL_NAMESPACE: temporal.namespace,
  });
  const query = `WorkflowType = 'ticket' and ExecutionStatus = 'Running' and ${statusAttribute.name} is not null`;
  while ((await client.workflow.count(query)).count < tickets) await pause(500);
  await close();
};

/** Milliseconds from an edit's acceptance until both records are confirmed. */
const pushTime = async (product: Product, n: number): Promise<number> => {
  const settling = new Settling(product.db);
  const title = `Заявка ${n}, ${Date.now()}`;
  const { version } = await callFront<{ version: number }>(product, 'PATCH', `/tickets/SD-${n}`, { title });
  const accepted = Date.now();
  await settling.reached(`SD-${n}`, version);
  return Date.now() - accepted;
};

/** One after the other, on tickets from this number on. */
const times = async (product: Product, from: number): Promise<readonly number[]> => {
  const all: number[] = [];
  for (let n = from; n < from + samples; n++) all.push(await pushTime(product, n));
  return all;
};

interface Measured {
  readonly startedIn: number;
  readonly readyIn: number;
  readonly first: number;
  readonly cold: readonly number[];
  readonly warm: readonly number[];
  readonly full: { readonly now: number; readonly most: number };
  readonly after: { readonly now: number; readonly most: number };
}

const linesOf = (
  tickets: number,
  { startedIn, readyIn, first, cold, warm, full, after }: Measured,
): readonly Line[] => {
  const [coldP50, warmP50] = [quantile(cold, 0.5), quantile(warm, 0.5)];
  return [
    {
      figure: `${tickets} open tickets`,
      what: 'all get their workflows back in a new namespace; the worker’s memory',
      ours: `${startedIn.toFixed(0)} s (${(tickets / startedIn).toFixed(0)}/s); ${full.now.toFixed(0)} MB, ${full.most.toFixed(0)} MB at most`,
      baseline: 'of 400 runs in its cache, whatever the number of tickets',
      goal: '–',
      verdict: 'no goal',
      numbers: { startedIn, memory: full.now, memoryMost: full.most },
    },
    {
      figure: `${tickets} open tickets`,
      what: 'first push after a restart of the worker: accepted → confirmed in both',
      ours: `first ${first} ms, then p50 ${coldP50} ms out of the cache; worker ready in ${readyIn} ms, ${after.now.toFixed(0)} MB`,
      baseline: `the same tickets once more, in the cache: p50 ${warmP50} ms`,
      goal: '–',
      verdict: 'no goal',
      numbers: { first, coldP50, warmP50, readyIn, memory: after.now },
    },
  ];
};
