import { confirm } from '../../store/confirm';
import {
  insertComment,
  commentsToPush,
  editComment,
  linkComment,
  linkedComments,
} from '../../store/comments';
import { mergeAndPlan } from '../../store/plan';
import { noteRetiredSystems } from '../../store/retired-systems';
import { openHouse, operator, type House } from './house';

let house: House;
beforeAll(async () => (house = await openHouse()));
afterAll(() => house.close());

const syncOf = async (ticketId: number) =>
  (await house.rows<{ state: string }>('select state from ticket_sync where ticket_id = $1', [ticketId]))[0]!
    .state;

describe('a system that left the configuration', () => {
  it('keeps no ticket waiting, and goes on where it stood when it is back', async () => {
    const systems = house.rules.systems.filter(({ name }) => name !== 'executors');
    const without = { ...house.rules, systems };
    const { id, number } = await house.standing();
    const [desk, task] = await house.links(id);
    await house.tx((tx) => house.commands.edit(tx, id, { title: 'Plotter' }, operator));
    await house.said(task!, { kind: 'field', field: 'title', old: 'Printer', new: 'Scanner' });
    expect(await syncOf(id)).toBe('pending');

    expect(await noteRetiredSystems(house.db, ['helpdesk'])).toEqual(['executors']);
    const plan = await mergeAndPlan(house.db, number, without);
    expect(plan.lanes.map(({ system }) => system)).toEqual(['helpdesk']);
    await confirm(house.db, desk!.id, plan.version);
    expect(await syncOf(id)).toBe('synced');
    expect(await house.rows(`select 1 from changes where state = 'open'`)).toEqual([]);

    expect(await noteRetiredSystems(house.db, ['helpdesk', 'executors'])).toEqual([]);
    expect(await syncOf(id)).toBe('pending');
    expect(await house.rows(`select new_value as value from changes where state = 'open'`)).toEqual([
      { value: 'Scanner' }, // what nobody had heard of is heard now
    ]);
    expect((await mergeAndPlan(house.db, number, house.rules)).lanes.length).toBeGreaterThan(0);
  });
});

describe('an addendum to a comment', () => {
  it('leaves the first copy watched, and is remembered beside it', async () => {
    const { id } = await house.standing();
    const [desk] = await house.links(id);
    const commentId = await insertComment(house.db, {
      ticketId: id,
      authorName: 'Иван',
      origin: 'executors',
      body: 'раз',
      visibility: 'public',
      at: new Date(),
    });
    const shown = { commentId, linkId: desk!.id, visibility: 'public' } as const;
    await linkComment(house.db, { ...shown, remoteId: '70', revision: 1, hash: 'of the first' });
    await linkComment(house.db, { ...shown, remoteId: '71', revision: 2, hash: 'of the addendum' });
    await linkComment(house.db, { ...shown, remoteId: '71', revision: 2, hash: 'told twice' });
    expect(await linkedComments(house.db, desk!.id)).toMatchObject([
      { remoteId: '70', hash: 'of the first' },
    ]);
    await editComment(house.db, commentId, { visibility: 'internal' });
    await editComment(house.db, commentId, { hidden: true });
    expect(await commentsToPush(house.db, id, desk!.id)).toMatchObject([
      { remoteId: '70', addenda: ['71'], shown: 2, hidden: true },
    ]);
  });
});
