import { mkdtempSync, rmSync } from 'node:fs';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { cacheDirectory } from '../../platform/servers/paths';
import { startTemporal, type TemporalOptions } from '../../platform/servers/temporal';
import { findTimeSkippingServer } from '../../platform/servers/test-server';
import { dataPrefix, sweepAbandoned } from '../abandoned-servers';

/** Only what a person must know; the rest would drown the tests' own output. */
const log = { info: () => undefined, warn: (text: string) => console.warn(text) };

/**
 * A real Temporal server in memory, alone for this caller; `teardown()` ends it too.
 * Started by us, not by the SDK, which gives a busy machine only 5 s.
 */
export async function localTemporal(
  options: Partial<Pick<TemporalOptions, 'searchAttributes' | 'dynamicConfig'>> = {},
): Promise<TestWorkflowEnvironment> {
  await sweepAbandoned('temporal');
  const dataDir = mkdtempSync(dataPrefix('temporal'));
  const kind = { ui: false, persistent: false } as const;
  const server = await startTemporal({
    dataDir,
    cacheDir: cacheDirectory(),
    log,
    searchAttributes: {},
    ...kind,
    ...options,
  });
  const { address, namespace } = server;
  const environment = await TestWorkflowEnvironment.createFromExistingServer({ address, namespace });
  const disconnect = environment.teardown.bind(environment);
  environment.teardown = async () => {
    await disconnect();
    await server.stop();
    rmSync(dataDir, { recursive: true, force: true });
  };
  return environment;
}

/** A server whose clock jumps to the next timer. One clock for all its workflows: run its tests one after the other. */
export async function timeSkipping(): Promise<TestWorkflowEnvironment> {
  const path = await findTimeSkippingServer({ cacheDir: cacheDirectory(), log });
  return TestWorkflowEnvironment.createTimeSkipping({
    server: { executable: { type: 'existing-path', path } },
  });
}
