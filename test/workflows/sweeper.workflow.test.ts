import type { Deps } from '../../activities/deps';
import { connectTemporal } from '../../platform/temporal-client';
import { startSweeper } from '../../workers/sweeper';
import { openHouse, operator, type House } from '../store/house';
import { until } from './workers';

jest.setTimeout(120_000);

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house?.close());

it('a ticket that could not be woken, since Temporal was away, is woken soon after it is back', async () => {
  const ticket = await house.standing();
  await house.tx((tx) => house.commands.edit(tx, ticket.id, { title: 'Copier' }, operator));
  await house.rows(`update tickets set updated_at = now() - interval '1 hour'`);
  const temporal = connectTemporal({ TEMPORAL_ADDRESS: '127.0.0.1:1' });
  let failures = 0;
  const wake = jest.fn();
  const log = { info: () => undefined, warn: () => void (failures += 1), error: () => undefined };
  const sweeper = startSweeper(
    { db: house.db, systems: new Map([['helpdesk', {}]]), wake, log } as unknown as Deps,
    temporal,
  );
  await until('it has swept in vain', () => failures > 1, 30_000);
  sweeper.stop();
  await temporal.close();
  expect(wake).not.toHaveBeenCalled();
  expect(await house.rows('select 1 from wakes')).toEqual([]); // no pause grew meanwhile
});
