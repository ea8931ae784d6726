import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { endOrphan, takeOver } from '../../../platform/servers/orphan';
import { readClaim } from '../../../platform/servers/pid-file';
import { identify, isRunning, type ProcessIdentity } from '../../../platform/servers/process-identity';
import { listeningLog, scratchDirectory } from './scratch';

const directory = scratchDirectory();
const started: ChildProcess[] = [];
afterAll(() => started.forEach((child) => child.kill('SIGKILL')));

/** A process whose command line holds the marker. */
async function pretender(marker: string): Promise<ProcessIdentity> {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => 0, 1e6); console.log(1)', marker]);
  started.push(child);
  await once(child.stdout, 'data');
  return identify(child.pid as number) as ProcessIdentity;
}

const gone: ProcessIdentity = { pid: process.pid, began: 'long ago' };
const orphan = (marker: string): Parameters<typeof takeOver>[1] => ({
  name: 'Server',
  marker,
  ending: { signal: 'SIGTERM', graceMs: 5_000 },
  log: listeningLog(),
});

function claimed(name: string, claim: unknown): string {
  const file = join(directory, name);
  writeFileSync(file, JSON.stringify(claim));
  return file;
}

test('a server whose owner is gone is ended, and its data claimed for us', async () => {
  const server = await pretender('data-of-one');
  const file = claimed('one', { owner: gone, server });
  await takeOver(file, orphan('data-of-one'));
  expect(isRunning(server)).toBe(false);
  expect(readClaim(file)?.owner).toEqual(identify(process.pid));
});

test('data whose owner still runs is a fault that names him, and his server is left alone', async () => {
  const [owner, server] = [await pretender('owner'), await pretender('data-of-two')];
  const file = claimed('two', { owner, server });
  await expect(takeOver(file, orphan('data-of-two'))).rejects.toThrow(`in use by process ${owner.pid}`);
  expect(isRunning(server)).toBe(true);
});

test('another process that got the number of our old server is left alone', async () => {
  const stranger = await pretender('something-else');
  await takeOver(
    claimed('three', { owner: gone, server: { ...stranger, began: '1' } }),
    orphan('something-else'),
  );
  await takeOver(claimed('four', { owner: gone, server: stranger }), orphan('data-of-four'));
  expect(isRunning(stranger)).toBe(true);
});

test('a claim that cannot be read is no claim', async () => {
  const file = claimed('five', { owner: { pid: '; rm' } });
  await takeOver(file, orphan('x'));
  expect(readClaim(file)?.owner.pid).toBe(process.pid);
});

test('data claimed by one who has not started his server yet is in use too', async () => {
  const file = claimed('six', { owner: await pretender('other') });
  await expect(takeOver(file, orphan('x'))).rejects.toThrow('in use');
});

test('after a sweep nothing is claimed', async () => {
  const file = claimed('eight', { owner: gone });
  await endOrphan(file, orphan('x'));
  expect(existsSync(file)).toBe(false);
});
