import { ConnectorFailure } from '../../connectors/failure';
import { mergeAndPlan } from '../../store/plan';
import { desk, tracker } from '../domain/rules';
import { openHouse, operator, type House } from '../store/house';
import { RecordKeeper } from './record-keeper';
import { smallHouse, type SmallHouse } from './small-house';

let house: House;
let small: SmallHouse;
const rt = new RecordKeeper();
beforeAll(async () => {
  house = await openHouse();
  small = smallHouse(house, [
    { config: { name: desk.name, role: 'desk', requestTimeoutSeconds: 5 }, connector: rt.connector },
    { config: { name: tracker.name, role: 'tracker' }, connector: new RecordKeeper().connector },
  ]);
});
afterAll(() => house.close());

/** Its system answers, but takes no more writes. */
const failing = () =>
  Object.assign(rt.connector, {
    write: () => Promise.reject(new ConnectorFailure('transient', 'answered', '500', { status: 500 })),
  });
const { write } = rt.connector;
afterEach(() => Object.assign(rt.connector, { write }));

const elevenMinutesAgo = () => Date.now() - 11 * 60_000;

it('a record that fails is a person’s matter after ten minutes of trying, not of waiting for its turn', async () => {
  const { id, number } = await house.register();
  await small.settle(number);
  await house.tx((tx) => house.commands.edit(tx, id, { title: 'Scanner' }, operator));
  failing();
  const scheduledTimestampMs = elevenMinutesAgo();
  await expect(small.push(number, desk.name, { scheduledTimestampMs, attempt: 1 })).rejects.toThrow('500');
  expect(await house.rows('select kind from problems')).toEqual([]);
  expect(await small.push(number, desk.name, { scheduledTimestampMs, attempt: 20 })).toEqual({
    outcome: 'stopped',
  });
  expect(await house.rows('select kind from problems')).toEqual([{ kind: 'record-failing' }]);
});

it('what a person has skipped is let alone until there is news, and does not come back at once', async () => {
  const { id, number } = await house.register();
  await small.settle(number);
  await house.tx((tx) => house.commands.edit(tx, id, { title: 'Copier' }, operator));
  failing();
  await small.push(number, desk.name, { scheduledTimestampMs: elevenMinutesAgo(), attempt: 20 });
  const [problem] = await house.rows<{ id: number }>(
    `select id from problems where state = 'open' and ticket_id = $1`,
    [id],
  );
  await house.tx((tx) => house.commands.skipProblem(tx, problem!.id, operator));
  const lanes = async () =>
    (await mergeAndPlan(house.db, number, house.rules)).lanes.map(({ system }) => system);
  expect(await lanes()).not.toContain(desk.name);
  await house.tx((tx) => house.commands.edit(tx, id, { title: 'Scanner' }, operator));
  expect(await lanes()).toContain(desk.name);
});
