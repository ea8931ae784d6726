import type { TestWorkflowEnvironment } from '@temporalio/testing';
import type { Deps } from '../../activities/deps';
import { createGateActivities } from '../../activities/gate';
import { createMergeActivities } from '../../activities/merge';
import type { PushOutcome } from '../../activities/activities';
import { ConnectorFailure } from '../../connectors/failure';
import { signalWithStart, type SignalSpec } from '../../platform/signal-with-start';
import { confirm } from '../../store/confirm';
import { closeGate, holdGate, waitAtGate } from '../../store/gates';
import type { TicketRow } from '../../store/tickets';
import { searchAttributes } from '../../workers/search-attributes';
import { ticketWorkflowId, wakeGate, wakeTicket } from '../../workflows/messages';
import { openHouse, operator, type House } from '../store/house';
import { timeSkipping } from '../temporal/environment';
import { registerAttributes } from './register-attributes';
import { eventsOf } from './tickets';
import { quietRuntime, unique, until, withWorkers } from './workers';

jest.setTimeout(300_000);

const hour = 3600_000;
const many = 40;
/** Of a busy machine. */
const patience = 120_000;
const urgencies = ['low', 'urgent', 'normal', 'high'] as const;
const desk = 'helpdesk';

let environment: TestWorkflowEnvironment;
let house: House;
beforeAll(async () => {
  quietRuntime();
  [environment, house] = await Promise.all([timeSkipping(), openHouse()]);
  await registerAttributes(environment, searchAttributes);
});
afterAll(async () => {
  await house?.close();
  await environment?.teardown();
});

/** The real merge and gate over a real Postgres; only the systems are played: a tracker that takes everything, a desk that is away. */
const play = (taskQueue: string, isAway: () => Promise<boolean>) => {
  const seen = { probes: 0, inDesk: [] as number[] };
  // A busy machine may take longer than a wake may last; the sweeper, which would repeat it, does not run here.
  const signal = (spec: SignalSpec) =>
    until(
      `${spec.workflowId} is woken`,
      () => signalWithStart(environment.client, { ...spec, taskQueue }).then(isSo, isNot),
      60_000,
    );
  const wake = (number: string) => signal(wakeTicket(number));
  const health = async (): Promise<void> => {
    seen.probes += 1;
    if (await isAway()) throw new ConnectorFailure('transient', 'not-sent', 'connect ECONNREFUSED');
  };
  const system = { config: { pushesPerSecond: 10 }, connector: { health } };
  const deps = {
    db: house.db,
    rules: house.rules,
    systems: new Map([[desk, system]]),
    wake: (number: string) => void wake(number),
  } as unknown as Deps;
  const park = (ticketId: number): Promise<boolean> =>
    house.tx(async (tx) => {
      const closed = await closeGate(tx, desk, 'down');
      await holdGate(tx, desk);
      await waitAtGate(tx, desk, ticketId);
      return closed;
    });
  const push = async ({ linkId }: { readonly linkId: number }): Promise<PushOutcome> => {
    const [link] = (await house.rows(
      `select l.system, l.ticket_id as "ticketId", t.version from links l join tickets t on t.id = l.ticket_id where l.id = $1`,
      [linkId],
    )) as [{ readonly system: string; readonly ticketId: number; readonly version: number }];
    if (link.system === desk && (await isAway())) {
      if (await park(link.ticketId)) await signal(wakeGate(desk));
      return { outcome: 'parked' };
    }
    if (link.system === desk) seen.inDesk.push(link.ticketId);
    await confirm(house.db, linkId, link.version);
    return { outcome: 'confirmed', version: link.version };
  };
  return { seen, wake, activities: { ...createMergeActivities(deps), ...createGateActivities(deps), push } };
};

const isSo = () => true;
const isNot = () => false;

const confirmedIn = async (system: string): Promise<boolean> => {
  const rows = await house.rows(
    `select 1 from links l join tickets t on t.id = l.ticket_id where l.system = $1 and l.confirmed_version < t.version`,
    [system],
  );
  return rows.length === 0;
};

const lengthOf = async ({ number }: TicketRow): Promise<number> =>
  (await eventsOf(environment, ticketWorkflowId(number))).length;

/** Lengths of the histories, once the last workflow tasks are over. */
const restingLengths = async (tickets: readonly TicketRow[]): Promise<readonly number[]> => {
  const lengths = () => Promise.all(tickets.map(lengthOf));
  let now = await lengths();
  await until(
    'the workflows rest',
    async () => {
      await new Promise((resolve) => setTimeout(resolve, 1000));
      const before = now;
      now = await lengths();
      return before.join() === now.join();
    },
    patience,
  );
  return now;
};

it('a desk that is away for a day: no history grows by the waiting, the gate asks in few events, the urgent come first', async () => {
  const taskQueue = unique('tickets');
  const backAt = (await environment.currentTimeMs()) + 24 * hour;
  const { seen, wake, activities } = play(
    taskQueue,
    async () => (await environment.currentTimeMs()) < backAt,
  );
  const tickets: TicketRow[] = [];
  for (let n = 0; n < many; n += 1)
    tickets.push(await house.register({ title: `Ticket ${n}`, priority: urgencies[n % urgencies.length]! }));
  await withWorkers(environment, { activities, systems: [desk, 'executors'], taskQueue }, async () => {
    for (const { number } of tickets) await wake(number);
    await until('the tracker has them all', () => confirmedIn('executors'), patience);
    await until(
      'all wait',
      async () => (await house.rows('select 1 from gate_waiting')).length === many,
      patience,
    );
    const before = await restingLengths(tickets);

    const edited = tickets.slice(0, 4);
    for (let at = 1; at <= 4; at += 1) {
      await environment.sleep(5 * hour);
      for (const ticket of edited) {
        await house.tx((tx) =>
          house.commands.edit(tx, ticket.id, { title: `${ticket.number} at ${at}` }, operator),
        );
        await wake(ticket.number);
      }
      await until('the tracker has the edits', () => confirmedIn('executors'), patience);
    }
    const grown = (await restingLengths(tickets)).map((length, n) => length - before[n]!);
    expect(grown.slice(4)).toEqual(Array(many - 4).fill(0));
    for (const events of grown.slice(0, 4)) expect(events).toBeLessThanOrEqual(4 * 12);

    const gate = environment.client.workflow.getHandle(wakeGate(desk).workflowId);
    await gate.result();
    await until('the desk has them all', () => confirmedIn(desk), patience);
    const gateEvents = (await eventsOf(environment, wakeGate(desk).workflowId)).length;
    const came = seen.inDesk.map((id) => tickets.find((ticket) => ticket.id === id)!.priority);
    process.stdout.write(
      `a day away: ${seen.probes} questions in ${gateEvents} events of the gate; edited four times: ${grown.slice(0, 4).join(', ')} events, ` +
        `others none; order ${came.join(' ')}\n`,
    );
    expect(gateEvents).toBeLessThanOrEqual(25);
    expect(came.lastIndexOf('urgent')).toBeLessThan(came.indexOf('low'));
  });
});
