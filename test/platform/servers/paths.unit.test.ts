import { chmodSync, existsSync, mkdirSync, mkdtempSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cacheDirectory, dataDirectory } from '../../../platform/servers/paths';
import type { SystemUser } from '../../../platform/servers/system-user';
import { asRoot, listeningLog, scratchDirectory } from './scratch';

const scratch = scratchDirectory();
const fresh = (mode = 0o755): string => {
  const directory = mkdtempSync(join(scratch, 'case-'));
  chmodSync(directory, mode);
  return directory;
};
const ourselves = (): undefined => undefined;
/** No such account is needed: the kernel knows only numbers. */
const unprivileged = (): SystemUser => ({ name: 'postgres', uid: 64_999, gid: 64_999 });

describe('the data directory', () => {
  test('is SAGADESK_DATA, made with its parents when missing', () => {
    const wanted = join(fresh(), 'a', 'b');
    expect(dataDirectory({ env: { SAGADESK_DATA: wanted }, user: ourselves, log: listeningLog() })).toBe(
      wanted,
    );
    expect(existsSync(wanted)).toBe(true);
  });

  test('is .data in the project by default', () => {
    const projectDir = fresh();
    expect(dataDirectory({ env: {}, projectDir, user: ourselves, log: listeningLog() })).toBe(
      join(projectDir, '.data'),
    );
  });

  asRoot('can be entered by the database user whatever the umask is', () => {
    const before = process.umask(0o077);
    const data = dataDirectory({ env: {}, projectDir: fresh(), user: unprivileged, log: listeningLog() });
    process.umask(before);
    expect(statSync(data).mode & 0o777).toBe(0o711);
  });

  asRoot('is a system directory, which is told, where the database user cannot enter the project', () => {
    const projectDir = join(fresh(0o700), 'project');
    mkdirSync(projectDir);
    const systemDir = join(fresh(), 'lib');
    const log = listeningLog();
    expect(dataDirectory({ env: {}, projectDir, systemDir, user: unprivileged, log })).toBe(systemDir);
    expect(log.lines.join()).toContain(systemDir);
    expect(existsSync(join(projectDir, '.data'))).toBe(false);
  });

  asRoot('that was set and cannot be entered by the database user is a fault naming both', () => {
    const env = { SAGADESK_DATA: join(fresh(0o700), 'data') };
    const start = (): string => dataDirectory({ env, user: unprivileged, log: listeningLog() });
    expect(start).toThrow(
      `SAGADESK_DATA=${env.SAGADESK_DATA} cannot be entered by the system user "postgres"`,
    );
  });

  asRoot('that was set may be a new closed directory: it is opened for the database user only', () => {
    const data = fresh(0o700);
    dataDirectory({ env: { SAGADESK_DATA: data }, user: unprivileged, log: listeningLog() });
    expect(statSync(data)).toMatchObject({ gid: 64_999 });
    expect(statSync(data).mode & 0o777).toBe(0o710);
  });

  asRoot('that is closed and holds something of others is left as it is', () => {
    const data = fresh(0o700);
    writeFileSync(join(data, 'letter'), '');
    const start = (): string =>
      dataDirectory({ env: { SAGADESK_DATA: data }, user: unprivileged, log: listeningLog() });
    expect(start).toThrow('cannot be entered');
    expect(statSync(data).mode & 0o777).toBe(0o700);
  });

  asRoot('may be closed to others when the database is not ours', () => {
    const env = { SAGADESK_DATA: join(fresh(0o700), 'data'), DATABASE_URL: 'postgres://elsewhere/x' };
    expect(dataDirectory({ env, user: unprivileged, log: listeningLog() })).toBe(env.SAGADESK_DATA);
  });

  test('that cannot be made is a fault naming it', () => {
    const file = join(fresh(), 'file');
    writeFileSync(file, '');
    const start = (): string =>
      dataDirectory({ env: { SAGADESK_DATA: file }, user: ourselves, log: listeningLog() });
    expect(start).toThrow(`The directory ${file} cannot be made or written`);
  });
});

describe('the cache', () => {
  test.each([
    ['SAGADESK_CACHE when set', { SAGADESK_CACHE: '/srv/cache', XDG_CACHE_HOME: '/x' }, true, '/srv/cache'],
    ['a place that every user may enter for root', { XDG_CACHE_HOME: '/x' }, true, '/var/cache/sagadesk'],
    ["the user's own cache otherwise", { XDG_CACHE_HOME: '/x' }, false, '/x/sagadesk'],
  ])('is %s', (_case, env, root, expected) => {
    expect(cacheDirectory(env, root)).toBe(expected);
  });
});
