import { MockActivityEnvironment } from '@temporalio/testing';
import { readRecord } from '../../activities/read-record';
import { readHints } from '../../activities/watch/hints';
import { createWatch } from '../../activities/watch/watch';
import type { Connector } from '../../connectors/port';
import { sourceCursor } from '../../store/source-cursors';
import { desk } from '../domain/rules';
import { aRecord, openHouse, type House } from '../store/house';
import { eventually } from '../systems/eventually';
import { smallHouse } from './small-house';

let house: House;
beforeEach(async () => (house = await openHouse()));
afterEach(() => house.close());

const behind = (connector: Partial<Connector>) =>
  smallHouse(house, [
    {
      config: { name: desk.name, role: 'desk', requestTimeoutSeconds: 5, pollSeconds: 30 },
      connector: connector as Connector,
    },
  ]).deps;

it('no transaction waits while the files of a record that is met for the first time are fetched', async () => {
  const file = {
    id: '9',
    filename: 'a.txt',
    mediaType: 'text/plain',
    size: 3,
    visibility: 'public',
  } as const;
  const record = aRecord({ firstFiles: [file] });
  let waiting: unknown;
  const deps = behind({
    read: async () => record,
    fetchFile: async () => {
      waiting = await house.rows(
        `select state from pg_stat_activity
          where datname = current_database() and state like 'idle in transaction%'`,
      );
      return Buffer.from('abc');
    },
  });
  await readRecord(deps, desk.name, record.id);
  expect(waiting).toEqual([]);
  expect(await house.rows('select filename from attachments')).toEqual([]);
  const [ticket] = await house.rows<{ id: number }>('select id from tickets');
  await house.merge(ticket!.id);
  expect(await house.rows('select filename from attachments')).toEqual([{ filename: 'a.txt' }]);
});

it('files of a record that is none of ours are not fetched', async () => {
  const file = {
    id: '9',
    filename: 'a.txt',
    mediaType: 'text/plain',
    size: 3,
    visibility: 'public',
  } as const;
  const record = aRecord({ firstFiles: [file], inScope: false });
  const fetchFile = jest.fn();
  await readRecord(behind({ read: async () => record, fetchFile }), desk.name, record.id);
  expect(fetchFile).not.toHaveBeenCalled();
});

it('a hint waits by the clock that noted it, though a worker’s runs an hour ahead', async () => {
  const deps = behind({ read: async () => 'gone' });
  await house.rows(
    `insert into inbox (system, delivery_id, body, record_ids, entry) values ($1, 'd-1', '', '{77}', '5')`,
    [desk.name],
  );
  const ahead = Date.now() + 3600_000;
  jest.spyOn(Date, 'now').mockReturnValue(ahead);
  await readHints(deps, desk.name).finally(() => jest.restoreAllMocks());
  expect(await house.rows('select state, attempts from inbox')).toEqual([{ state: 'open', attempts: 1 }]);
});

it('the list of what was there before us ends with the stretch of watching; the next one goes on with it', async () => {
  let lists = 0;
  let release: () => void = () => undefined;
  const asked = new Promise<void>((resolve) => (release = resolve));
  const nothing = { recordIds: [], more: false, next: '1' };
  const deps = behind({
    capabilities: { changesSilently: false } as Connector['capabilities'],
    health: async () => ({ account: record.createdBy, clockOffset: 0 }),
    poll: async () => nothing,
    list: async () => {
      lists += 1;
      await asked;
      return { ...nothing, more: true, next: `page ${lists + 1}` };
    },
  });
  const record = aRecord();
  await new MockActivityEnvironment().run(createWatch(deps, 2000), { system: desk.name });
  expect(lists).toBe(1);
  release();
  await eventually(
    'the page is noted',
    async () => (await sourceCursor(house.db, desk.name)).listCursor === 'page 2' || undefined,
  );
  for (let n = 0; n < 5; n += 1) await house.rows('select 1');
  expect(lists).toBe(1);
});
