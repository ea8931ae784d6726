import { beginIntent, openCreates, openIntent, settleIntent, writtenWindows } from '../../store/intents';
import type { Link } from '../../store/links';
import { openHouse, type House } from './house';

let house: House;
let desk: Link;
let task: Link;

beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house?.close());
beforeEach(async () => {
  [desk, task] = (await house.links((await house.standing()).id)) as [Link, Link];
});

const content = { kind: 'fields', fields: { status: 'open' } } as const;
const begin = (link: Link, cursorBefore = '10') =>
  beginIntent(house.db, { linkId: link.id, subjectId: null, content, cursorBefore, version: 3 });

it('a write stands in the table before it is made, one at a time for a record', async () => {
  const intent = await begin(desk);
  expect(await openIntent(house.db, desk.id)).toEqual(intent);
  expect(intent).toMatchObject({ kind: 'fields', content, cursorBefore: '10', version: 3 });
  await expect(begin(desk)).rejects.toMatchObject({ code: '23505' });
  await begin(task);
});

it('of several who begin at once one does', async () => {
  const begun = await Promise.allSettled(Array.from({ length: 10 }, () => begin(desk)));
  expect(begun.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
});

it.each(['written', 'not-written', 'abandoned'] as const)(
  'one that is %s makes room for the next',
  async (state) => {
    await settleIntent(house.db, (await begin(desk)).id, state, '12');
    expect(await openIntent(house.db, desk.id)).toBeUndefined();
    await begin(desk, '12');
  },
);

it('only what was written, and reaches beyond a cursor, explains what came back', async () => {
  for (const [before, after, state] of [
    ['10', '12', 'written'],
    ['12', '14', 'not-written'],
    ['14', '100', 'written'],
    ['100', '101', 'abandoned'],
  ] as const)
    await settleIntent(house.db, (await begin(desk, before)).id, state, after);
  await begin(desk, '101');
  const windows = async (cursor: string) =>
    (await writtenWindows(house.db, desk.id, cursor)).map(({ before, after }) => [before, after]);
  expect(await windows('9')).toEqual([
    ['10', '12'],
    ['14', '100'],
  ]);
  expect(await windows('12')).toEqual([['14', '100']]);
  expect(await windows('99')).toEqual([['14', '100']]);
  expect(await windows('100')).toEqual([]);
});

it('the creates of a system whose outcome is open are those of that system, by title and key', async () => {
  const create = { kind: 'create', title: 'Printer', key: desk.key } as const;
  const { id } = await beginIntent(house.db, {
    linkId: desk.id,
    subjectId: null,
    content: create,
    cursorBefore: '0',
    version: 1,
  });
  const mine = async (system: string) =>
    (await openCreates(house.db, system)).filter(({ linkId }) => linkId === desk.id);
  expect(await mine('helpdesk')).toMatchObject([
    { title: 'Printer', key: desk.key, beganAt: expect.any(Date) },
  ]);
  expect(await mine('executors')).toEqual([]);
  await settleIntent(house.db, id, 'written', '11');
  expect(await mine('helpdesk')).toEqual([]);
});
