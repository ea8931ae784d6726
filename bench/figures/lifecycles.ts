import { setTimeout as pause } from 'node:timers/promises';
import { createConnector } from '../../connectors/registry';
import { connectTemporal } from '../../platform/temporal-client';
import { startBare, type Bare } from '../bare/bare';
import type { BareCall } from '../bare/messages';
import { verdict, type Figure, type Line } from '../figure';
import { startDemoSystems } from '../house/demo-systems';
import { callFront, register } from '../house/front';
import { startProduct, type Product } from '../house/product';
import { startServers, type Servers } from '../house/servers';
import { allSettled, Settling } from '../house/settled';
import { cpuSoFar, cpuText } from '../measure/cpu';
import { costOf, type Cost } from '../measure/history';
import { inLanes } from '../measure/pace';
import { quantile } from '../measure/quantiles';
import { ticketWorkflowId } from '../../workflows/messages';

const lanes = 12;

/** Whole lives of tickets on the stand-ins, in a second, against bare workflows with the same signals and remote calls. */
export const lifecycles: Figure = async ({ scale, temporal, say }) => {
  const servers = await startServers(temporal);
  const product = await startProduct(servers, { systems: startDemoSystems });
  try {
    const count = Math.max(4, Math.round(100 * scale));
    say('warming up');
    await live(product, lanes);
    say(`${count} lives, ${lanes} at a time`);
    const before = cpuSoFar();
    const ours = await live(product, count);
    await allSettled(product.db);
    say(cpuText(before, cpuSoFar(), count));
    await pause(1000); // the workflows have heard of the last push
    const costs = await costsOf(servers, ours.numbers);
    await pause(4000); // the last echoes have come back
    const after = await costsOf(servers, ours.numbers);
    await product.stopWorker();
    const bare = await startBare(servers, product.configFile);
    say('the same as bare workflows');
    await liveBare(product, bare, lanes, 'warm');
    const beforeBare = cpuSoFar();
    const base = await liveBare(product, bare, count, 'bare');
    say(cpuText(beforeBare, cpuSoFar(), count));
    await bare.stop();
    return linesOf(ours.rate, base, costs, after);
  } finally {
    await product.stop();
    await servers.stop();
  }
};

/** Whole lives, one after the other in each lane; `more` of the registration. */
export const live = async (
  product: Product,
  count: number,
  more: object = {},
): Promise<{ rate: number; numbers: readonly string[] }> => {
  const settling = new Settling(product.db);
  const numbers: string[] = [];
  const seconds = await inLanes({ lanes, count }, async (n) => {
    numbers.push(await oneLife(product, settling, n, more));
  });
  return { rate: count / seconds, numbers };
};

/** Registered, made in both, taken in progress there, a comment from here and one from there, resolved there, closed here. */
const oneLife = async (product: Product, settling: Settling, n: number, more: object): Promise<string> => {
  const { executor } = product.systems;
  const number = await register(product, `Жизнь ${n}`, n, more);
  await settling.reached(number, 1);
  const task = await recordOf(product, number);
  await executor.setStatus(task, 'In Progress');
  await settling.reached(number, 2);
  await callFront(product, 'POST', `/tickets/${number}/comments`, { body: 'Выезжаем', visibility: 'public' });
  await settling.reached(number, 3);
  await executor.say(task, 'Заменили блок питания');
  await settling.reached(number, 4);
  await executor.setStatus(task, 'Resolved');
  await settling.reached(number, 5);
  await callFront(product, 'PATCH', `/tickets/${number}`, { status: 'closed' });
  await settling.reached(number, 6);
  return number;
};

const recordOf = async ({ db }: Product, number: string): Promise<string> =>
  (
    await db.query<{ id: string }>(`select record_id as id from links where key = $1 and role = 'tracker'`, [
      number,
    ])
  ).rows[0]!.id;

/** What the last thirty of these tickets have cost so far. */
export const costsOf = async (
  { temporal }: Servers,
  numbers: readonly string[],
): Promise<readonly Cost[]> => {
  const { client, close } = connectTemporal({
    TEMPORAL_ADDRESS: temporal.address,
    TEMPORAL_NAMESPACE: temporal.namespace,
  });
  const histories = await Promise.all(
    numbers.slice(-30).map((number) => client.workflow.getHandle(ticketWorkflowId(number)).fetchHistory()),
  );
  await close();
  return histories.map(({ events }) => costOf(events ?? []));
};

const liveBare = async (product: Product, bare: Bare, count: number, prefix: string): Promise<number> => {
  const config = product.configs.find(({ role }) => role === 'tracker')!;
  const reader = createConnector(config);
  const seconds = await inLanes({ lanes, count }, (n) =>
    oneBareLife(product, bare, (id) => reader.read(id, '0'), `${prefix}-${n}`),
  );
  await reader.close();
  return count / seconds;
};

const desk = (kind: BareCall['kind'], value: string) => ({ system: 'helpdesk', kind, value });
const tracker = (kind: BareCall['kind'], value: string) => ({ system: 'executors', kind, value });

/** The same steps: what comes from the tracker is read there first, as a hook makes us do. */
const oneBareLife = async (
  product: Product,
  bare: Bare,
  read: (id: string) => Promise<unknown>,
  ticket: string,
): Promise<void> => {
  const { executor } = product.systems;
  const [, made] = await bare.change(ticket, [desk('create', ticket), tracker('create', ticket)]);
  const task = made!.recordId;
  await executor.setStatus(task, 'In Progress');
  await read(task);
  await bare.change(ticket, [desk('status', 'open')]);
  await bare.change(ticket, [desk('comment', 'Выезжаем'), tracker('comment', 'Выезжаем')]);
  await executor.say(task, 'Заменили блок питания');
  await read(task);
  await bare.change(ticket, [desk('comment', 'Заменили блок питания')]);
  await executor.setStatus(task, 'Resolved');
  await read(task);
  await bare.change(ticket, [desk('status', 'resolved')]);
  await bare.change(ticket, [tracker('status', 'Closed')], true);
};

const linesOf = (
  rate: number,
  bareRate: number,
  costs: readonly Cost[],
  after: readonly Cost[],
): readonly Line[] => {
  const events = costs.map((cost) => cost.events);
  const actions = costs.map((cost) => cost.actions);
  const grown = after.reduce((sum, cost, i) => sum + cost.events - events[i]!, 0);
  return [
    {
      figure: 'lifecycles, stand-in systems',
      what: `${lanes} at a time`,
      ours: `${rate.toFixed(2)}/s (${(rate / bareRate).toFixed(2)} ×)`,
      baseline: `bare workflow, same signals and remote calls: ${bareRate.toFixed(2)}/s`,
      goal: '≥ 0.9 × bare',
      verdict: verdict(rate >= 0.9 * bareRate),
      numbers: { rate, bareRate },
    },
    {
      figure: 'one lifecycle',
      what: 'history events',
      ours: `median ${quantile(events, 0.5)}, most ${Math.max(...events)}`,
      baseline: `its echoes added ${grown} to ${costs.length} histories`,
      goal: '≤ 90; an echo none',
      verdict: verdict(quantile(events, 0.5) <= 90 && grown === 0),
      numbers: { median: quantile(events, 0.5), most: Math.max(...events), grown },
    },
    {
      figure: 'one lifecycle',
      what: 'billable actions',
      ours: `median ${quantile(actions, 0.5)}, most ${Math.max(...actions)}`,
      baseline: '–',
      goal: '≤ 30',
      verdict: verdict(quantile(actions, 0.5) <= 30),
      numbers: { median: quantile(actions, 0.5), most: Math.max(...actions) },
    },
  ];
};
