import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startChild, type Child } from '../../../platform/servers/child';
import { identify } from '../../../platform/servers/process-identity';
import { waitUntil } from '../../../platform/servers/wait-until';
import { scratchDirectory } from './scratch';

const directory = scratchDirectory();
let number = 0;

async function shell(script: string, graceMs = 5_000): Promise<Child & { output(): string }> {
  const logFile = join(directory, `log-${number++}`);
  const ending = { signal: 'SIGTERM', graceMs } as const;
  const child = await startChild({
    name: 'Server',
    command: '/bin/sh',
    args: ['-c', script],
    cwd: '/',
    logFile,
    ending,
  });
  return { ...child, output: () => readFileSync(logFile, 'utf8') };
}

test('a server is told to end, and may put its things in order', async () => {
  const server = await shell('trap "echo tidy; exit 0" TERM; echo up; while :; do sleep 0.01; done');
  await waitUntil(() => server.output() === 'up\n', { timeoutMs: 5_000 });
  await server.stop();
  expect(server.output()).toBe('up\ntidy\n');
  expect(await server.exited).toBe('Server ended with code 0');
});

test('one that does not listen is killed after its grace time, with what it started', async () => {
  const server = await shell('trap "" TERM; sleep 600 & echo $!; wait', 50);
  await waitUntil(() => server.output().endsWith('\n'), { timeoutMs: 5_000 });
  const grandchild = Number(server.output());
  await server.stop();
  expect(await server.exited).toBe('Server ended by SIGKILL');
  expect(await waitUntil(() => identify(grandchild) === undefined, { timeoutMs: 5_000 })).toBe(true);
});

test('it leads a process group of its own, which a Ctrl-C in our terminal does not reach', async () => {
  const server = await shell('sleep 600');
  const group = readFileSync(`/proc/${server.pid}/stat`, 'utf8').split(' ')[4];
  await server.stop();
  expect(group).toBe(String(server.pid));
});

test('its last words are known, and stopping it twice is harmless', async () => {
  const server = await shell('echo no such database >&2; exit 3');
  expect(await server.exited).toBe('Server ended with code 3');
  await Promise.all([server.stop(), server.stop()]);
  expect(server.lastWords()).toBe('no such database');
});

test('a program that is not there is a fault that names it', async () => {
  const ending = { signal: 'SIGTERM', graceMs: 1 } as const;
  const logFile = join(directory, 'none');
  const start = startChild({ name: 'Server', command: '/no/such', args: [], cwd: '/', logFile, ending });
  await expect(start).rejects.toThrow('Server: /no/such cannot be run');
});
