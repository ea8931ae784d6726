import { MockActivityEnvironment } from '@temporalio/testing';
import type { Deps } from '../../activities/deps';
import { createGateActivities } from '../../activities/gate';
import { closeGate, waitAtGate } from '../../store/gates';
import { openHouse, operator, type House } from '../store/house';
import { eventually } from '../systems/eventually';

const desk = 'helpdesk';
const urgencies = ['low', 'urgent', 'normal', 'high'] as const;

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house?.close());

/** Tickets that wait behind the closed gate of the desk, and what the gate's activity wakes of them. */
const waiting = async (many: number) => {
  await house.tx((tx) => closeGate(tx, desk, 'down'));
  const ids = new Map<string, number>();
  for (let n = 0; n < many; n += 1) {
    const priority = urgencies[n % urgencies.length]!;
    const { id, number } = await house.standing({ priority });
    await house.tx((tx) => house.commands.edit(tx, id, { title: 'Copier' }, operator));
    await house.tx((tx) => waitAtGate(tx, desk, id));
    ids.set(number, id);
  }
  const woken: string[] = [];
  const systems = new Map([[desk, { connector: { health: async () => undefined } }]]);
  const deps = { db: house.db, systems, wake: (number: string) => void woken.push(number) };
  const { probeSystem, releaseSystem } = createGateActivities(deps as unknown as Deps);
  const found = (await new MockActivityEnvironment().run(probeSystem, { system: desk })) as {
    readonly generation: number;
  };
  return {
    woken,
    /** One attempt to let them go; every attempt is that of one probe. */
    release: () =>
      new MockActivityEnvironment().run(releaseSystem, { system: desk, ...found }) as Promise<number>,
    arrives: (number: string) => house.confirmAll(ids.get(number)!),
    priorities: async () =>
      Promise.all(woken.map(async (number) => (await house.ticket(ids.get(number)!)).priority)),
  };
};

it('a gate that opens wakes who waited by urgency, and the next only when one before has arrived', async () => {
  const { woken, release, arrives, priorities } = await waiting(24);
  const released = release();
  await eventually('the first are woken', async () => woken.length >= 8 || undefined);
  for (let n = 0; n < 24; n += 1) {
    expect(woken.length).toBeLessThanOrEqual(8 + n);
    await arrives((await eventually('there is one', async () => woken[n]))!);
  }
  expect(await released).toBe(24);
  expect(await priorities()).toEqual(
    ['urgent', 'high', 'normal', 'low'].flatMap((urgency) => Array(6).fill(urgency)),
  );
});

it('a gate that is closed again wakes nobody more: they go on waiting', async () => {
  const { woken, release } = await waiting(12);
  const released = release();
  await eventually('the first are woken', async () => woken.length >= 8 || undefined);
  await house.tx((tx) => closeGate(tx, desk, 'down'));
  expect(await released).toBe(8);
  expect(await house.rows('select 1 from gate_waiting')).toHaveLength(4);
  expect(await release()).toBe(0); // another attempt of the same activity
  expect(await house.rows('select open from gates where system = $1', [desk])).toEqual([{ open: false }]);
});
