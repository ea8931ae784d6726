import { readFileSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { keptPort } from '../../../platform/servers/ports';
import { scratchDirectory } from './scratch';

const directory = scratchDirectory();

test('a port is kept from one start to the next', async () => {
  const file = join(directory, 'kept');
  expect(await keptPort(file)).toBe(await keptPort(file));
});

test('a kept port that somebody else has taken is replaced, and the new one kept', async () => {
  const file = join(directory, 'taken');
  const taken = createServer().listen(0, '127.0.0.1');
  await once(taken, 'listening');
  const { port } = taken.address() as AddressInfo;
  writeFileSync(file, String(port));
  const other = await keptPort(file);
  taken.close();
  expect(other).not.toBe(port);
  expect(Number(readFileSync(file, 'utf8'))).toBe(other);
});

test('two servers of one start never get the same port', async () => {
  const file = join(directory, 'two');
  const port = await keptPort(file);
  expect(await keptPort(file, port)).not.toBe(port);
});
