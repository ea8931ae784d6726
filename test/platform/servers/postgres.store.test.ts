import { chmodSync, mkdirSync, mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { Client } from 'pg';
import { cacheDirectory } from '../../../platform/servers/paths';
import { startPostgres, type EmbeddedPostgres } from '../../../platform/servers/postgres';
import { identify, isRunning } from '../../../platform/servers/process-identity';
import { startElsewhere } from './killed-start';
import { listeningLog, scratchDirectory } from './scratch';

jest.setTimeout(60_000);
const scratch = scratchDirectory();
function fresh(): string {
  const directory = mkdtempSync(join(scratch, 'data-'));
  chmodSync(directory, 0o755);
  return directory;
}
const start = (dataDir: string): Promise<EmbeddedPostgres> =>
  startPostgres({ dataDir, cacheDir: cacheDirectory(), log: listeningLog(), durable: false });

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query({ text: sql, rowMode: 'array' })).rows.flat();
  } finally {
    await client.end();
  }
}

test('data and address outlive a restart', async () => {
  const dataDir = fresh();
  const first = await start(dataDir);
  await query(first.url, "CREATE TABLE kept AS SELECT 'да' AS word");
  await first.stop();
  const second = await start(dataDir);
  expect(second.url).toBe(first.url);
  expect(await query(second.url, 'SELECT word FROM kept')).toEqual(['да']);
  await second.stop();
});

test('the database speaks UTF-8, knows Cyrillic case, and takes 200 connections', async () => {
  const server = await start(fresh());
  const facts = "SELECT current_setting('server_encoding'), lower('Ж'), current_setting('max_connections')";
  expect(await query(server.url, facts)).toEqual(['UTF8', 'ж', '200']);
  await server.stop();
});

test('nobody gets in without the password, which only its owner can read', async () => {
  const dataDir = fresh();
  const server = await start(dataDir);
  const url = new URL(server.url);
  url.password = 'guess';
  await expect(query(url.href, 'SELECT 1')).rejects.toThrow('password authentication failed');
  await server.stop();
  expect(statSync(join(dataDir, 'postgres-password')).mode & 0o777).toBe(0o600);
});

test('after a kill -9 the server left running is ended, and its data are there', async () => {
  const dataDir = fresh();
  const killed = await startElsewhere('postgres', dataDir);
  await query(killed.where, 'CREATE TABLE kept AS SELECT 1 AS n');
  await killed.kill();
  expect(isRunning(killed.claim.server!)).toBe(true);
  const next = await start(dataDir);
  expect(isRunning(killed.claim.server!)).toBe(false);
  expect(await query(next.url, 'SELECT n FROM kept')).toEqual([1]);
  await next.stop();
});

test('it starts over a server that was killed itself', async () => {
  const dataDir = fresh();
  const killed = await startElsewhere('postgres', dataDir);
  process.kill(killed.claim.server!.pid, 'SIGKILL');
  await killed.kill();
  const next = await start(dataDir);
  expect(await query(next.url, 'SELECT 1')).toEqual([1]);
  await next.stop();
});

test('data in use by a running process are left to it', async () => {
  const dataDir = fresh();
  const running = await startElsewhere('postgres', dataDir);
  await expect(start(dataDir)).rejects.toThrow(`in use by process ${running.claim.owner.pid}`);
  expect(await query(running.where, 'SELECT 1')).toEqual([1]);
  await running.kill();
  await (await start(dataDir)).stop();
});

test("a stale postmaster.pid that names another program's process stops nothing", async () => {
  const dataDir = fresh();
  await (await start(dataDir)).stop();
  writeFileSync(join(dataDir, 'postgres', 'postmaster.pid'), `${process.pid}\n`);
  const next = await start(dataDir);
  expect(identify(process.pid)).toBeDefined();
  await next.stop();
});

test('a first start that was killed half-way leaves nothing that is taken for a database', async () => {
  const dataDir = fresh();
  mkdirSync(join(dataDir, 'postgres.new'));
  writeFileSync(join(dataDir, 'postgres.new', 'PG_VERSION'), '18\n');
  const server = await start(dataDir);
  expect(await query(server.url, 'SELECT 1')).toEqual([1]);
  await server.stop();
});

test('it moves to another port when its own has been taken', async () => {
  const dataDir = fresh();
  const first = await start(dataDir);
  await first.stop();
  const taken = createServer().listen(Number(new URL(first.url).port), '127.0.0.1');
  await once(taken, 'listening');
  const second = await start(dataDir);
  expect(new URL(second.url).port).not.toBe(new URL(first.url).port);
  await second.stop();
  taken.close();
});

test('data of another major version are a fault, not touched', async () => {
  const dataDir = fresh();
  mkdirSync(join(dataDir, 'postgres'));
  writeFileSync(join(dataDir, 'postgres', 'PG_VERSION'), '12\n');
  await expect(start(dataDir)).rejects.toThrow('was made by version 12, this is version 18');
  expect(readFileSync(join(dataDir, 'postgres', 'PG_VERSION'), 'utf8')).toBe('12\n');
});
