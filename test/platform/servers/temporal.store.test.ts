import { mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { cacheDirectory } from '../../../platform/servers/paths';
import { isRunning } from '../../../platform/servers/process-identity';
import { startTemporal, type EmbeddedTemporal } from '../../../platform/servers/temporal';
import type { SearchAttributes } from '../../../platform/servers/temporal-ready';
import { startElsewhere } from './killed-start';
import { listeningLog, scratchDirectory } from './scratch';

/** The first run of all may have to build the server. */
jest.setTimeout(600_000);
const scratch = scratchDirectory();
const fresh = (): string => mkdtempSync(join(scratch, 'data-'));

function start(dataDir: string, searchAttributes: SearchAttributes = {}): Promise<EmbeddedTemporal> {
  const common = { cacheDir: cacheDirectory(), log: listeningLog(), ui: false, persistent: true };
  return startTemporal({ dataDir, searchAttributes, ...common });
}

async function connected<T>(address: string, use: (client: Client) => Promise<T>): Promise<T> {
  const connection = await Connection.connect({ address });
  try {
    return await use(new Client({ connection }));
  } finally {
    await connection.close();
  }
}

const startTicket = (address: string): Promise<unknown> =>
  connected(address, (client) =>
    client.workflow.start('ticket', { workflowId: 'ticket/SD-1', taskQueue: 'q' }),
  );
const ticketStatus = (address: string): Promise<string> =>
  connected(
    address,
    async (client) => (await client.workflow.getHandle('ticket/SD-1').describe()).status.name,
  );

test('workflows and address outlive a restart', async () => {
  const dataDir = fresh();
  const first = await start(dataDir);
  await startTicket(first.address);
  await first.stop();
  const second = await start(dataDir);
  expect(second.address).toBe(first.address);
  expect(await ticketStatus(second.address)).toBe('RUNNING');
  await second.stop();
});

test('after a kill -9 the server left running is ended, and its workflows are there', async () => {
  const dataDir = fresh();
  const killed = await startElsewhere('temporal', dataDir);
  await startTicket(killed.where);
  await killed.kill();
  const next = await start(dataDir);
  expect(isRunning(killed.claim.server!)).toBe(false);
  expect(await ticketStatus(next.address)).toBe('RUNNING');
  await next.stop();
});

test('search attributes new in this version are added to the database of an older one', async () => {
  const dataDir = fresh();
  await (await start(dataDir, { SdTicket: 'Keyword' })).stop();
  const second = await start(dataDir, { SdTicket: 'Keyword', SdDue: 'Datetime' });
  const { customAttributes } = await connected(second.address, ({ connection }) =>
    connection.operatorService.listSearchAttributes({ namespace: second.namespace }),
  );
  expect(Object.keys(customAttributes)).toEqual(expect.arrayContaining(['SdTicket', 'SdDue']));
  await second.stop();
});

test('a search attribute that has another type is a fault, and no server stays behind', async () => {
  const dataDir = fresh();
  await (await start(dataDir, { SdTicket: 'Keyword' })).stop();
  await expect(start(dataDir, { SdTicket: 'Int' })).rejects.toThrow('SdTicket is wanted as Int');
  await (await start(dataDir)).stop();
});

test('a first start that was killed half-way leaves nothing that is taken for a database', async () => {
  const dataDir = fresh();
  writeFileSync(join(dataDir, 'temporal.sqlite'), '');
  const server = await start(dataDir);
  await startTicket(server.address);
  expect(await ticketStatus(server.address)).toBe('RUNNING');
  await server.stop();
});

test('settings of the application for its own Temporal connection do not reach the server', async () => {
  process.env.TEMPORAL_TLS = 'true';
  const server = await start(fresh());
  delete process.env.TEMPORAL_TLS;
  await startTicket(server.address);
  await server.stop();
});
