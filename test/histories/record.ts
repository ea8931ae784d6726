import { writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import path from 'node:path';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { searchAttributes } from '../../workers/search-attributes';
import { localTemporal } from '../temporal/environment';
import { quietRuntime } from '../workflows/workers';
import type { Recorded } from './life';
import { historyToText } from './history-text';
import { otherLives } from './other-lives';
import { ticketLives } from './ticket-lives';

/**
 * Records the histories that test/workflows/replay.workflow.test.ts replays: `npx tsx test/histories/record.ts [name ...]`.
 * Each is a real run on a server of its own, with mocked activities. Record a new name when the workflows learn something;
 * record an old one again only when no running ticket can have been begun by the code before: else use `patched()`.
 */
const lives = { ...ticketLives, ...otherLives };

/** What a server calls a long history, so that a ticket goes on in a new run after a few changes. */
const dynamicConfigOf = (name: string): Readonly<Record<string, string>> =>
  name === 'ticket-long' ? { 'limit.historyCount.suggestContinueAsNew': '40' } : {};

const record = async (name: string): Promise<void> => {
  const life = lives[name];
  if (!life) throw new Error(`There is no “${name}”; there are: ${Object.keys(lives).join(', ')}`);
  const environment = await localTemporal({ searchAttributes, dynamicConfig: dynamicConfigOf(name) });
  try {
    const runs = await life(environment);
    for (const [i, run] of runs.entries()) await keep(environment, runs.length > 1 ? `${name}-${i + 1}` : name, run);
  } finally {
    await environment.teardown();
  }
};

const keep = async ({ client }: TestWorkflowEnvironment, name: string, run: Recorded): Promise<void> => {
  const history = await client.workflow.getHandle(run.workflowId, run.runId).fetchHistory();
  writeFileSync(path.join(__dirname, `${name}.json`), withoutHost(historyToText(history)));
  console.log(`${name}: ${history.events?.length} events`);
};

/** Whose machine it was is nobody's business. */
const withoutHost = (text: string): string => text.replaceAll(new RegExp(`\\d+@${hostname()}`, 'g'), 'recorder');

const main = async (): Promise<void> => {
  quietRuntime();
  const names = process.argv.slice(2);
  for (const name of names.length > 0 ? names : Object.keys(lives)) await record(name);
};

void main().then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
