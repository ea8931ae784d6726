import { ConnectorFailure } from '../../connectors/failure';
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

const elevenMinutesAgo = () => Date.now() - 11 * 60_000;

it('a record that fails is a person’s matter after ten minutes of trying, not of waiting for its turn', async () => {
  const { id, number } = await house.register();
  await small.settle(number);
  await house.tx((tx) => house.commands.edit(tx, id, { title: 'Scanner' }, operator));
  Object.assign(rt.connector, {
    write: () => Promise.reject(new ConnectorFailure('transient', 'answered', '500', { status: 500 })),
  });
  const scheduledTimestampMs = elevenMinutesAgo();
  await expect(small.push(number, desk.name, { scheduledTimestampMs, attempt: 1 })).rejects.toThrow('500');
  expect(await house.rows('select kind from problems')).toEqual([]);
  expect(await small.push(number, desk.name, { scheduledTimestampMs, attempt: 20 })).toEqual({ outcome: 'stopped' });
  expect(await house.rows('select kind from problems')).toEqual([{ kind: 'record-failing' }]);
});
