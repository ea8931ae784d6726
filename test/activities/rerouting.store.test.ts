import { builders, rules, tracker } from '../domain/rules';
import { createService } from '../../store/services';
import { openHouse, operator, type House } from '../store/house';
import { RecordKeeper } from './record-keeper';
import { smallHouse, type SmallHouse } from './small-house';

let house: House;
let small: SmallHouse;
let cabling: number;
const keepers = new Map<string, RecordKeeper>();
beforeEach(async () => {
  house = await openHouse({
    ...rules,
    routes: [
      { service: 'Cabling', to: [builders.name] },
      { service: '*', to: [tracker.name] },
    ],
  });
  cabling = await createService(house.db, { name: 'Cabling', description: '' });
  for (const { name } of rules.systems) keepers.set(name, new RecordKeeper());
  small = smallHouse(
    house,
    rules.systems.map(({ name, role }) => ({
      config: { name, role },
      connector: keepers.get(name)!.connector,
    })),
  );
});
afterEach(() => house.close());

const setService = async (id: number, serviceId: number | null) => {
  await house.tx((tx) => house.commands.edit(tx, id, { serviceId }, operator));
  await small.settle((await house.ticket(id)).number);
};
const registered = async () => {
  const ticket = await house.register();
  await small.settle(ticket.number);
  return ticket;
};
const statusIn = async (number: string, system: string) =>
  keepers.get(system)!.see(await small.recordOf(number, system)).status;

it('another service makes a task where the routes lead now, and cancels the one where they led before, with a note', async () => {
  const { id, number } = await registered();
  await setService(id, cabling);
  expect(await statusIn(number, builders.name)).toBe(builders.status.new);
  expect(await statusIn(number, tracker.name)).toBe(tracker.status.cancelled);
  expect((await house.ticket(id)).status).toBe('new');
  const said = keepers.get(tracker.name)!.saidIn(await small.recordOf(number, tracker.name));
  expect(said.at(-1)).toMatchObject({ body: expect.stringContaining('taken back'), visibility: 'internal' });
});

it('the service of before takes its task up again', async () => {
  const { id, number } = await registered();
  await setService(id, cabling);
  await house.tx((tx) => house.commands.edit(tx, id, { status: 'in_progress' }, operator));
  await setService(id, null);
  expect(await statusIn(number, tracker.name)).toBe(tracker.status.in_progress);
  expect(await statusIn(number, builders.name)).toBe(builders.status.cancelled);
});

it('a task on which somebody has worked is left to a person', async () => {
  const { id, number } = await registered();
  const record = await small.recordOf(number, tracker.name);
  keepers.get(tracker.name)!.set(record, { priority: tracker.priority.high });
  await small.hear(number);
  await setService(id, cabling);
  expect(await statusIn(number, tracker.name)).toBe(tracker.status.new);
  const [problem] = await house.rows<{ id: number; kind: string; system: string }>(
    `select id, kind, system from problems where state = 'open'`,
  );
  expect(problem).toMatchObject({ kind: 'rerouted-touched', system: tracker.name });
  await house.tx((tx) => house.commands.retryProblem(tx, problem!.id, operator));
  await small.settle(number);
  expect(await statusIn(number, tracker.name)).toBe(tracker.status.cancelled);
});

it('a task that nobody has begun to make is not made, until the routes lead there again', async () => {
  const { id, number } = await house.register();
  await house.tx((tx) => house.commands.edit(tx, id, { serviceId: cabling }, operator));
  await small.settle(number);
  expect(keepers.get(tracker.name)!.size).toBe(0);
  await setService(id, null);
  expect(await statusIn(number, tracker.name)).toBe(tracker.status.new);
});

it('a task that was asked for by hand stays', async () => {
  const { id, number } = await registered();
  await house.tx((tx) => house.commands.addTask(tx, id, tracker.name, operator));
  await small.settle(number);
  await setService(id, cabling);
  const statuses = (await house.links(id))
    .filter(({ system }) => system === tracker.name)
    .map((link) => link.status);
  expect(statuses).toEqual(['cancelled', 'new']);
});

it('a record that a person did without is not made by another service that leads to the same place', async () => {
  const { id } = await house.register();
  const other = await createService(house.db, { name: 'Printing', description: '' });
  await house.rows(`update links set state = 'unlinked' where ticket_id = $1 and system = $2`, [
    id,
    tracker.name,
  ]);
  await setService(id, other);
  expect(keepers.get(tracker.name)!.size).toBe(0);
});
