import { eventually } from '../../systems/eventually';
import { secondsFrom } from '../traffic/random';
import type { World } from '../world';
import { restingLengths } from './nothing-written';
import type { Scene, Where } from './scene';
import { expectTheSameEverywhere } from './the-same-everywhere';

const urgencies = ['low', 'urgent', 'normal', 'high'] as const;
const order = ['urgent', 'high', 'normal', 'low'];
const ofEach = 5;
/** One edit: the signal, a workflow task, the merge, the push to the tracker and the workflow task that it ends in. */
const eventsPerEdit = 20; // five as a rule; workflow tasks that a busy machine lets run out of time come on top

type Waiting = Where & { readonly urgency: (typeof urgencies)[number] };

/** The desk is away for OUTAGE_SECONDS, while its tickets are worked on elsewhere. */
export const deskAway = (scene: () => Scene): void => {
  const seconds = secondsFrom('OUTAGE_SECONDS', 60);

  afterEach(() => scene().world.rt.start());

  it(`a desk that is away for ${seconds} s closes its gate once, grows no history, and gets the urgent first`, async () => {
    const { world, front, ivan, everywhere } = scene();
    const tickets: Waiting[] = [];
    for (let n = 0; n < ofEach; n += 1)
      tickets.push(
        ...(await Promise.all(
          urgencies.map(async (urgency) => ({
            ...(await everywhere(`Простой ${urgency}`, { priority: urgency })),
            urgency,
          })),
        )),
      );
    const mark = await lastTransaction(world);
    const generation = await generationOf(world);
    await world.rt.stop();
    const stopped = Date.now();
    for (const { number } of tickets) await front.say(number, 'public', 'пока деск лежит');
    for (const { number } of tickets) await front.comesTo(number, 'blocked');
    await eventually('the tracker has all of it', () => quiet(world));

    const before = await restingLengths(world.stack.temporal);
    const edits = new Map<string, number>();
    for (let n = 0; Date.now() - stopped < seconds * 1000; n += 1) {
      const { number, task } = tickets[n % urgencies.length]!; // one of each urgency; the others only wait
      if (n % 2) await front.say(number, 'internal', `ещё ${n}`);
      else await ivan.say(task, 'public', `исполнитель ${n}`);
      edits.set(number, (edits.get(number) ?? 0) + 1);
      await eventually('it is on its way', () => quiet(world));
    }
    const after = await restingLengths(world.stack.temporal);
    const grown = tickets.map(({ number }) => ({
      number,
      edits: edits.get(number) ?? 0,
      events: after[`ticket/${number}`]! - before[`ticket/${number}`]!,
    }));
    const gate = await world.stack.temporal.client.workflow.getHandle('system/helpdesk').describe();
    process.stdout.write(
      `desk away ${seconds} s: [edits, events added] ${JSON.stringify(grown.map((one) => [one.edits, one.events]))}, ` +
        `gate's events ${gate.historyLength}\n`,
    );
    for (const one of grown) expect(one.events).toBeLessThanOrEqual(eventsPerEdit * one.edits);
    expect(gate.historyLength).toBeLessThan(15);
    expect(await generationOf(world)).toBe(generation + 1);

    await world.rt.start();
    const back = Date.now();
    for (const { number } of tickets) await front.synced(number, 240);
    const took = Date.now() - back;
    const came = await comingsIn(world, tickets, mark);
    process.stdout.write(`all there ${took} ms after its return, in this order: ${came.join(' ')}\n`);
    // Several are on their way at once, and some have much to tell: the order is that of the crowd.
    const [urgent, high, normal, low] = order.map((urgency) => meanRank(came, urgency)) as [
      number,
      number,
      number,
      number,
    ];
    expect(urgent).toBeLessThan(normal);
    expect(high).toBeLessThan(low);
    expect(urgent).toBeLessThan(low - ofEach);
    await expectTheSameEverywhere({ ...world.stack, rt: world.rt, redmine: world.redmine });
  });
};

/** Nothing waits to be merged, and no push to the tracker is due. */
const quiet = async ({ stack }: World): Promise<true | undefined> => {
  const { rows } = await stack.db.query<{ n: number }>(
    `select (select count(*) from changes where state = 'open' and system <> 'helpdesk')
          + (select count(*) from inbox where state = 'open' and system <> 'helpdesk')
          + (select count(*) from links l join tickets t on t.id = l.ticket_id
              where l.system = 'executors' and l.confirmed_version < t.version) as n`,
  );
  return rows[0]!.n === 0 || undefined;
};

const generationOf = async ({ stack }: World): Promise<number> =>
  (
    await stack.db.query<{ generation: number }>(
      `select coalesce(max(generation), 0)::int as generation from gates where system = 'helpdesk'`,
    )
  ).rows[0]!.generation;

const lastTransaction = async ({ rt }: World): Promise<number> => {
  const query = encodeURIComponent('id > 0');
  const { json } = await rt.asAgent('root')<{ items: { id: string }[] }>(
    'GET',
    `/transactions?query=${query}&orderby=id&order=DESC&per_page=1`,
  );
  return Number(json.items[0]!.id);
};

/** Urgencies of the tickets in the order in which the desk got the first news of each. */
const comingsIn = async ({ rt }: World, tickets: readonly Waiting[], mark: number): Promise<string[]> => {
  const root = rt.asAgent('root');
  const firsts = await Promise.all(
    tickets.map(async ({ desk, urgency }) => {
      const { json } = await root<{ items: { id: string }[] }>('GET', `/ticket/${desk}/history?per_page=100`);
      const ids = json.items.map(({ id }) => Number(id)).filter((id) => id > mark);
      return { urgency, first: Math.min(...ids) };
    }),
  );
  return firsts.sort((a, b) => a.first - b.first).map(({ urgency }) => urgency);
};

const meanRank = (came: readonly string[], urgency: string): number =>
  came.reduce((sum, one, rank) => sum + (one === urgency ? rank : 0), 0) / ofEach;
