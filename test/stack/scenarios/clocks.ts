import { eventually } from '../../systems/eventually';
import type { StartWorld } from '../world';
import { setScene, type Scene, type Where } from './scene';
import { expectTheSameEverywhere } from './the-same-everywhere';

/** Whoever edits first, and in which system each. */
const orders = [
  ['desk', 'task'],
  ['task', 'desk'],
  ['front', 'desk'],
  ['desk', 'front'],
  ['front', 'task'],
  ['task', 'front'],
] as const;
type Place = (typeof orders)[number][number];

/** Clocks that are wrong decide nothing that cause or the measured offset can decide. */
export const clocks = (name: string, start: StartWorld): void =>
  describe(name, () => {
    const scene = setScene(start);

    it('edits of one field within a second, in whatever two systems and order: one holds everywhere, the other is a conflict', async () => {
      const { world, everywhere } = scene();
      const wheres = await Promise.all(orders.map((order) => everywhere(`Часы ${order.join(' ')}`)));
      await eventually('both clocks are measured', async () => {
        const { rows } = await world.stack.db.query(
          'select count(*)::int as n from source_cursors where last_poll_at is not null',
        );
        return rows[0].n === 2 || undefined;
      });
      await world.stack.stopWorkers(); // so that nobody can know of the other's edit
      for (const [n, order] of orders.entries())
        for (const place of order) await edit(scene(), wheres[n]!, place, `из ${place}`);
      await world.stack.startWorkers();
      for (const [n, order] of orders.entries()) await expectOneOf(scene(), wheres[n]!, order);
      await expectSame(scene());
    });

    it('edits that race while everything runs: one holds everywhere, and the other was known to it or is a conflict', async () => {
      const { everywhere, front } = scene();
      const wheres = await Promise.all(orders.map((order) => everywhere(`Наперегонки ${order.join(' ')}`)));
      await Promise.all(
        orders.flatMap((order, n) => order.map((place) => edit(scene(), wheres[n]!, place, `из ${place}`))),
      );
      for (const [n, order] of orders.entries()) {
        const { number } = wheres[n]!;
        // A ticket may count as synced before the hook of a racing edit is here at all.
        await eventually(`both edits of ${number} are told`, async () => {
          const told = await toldOf(scene(), number);
          return order.every((place) => told.includes(`из ${place}`)) || undefined;
        });
        await front.synced(number);
      }
      await expectSame(scene());
    });

    it('a later edit wins over an earlier one, however their clocks go', async () => {
      const { world, front, everywhere } = scene();
      const [deskLast, taskLast] = [await everywhere('Позже в деске'), await everywhere('Позже в трекере')];
      await world.stack.stopWorkers();
      await edit(scene(), deskLast, 'task', 'раньше');
      await edit(scene(), taskLast, 'desk', 'раньше');
      const now = Date.now();
      await eventually('four seconds are over', async () => Date.now() > now + 4000 || undefined);
      await edit(scene(), deskLast, 'desk', 'позже');
      await edit(scene(), taskLast, 'task', 'позже');
      await world.stack.startWorkers();
      for (const where of [deskLast, taskLast]) {
        await eventually('both are known', async () => {
          const told = await toldOf(scene(), where.number);
          return (told.includes('раньше') && told.includes('позже')) || undefined;
        });
        expect((await front.synced(where.number)).title).toBe('позже');
      }
      await expectSame(scene());
    });
  });

const edit = async (
  { front, olga, ivan }: Scene,
  where: Where,
  place: Place,
  title: string,
): Promise<void> => {
  if (place === 'front') return front.set(where.number, { title });
  if (place === 'desk') return olga.set(where.desk, { Subject: title });
  return ivan.set(where.task, { subject: title });
};

/** One of the two values holds in all three, and the other stands in a conflict record. */
const expectOneOf = async (
  { front, olga, ivan }: Scene,
  where: Where,
  order: readonly Place[],
): Promise<void> => {
  const [conflict] = await eventually('there is a conflict', async () => {
    const conflicts = await front.conflicts(where.number);
    return conflicts.length > 0 ? conflicts : undefined;
  });
  const { title } = await front.synced(where.number);
  expect([(await olga.see(where.desk)).title, (await ivan.see(where.task)).title]).toEqual([title, title]);
  expect([conflict!.winner.value, conflict!.loser.value].sort()).toEqual(
    order.map((place) => `из ${place}`).sort(),
  );
  expect(conflict!.winner.value).toBe(title);
};

/** Every value that the ticket's title ever had, or that lost. */
const toldOf = async ({ world, front }: Scene, number: string): Promise<string> => {
  const { json } = await world.stack.api<{ items: object[] }>('GET', `/tickets/${number}/timeline?limit=100`);
  return JSON.stringify([json.items, await front.conflicts(number)]);
};

const expectSame = ({ world: { stack, rt, redmine } }: Scene): Promise<void> =>
  expectTheSameEverywhere({ rt, redmine, api: stack.api, db: stack.db, temporal: stack.temporal });
