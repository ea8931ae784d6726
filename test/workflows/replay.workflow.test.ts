import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Worker } from '@temporalio/worker';
import { cacheDirectory } from '../../platform/servers/paths';
import { workflowBundle } from '../../workers/bundle';
import { historyFromText } from '../histories/history-text';
import { quietRuntime } from './workers';

jest.setTimeout(120_000);

const folder = path.join(__dirname, '..', 'histories');
const names = readdirSync(folder).filter((name) => name.endsWith('.json'));

const load = (name: string) => historyFromText(readFileSync(path.join(folder, name), 'utf8'));

beforeAll(quietRuntime);

it('there are histories of every kind of workflow that must survive an update', () => {
  const kinds = names.map((name) => name.split(/[-.]/)[0]);
  expect(kinds).toEqual(
    expect.arrayContaining(['ticket', 'system', 'source', 'call', 'exchange', 'contract', 'webhook']),
  );
  expect(names.length).toBeGreaterThan(8);
});

it('no history names a machine', () => {
  for (const name of names)
    expect(readFileSync(path.join(folder, name), 'utf8')).not.toMatch(/\d+@(?!recorder)[\w.-]+/);
});

it('every history that was ever recorded can be gone on with by the workflows of today', async () => {
  const histories = names.map((name) => ({ workflowId: name, history: load(name) }));
  const failed: string[] = [];
  const options = { workflowBundle: await workflowBundle(cacheDirectory()) };
  for await (const { workflowId, error } of Worker.runReplayHistories(options, histories))
    if (error) failed.push(`${workflowId}: ${error.message}`);
  expect(failed).toEqual([]);
});

it('a change that history does not allow is noticed', async () => {
  const { events } = load('ticket-plain.json');
  const withoutPushes = { events: events?.filter((event) => !event.activityTaskScheduledEventAttributes) };
  const options = { workflowBundle: await workflowBundle(cacheDirectory()) };
  await expect(Worker.runReplayHistory(options, withoutPushes)).rejects.toThrow(/./);
});
