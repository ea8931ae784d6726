import type { TestWorkflowEnvironment } from '@temporalio/testing';
import type { Deps } from '../../activities/deps';
import { connectTemporal, type Temporal } from '../../platform/temporal-client';
import { meetNamespace } from '../../workers/meet-namespace';
import { searchAttributes } from '../../workers/search-attributes';
import { contractWorkflowId, ticketWorkflowId } from '../../workflows/messages';
import { anAgreement } from '../store/agreement';
import { openHouse, type House } from '../store/house';
import { localTemporal } from '../temporal/environment';
import { eventsOf } from './tickets';

jest.setTimeout(120_000);

let environment: TestWorkflowEnvironment;
let temporal: Temporal;
let house: House;
beforeAll(async () => {
  [environment, house] = await Promise.all([localTemporal({ searchAttributes }), openHouse()]);
  temporal = connectTemporal({ TEMPORAL_ADDRESS: environment.address, TEMPORAL_NAMESPACE: 'default' });
});
afterAll(async () => {
  await temporal?.close();
  await house?.close();
  await environment?.teardown();
});

const meet = (how: Temporal = temporal) => {
  const log = { info: () => undefined, warn: () => undefined };
  const systems = new Map([['helpdesk', {}]]);
  return meetNamespace({ db: house.db, rules: house.rules, systems, log } as unknown as Deps, how);
};
const isRunning = (workflowId: string) =>
  environment.client.workflow
    .getHandle(workflowId)
    .describe()
    .then(({ status }) => status.name === 'RUNNING')
    .catch(() => false);

/** Goes away in the middle: every signal after the first is lost. */
const goingAway = (): Temporal => {
  let left = 1;
  const signalWithStart: typeof temporal.client.workflow.signalWithStart = (...args) => {
    if (left-- <= 0) throw new Error('14 UNAVAILABLE');
    return temporal.client.workflow.signalWithStart(...args);
  };
  const workflow = Object.create(temporal.client.workflow, { signalWithStart: { value: signalWithStart } });
  return { ...temporal, client: Object.create(temporal.client, { workflow: { value: workflow } }) };
};

it('a Temporal that is new to us, and goes away again in the middle, gets every open ticket at the next sweep, once', async () => {
  const open = [await house.standing(), await house.standing(), await house.standing()];
  const { number: contract } = await anAgreement(house);
  const ids = open.map(({ number }) => ticketWorkflowId(number));
  await expect(meet(goingAway())).rejects.toThrow('UNAVAILABLE');
  await meet();
  expect(await Promise.all(ids.map(isRunning))).toEqual([true, true, true]);
  expect(await isRunning('source/helpdesk')).toBe(true);
  expect(await isRunning(contractWorkflowId(contract))).toBe(true);
  const before = await eventsOf(environment, ids[2]!);
  await meet();
  expect(await eventsOf(environment, ids[2]!)).toEqual(before);
});
