import { addLag, lagQuantile, noLag, type LagCounts } from '../../domain/lag';
import { confirm } from '../../store/confirm';
import { oweAgain } from '../../store/links-at-rest';
import { forgetOld } from '../../store/retention';
import { lagOfDay } from '../../store/sync-lag';
import { viewLink } from '../../store/link-view';
import { openHouse, operator, type House } from './house';

let house: House;
beforeAll(async () => (house = await openHouse()));
afterAll(() => house?.close());
beforeEach(() => house.rows('delete from sync_minutes'));

const counted = async (system: string): Promise<LagCounts & { pushes: number }> => {
  const slots = (await lagOfDay(house.db)).get(system) ?? [];
  return {
    ...slots.reduce<LagCounts>(addLag, noLag),
    pushes: slots.reduce((n, { pushes }) => n + pushes, 0),
  };
};
const edit = (ticketId: number, title: string) =>
  house.tx((tx) => house.commands.edit(tx, ticketId, { title }, operator));
const earlier = (seconds: number) =>
  house.rows(
    `update changes set received_at = received_at - make_interval(secs => $1) where version is not null`,
    [seconds],
  );

it('a new record counts once, from when it was wanted', async () => {
  const { id } = await house.register();
  const [desk] = await house.links(id);
  await house.rows(`update links set created_at = now() - interval '4 seconds' where id = $1`, [desk!.id]);
  expect(await confirm(house.db, desk!.id, 1)).toBeGreaterThanOrEqual(4000);
  await confirm(house.db, desk!.id, 1);
  expect(await counted('helpdesk')).toMatchObject({ changes: 1, pushes: 2 });
});

it('every change that a confirmation brings counts, from when it was stored', async () => {
  const ticket = await house.standing();
  const [desk, task] = await house.links(ticket.id);
  await house.rows('delete from sync_minutes');
  await edit(ticket.id, 'first');
  await edit(ticket.id, 'second');
  await earlier(40);
  expect(await confirm(house.db, desk!.id, ticket.version + 2)).toBeGreaterThanOrEqual(40_000);
  const day = await counted('helpdesk');
  expect(day).toMatchObject({ changes: 2, pushes: 1 });
  expect(lagQuantile(day, 0.5)).toBeGreaterThan(30_000);
  expect((await viewLink(house.db, desk!.id))!.pushedMs).toBeGreaterThanOrEqual(40_000);
  expect((await counted('executors')).changes).toBe(0);
  await confirm(house.db, task!.id, ticket.version + 1);
  expect((await counted('executors')).changes).toBe(1);
});

it('what was said in a record needs no way there, and what moved nothing none at all', async () => {
  const ticket = await house.standing();
  const [desk, task] = await house.links(ticket.id);
  await house.rows('delete from sync_minutes');
  await house.said(desk!, { field: 'title', old: 'Printer', new: 'Plotter' });
  await house.said(desk!, { field: 'status', old: 'new', new: 'new' });
  await house.merge(ticket.id);
  await house.confirmAll(ticket.id);
  expect([(await counted('helpdesk')).changes, (await counted('executors')).changes]).toEqual([0, 2]);
  void task;
});

it('a repaired drift is a push, no new change', async () => {
  const ticket = await house.standing();
  await house.rows('delete from sync_minutes');
  const [desk] = await house.links(ticket.id);
  const took = (await viewLink(house.db, desk!.id))!.pushedMs;
  await oweAgain(house.db, desk!.id);
  expect(await confirm(house.db, desk!.id, ticket.version)).toBeUndefined();
  expect((await viewLink(house.db, desk!.id))!.pushedMs).toBe(took);
  expect(await counted('helpdesk')).toMatchObject({ changes: 0, pushes: 1 });
});

it('minutes are forgotten after days, what is younger is kept', async () => {
  await house.rows(
    `insert into sync_minutes (system, minute, histogram) values ('a', now() - interval '9 days', '{}'), ('a', now() - interval '2 days', '{}')`,
  );
  await forgetOld(house.db);
  expect(await house.rows('select 1 from sync_minutes')).toHaveLength(1);
});
