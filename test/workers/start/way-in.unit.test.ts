import { mkdtempSync, readFileSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { FirstWayIn } from '../../../workers/start/way-in';

const given = 'a-key-of-at-least-32-characters-as-given';
const user = { login: 'admin', password: 'first-password' };
const url = 'http://127.0.0.1:3000';
const directory = () => mkdtempSync(path.join(tmpdir(), 'sagadesk-unit-'));

it('prints key and password at the first start only, and says later where they are kept', () => {
  const dataDir = directory();
  const first = new FirstWayIn(dataDir, undefined);
  first.keep({ url, user });
  const file = path.join(dataDir, 'administrator.txt');
  expect(first.toPrint()).toEqual({ kind: 'first', file, key: first.key, ...user });
  expect(statSync(file).mode & 0o777).toBe(0o600);

  const second = new FirstWayIn(dataDir, undefined);
  second.keep({ url });
  expect(second.key).toBe(first.key);
  expect(second.toPrint()).toEqual({ kind: 'kept', file });
});

it('has the key on disk before anybody is told to let it in', () => {
  const dataDir = directory();
  const { key } = new FirstWayIn(dataDir, undefined);
  expect(new FirstWayIn(dataDir, undefined).key).toBe(key);
});

it('neither prints nor keeps a key that was given', () => {
  const dataDir = directory();
  const way = new FirstWayIn(dataDir, given);
  way.keep({ url, user });
  expect(way.key).toBe(given);
  expect(way.toPrint()).toEqual({ kind: 'first', file: path.join(dataDir, 'administrator.txt'), ...user });
  expect(readFileSync(path.join(dataDir, 'administrator.txt'), 'utf8')).not.toContain(given);
  expect(new FirstWayIn(directory(), given).toPrint()).toEqual({ kind: 'given' });
});
