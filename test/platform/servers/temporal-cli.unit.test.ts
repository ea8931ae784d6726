import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findTemporalCli } from '../../../platform/servers/temporal-cli';
import { waitUntil } from '../../../platform/servers/wait-until';
import { listeningLog, scratchDirectory } from './scratch';
import { downloadPlace } from './vendor';

const scratch = scratchDirectory();
const directory = (): string => mkdtempSync(join(scratch, 'case-'));
const nowhere = 'http://127.0.0.1:9';

/** A directory for PATH that holds one program. */
function withProgram(name: string, script: string): string {
  const bin = directory();
  writeFileSync(join(bin, name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  return bin;
}

test('with no Temporal anywhere the fault tells what was tried and what to install', async () => {
  const log = listeningLog();
  const cacheDir = directory();
  const find = findTemporalCli({ cacheDir, log, env: { PATH: '/no/such' }, downloadFrom: nowhere });
  const fault = await find.then(String, String);
  expect(fault).toContain('`temporal` on PATH: not there');
  expect(fault).toContain(`there is no ${cacheDir}`);
  expect(fault).toContain("the SDK's own download: 127.0.0.1:9 cannot be reached");
  expect(fault).toContain('Go is not installed');
  expect(fault).toContain('or set TEMPORAL_ADDRESS');
  expect(log.lines).toHaveLength(4);
});

test('one on PATH comes first', async () => {
  const bin = withProgram('temporal', 'echo temporal version 1.9.1');
  const options = { cacheDir: directory(), log: listeningLog(), env: { PATH: bin }, downloadFrom: nowhere };
  expect(await findTemporalCli(options)).toBe(join(bin, 'temporal'));
});

test('another program of that name on PATH is not taken for it', async () => {
  const log = listeningLog();
  const env = { PATH: withProgram('temporal', 'echo lobe') };
  await findTemporalCli({ cacheDir: directory(), log, env, downloadFrom: nowhere }).catch(() => undefined);
  expect(log.lines[0]).toContain('is not the Temporal command line');
});

test('what was downloaded once is found in the cache the next time', async () => {
  const cacheDir = directory();
  const vendor = await downloadPlace(directory(), 'downloaded');
  const options = { cacheDir, log: listeningLog(), env: { PATH: '/usr/bin:/bin' } };
  const path = await findTemporalCli({ ...options, downloadFrom: vendor.url });
  expect(execFileSync(path, { encoding: 'utf8' })).toBe('downloaded\n');
  expect(vendor.asked[0]).toMatch(/^\/cli\/v1\.5\.1\?arch=\w+&platform=\w+&format=tar\.gz$/);
  expect(await findTemporalCli({ ...options, downloadFrom: nowhere })).toBe(path);
});

test('it is built with Go when Go is there, and kept', async () => {
  const cacheDir = directory();
  const go = withProgram('go', 'echo "$@" > "$GOBIN/temporal"; chmod +x "$GOBIN/temporal"');
  const options = { cacheDir, log: listeningLog(), downloadFrom: nowhere };
  const path = await findTemporalCli({ ...options, env: { PATH: `${go}:/usr/bin:/bin` } });
  expect(path.startsWith(cacheDir)).toBe(true);
  expect(await findTemporalCli({ ...options, env: { PATH: '/no/such' } })).toBe(path);
});

test('a failed build tells why, without the password of a proxy', async () => {
  const env = { PATH: withProgram('go', 'echo "dial https://me:secret@proxy failed" >&2; exit 1') };
  const find = findTemporalCli({ cacheDir: directory(), log: listeningLog(), env, downloadFrom: nowhere });
  const fault = await find.then(String, String);
  expect(fault).toContain('ended with code 1: dial https://***@proxy failed');
});

test('a build that is cut off ends with all that it started, and leaves nothing', async () => {
  const cacheDir = directory();
  const begun = join(directory(), 'begun');
  const env = { PATH: `${withProgram('go', `touch ${begun}; sleep 600`)}:/usr/bin:/bin` };
  const end = new AbortController();
  const options = { cacheDir, log: listeningLog(), env, downloadFrom: nowhere, signal: end.signal };
  const find = findTemporalCli(options).then(String, String);
  await waitUntil(() => existsSync(begun), { timeoutMs: 10_000 });
  end.abort();
  expect(await find).toContain('no longer wanted');
  expect(readdirSync(join(cacheDir, 'temporal-cli-1.5.1'))).toEqual([]);
  expect(await findTemporalCli(options).then(String, String)).toContain('no longer wanted');
});
