import { applyChanges } from '../../store/apply-changes';
import { closeGate, holdGate, openGate, takeWaiting, waitAtGate } from '../../store/gates';
import { mergeAndPlan } from '../../store/plan';
import { openHouse, operator, type House } from './house';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house?.close());

/** Each test has a system of its own. */
let systems = 0;
const aSystem = (): string => `system-${(systems += 1)}`;

const close = (system: string, because = 'down') => house.tx((tx) => closeGate(tx, system, because));
const open = (system: string) => house.tx((tx) => openGate(tx, system));
const gate = (system: string) => house.tx((tx) => holdGate(tx, system));
/** What a push does that finds a gate closed, or not. */
const park = (system: string, ticketId: number): Promise<boolean> =>
  house.tx(async (tx) => {
    const found = await holdGate(tx, system);
    if (!found.open) await waitAtGate(tx, system, ticketId);
    return !found.open;
  });

describe('a gate', () => {
  it('is open until it is closed, and after it is opened', async () => {
    const system = aSystem();
    expect(await gate(system)).toEqual({ open: true, generation: 0, because: null });
    await close(system, 'credentials');
    expect(await gate(system)).toEqual({ open: false, generation: 1, because: 'credentials' });
    await open(system);
    expect(await gate(system)).toEqual({ open: true, generation: 1, because: null });
    await close(system);
    expect((await gate(system)).generation).toBe(2);
  });

  it('is closed by one of those who find the system away at once', async () => {
    const system = aSystem();
    const closed = await Promise.all(Array.from({ length: 10 }, () => close(system)));
    expect(closed.filter(Boolean)).toHaveLength(1);
    await open(system);
    const again = await Promise.all(Array.from({ length: 10 }, () => close(system)));
    expect(again.filter(Boolean)).toHaveLength(1);
  });

  it('that was closed again since the system answered is not opened because of that answer', async () => {
    const system = aSystem();
    await close(system);
    const { generation } = await gate(system);
    expect(await house.tx((tx) => openGate(tx, system, generation))).toBe(true);
    await close(system);
    expect(await house.tx((tx) => openGate(tx, system, generation))).toBe(false);
    expect((await gate(system)).open).toBe(false);
  });

  it('of one system is not that of another', async () => {
    const [one, other] = [aSystem(), aSystem()];
    await close(one);
    expect((await gate(other)).open).toBe(true);
  });
});

describe('the tickets that wait at a gate', () => {
  it('are woken in the order of their urgency, then of their age, so many at a time', async () => {
    const system = aSystem();
    await close(system);
    const tickets = [];
    for (const priority of ['low', 'urgent', 'normal', 'urgent'] as const)
      tickets.push(await house.register({ priority }));
    for (const ticket of tickets) await park(system, ticket.id);
    const [low, first, normal, second] = tickets.map(({ number }) => number);
    expect(await takeWaiting(house.db, system, 3)).toEqual([first, second, normal]);
    expect(await takeWaiting(house.db, system, 3)).toEqual([low]);
    expect(await takeWaiting(house.db, system, 3)).toEqual([]);
  });

  it('wait once, however often they park', async () => {
    const system = aSystem();
    await close(system);
    const { id, number } = await house.register();
    for (let i = 0; i < 3; i += 1) await park(system, id);
    expect(await takeWaiting(house.db, system, 10)).toEqual([number]);
  });

  it('are taken off the list by one of several who wake', async () => {
    const system = aSystem();
    await close(system);
    const made = await Promise.all(Array.from({ length: 30 }, () => house.register()));
    for (const { id } of made) await park(system, id);
    const taken = (
      await Promise.all(Array.from({ length: 6 }, () => takeWaiting(house.db, system, 10)))
    ).flat();
    for (
      let rest = await takeWaiting(house.db, system, 10);
      rest.length > 0;
      rest = await takeWaiting(house.db, system, 10)
    )
      taken.push(...rest);
    expect(taken.sort()).toEqual(made.map(({ number }) => number).sort());
  });
});

it('no wake is lost between parking and opening, in 200 rounds of both at once', async () => {
  const { id, number } = await house.register();
  const system = aSystem();
  for (let round = 0; round < 200; round += 1) {
    await close(system);
    const release = async () => {
      await open(system);
      return takeWaiting(house.db, system, 10);
    };
    const [parked, woken] = await Promise.all([park(system, id), release()]);
    // Whoever parked waits for a wake: it came with this release, or he is still on the list for the gate's own next look.
    if (parked) expect(woken).toEqual([number]);
    else expect(woken).toEqual([]);
  }
});

it('the plan of a ticket parks it while the gate is closed, and wants its lane when it is open', async () => {
  const ticket = await house.standing();
  await close('helpdesk');
  await house.tx(async (tx) => {
    await house.commands.edit(tx, ticket.id, { title: 'Scanner' }, operator);
    await applyChanges(tx, ticket.id, house.rules);
  });
  const closed = await mergeAndPlan(house.db, ticket.number, house.rules);
  expect([closed.parked, closed.lanes.map(({ system }) => system)]).toEqual([['helpdesk'], ['executors']]);
  await open('helpdesk');
  expect(await takeWaiting(house.db, 'helpdesk', 10)).toEqual([ticket.number]);
  const after = await mergeAndPlan(house.db, ticket.number, house.rules);
  expect([after.parked, after.lanes.map(({ system }) => system)]).toEqual([[], ['helpdesk', 'executors']]);
});

it('a ticket on the list of a gate that has opened is not brought before its turn by whoever else wakes it', async () => {
  const ticket = await house.standing();
  const other = await house.standing();
  await close('helpdesk');
  await house.tx((tx) => house.commands.edit(tx, ticket.id, { title: 'Scanner' }, operator));
  expect((await mergeAndPlan(house.db, ticket.number, house.rules)).parked).toEqual(['helpdesk']);
  await open('helpdesk');
  const woken = await mergeAndPlan(house.db, ticket.number, house.rules);
  expect([woken.parked, woken.lanes.map(({ system }) => system)]).toEqual([['helpdesk'], ['executors']]);
  // Who has news only after the gate was opened has not waited for it.
  await house.tx((tx) => house.commands.edit(tx, other.id, { title: 'Scanner' }, operator));
  expect((await mergeAndPlan(house.db, other.number, house.rules)).parked).toEqual([]);
  expect(await takeWaiting(house.db, 'helpdesk', 10)).toEqual([ticket.number]);
  expect((await mergeAndPlan(house.db, ticket.number, house.rules)).parked).toEqual([]);
});
