import type { TestWorkflowEnvironment } from '@temporalio/testing';
import type { Deps } from '../../activities/deps';
import { connectTemporal, type Temporal } from '../../platform/temporal-client';
import { closeGate, openGate, waitAtGate } from '../../store/gates';
import { keepGates } from '../../workers/keep-gates';
import { openHouse, type House } from '../store/house';
import { localTemporal } from '../temporal/environment';
import { eventsOf } from './tickets';

jest.setTimeout(120_000);

let environment: TestWorkflowEnvironment;
let temporal: Temporal;
let house: House;
beforeAll(async () => {
  [environment, house] = await Promise.all([localTemporal(), openHouse()]);
  temporal = connectTemporal({ TEMPORAL_ADDRESS: environment.address, TEMPORAL_NAMESPACE: 'default' });
});
afterAll(async () => {
  await temporal?.close();
  await house?.close();
  await environment?.teardown();
});

const keep = () => {
  const systems = new Map([
    ['helpdesk', {}],
    ['executors', {}],
  ]) as unknown as Deps['systems'];
  return keepGates({ db: house.db, systems }, temporal);
};
const statusOf = (system: string) =>
  environment.client.workflow
    .getHandle(`system/${system}`)
    .describe()
    .then(({ status }) => status.name)
    .catch(() => 'none');

it('a closed gate whose wake was lost gets its workflow, once, and an open one none', async () => {
  await house.tx((tx) => closeGate(tx, 'helpdesk', 'down'));
  await house.tx((tx) => closeGate(tx, 'executors', 'down'));
  await house.tx((tx) => openGate(tx, 'executors'));
  await house.tx((tx) => closeGate(tx, 'not-configured-any-more', 'down'));
  await keep();
  expect(await Promise.all(['helpdesk', 'executors', 'not-configured-any-more'].map(statusOf))).toEqual([
    'RUNNING',
    'none',
    'none',
  ]);
  const before = await eventsOf(environment, 'system/helpdesk');
  await keep();
  expect(await eventsOf(environment, 'system/helpdesk')).toEqual(before);
});

it('an open gate at which tickets still wait for their turn gets its workflow, too: nobody else calls them', async () => {
  const { id } = await house.standing();
  await house.tx((tx) => waitAtGate(tx, 'executors', id));
  await keep();
  expect(await statusOf('executors')).toBe('RUNNING');
});
