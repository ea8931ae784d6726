import { setTimeout as pause } from 'node:timers/promises';
import { createConnector } from '../../connectors/registry';
import type { Figure, Line } from '../figure';
import { startDemoSystems } from '../house/demo-systems';
import { callFront } from '../house/front';
import { startProduct, type Product } from '../house/product';
import { seedTickets } from '../house/seeded';
import { startServers } from '../house/servers';
import { memoryOf } from '../measure/memory';
import { inLanes } from '../measure/pace';
import { allRun } from './open-tickets';

/** As many reads at once as a reconciliation makes. */
const readers = 4;

/** A reconciliation of 10,000 linked tickets in two stand-in systems, nothing amiss. */
export const reconciliation: Figure = async ({ scale, temporal, say }) => {
  const servers = await startServers(temporal);
  const product = await startProduct(servers, { systems: startDemoSystems, worker: false, hooks: false });
  try {
    const tickets = Math.max(50, Math.round(10_000 * scale));
    await seedTickets(product, tickets, say);
    say('reading every record once with a bare client');
    const bare = await bareReads(product);
    await product.startWorker();
    await allRun(servers, tickets); // they would be read and pushed beside it
    await pause(5000); // readers and sweeper have settled
    const [before, memory] = [callsSoFar(product), memoryOf(product.worker()).now];
    say('reconciling');
    const run = await reconcile(product);
    return [
      lineOf(tickets, run, callsSoFar(product) - before, bare, memory, memoryOf(product.worker()).most),
    ];
  } finally {
    await product.stop();
    await servers.stop();
  }
};

const callsSoFar = ({ proxies }: Product): number =>
  Object.values(proxies).reduce((sum, { calls }) => sum + calls.length, 0);

/** Seconds. */
const bareReads = async ({ db, configs }: Product): Promise<number> => {
  let seconds = 0;
  for (const config of configs) {
    const { rows } = await db.query<{ id: string; cursor: string }>(
      'select record_id as id, cursor from links where system = $1 order by id',
      [config.name],
    );
    const connector = createConnector(config);
    seconds += await inLanes({ lanes: readers, count: rows.length }, (n) =>
      connector.read(rows[n]!.id, rows[n]!.cursor),
    );
    await connector.close();
  }
  return seconds;
};

interface Run {
  readonly seconds: number;
  readonly checked: number;
  readonly drift: number;
}

const reconcile = async (product: Product): Promise<Run> => {
  const began = Date.now();
  const { id } = await callFront<{ id: string }>(product, 'POST', '/sync/reconcile', { repair: false });
  for (;;) {
    const run = await callFront<{ state: string; checked: number; drift: readonly object[] }>(
      product,
      'GET',
      `/sync/reconcile/${id}`,
    );
    if (run.state === 'done')
      return { seconds: (Date.now() - began) / 1000, checked: run.checked, drift: run.drift.length };
    if (run.state !== 'running') throw new Error(`the reconciliation is ${run.state}`);
    await pause(1000);
  }
};

const lineOf = (
  tickets: number,
  run: Run,
  calls: number,
  bare: number,
  before: number,
  most: number,
): Line => ({
  figure: `reconciliation of ${tickets} linked tickets`,
  what: `${run.checked} records in two stand-in systems, ${run.drift} differences`,
  ours: `${run.seconds.toFixed(0)} s (${(run.checked / run.seconds).toFixed(0)} records/s), ${calls} remote calls; worker ${before.toFixed(0)} MB before, ${most.toFixed(0)} MB at most`,
  baseline: `bare client, ${readers} at once, every record read once: ${bare.toFixed(0)} s`,
  goal: '–',
  verdict: 'no goal',
  numbers: {
    seconds: run.seconds,
    checked: run.checked,
    drift: run.drift,
    calls,
    bareSeconds: bare,
    memoryBefore: before,
    memoryMost: most,
  },
});
