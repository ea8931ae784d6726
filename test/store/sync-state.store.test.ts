import { closeGate, openGate } from '../../store/gates';
import { setRefusal, type Link } from '../../store/links';
import type { ProblemKind } from '../../domain/problem';
import { raiseProblem, type NewProblem } from '../../store/problems';
import { viewTicket } from '../../store/ticket-view';
import type { TicketRow } from '../../store/tickets';
import { openHouse, operator, type House } from './house';

let house: House;
let ticket: TicketRow;
let desk: Link;
let task: Link;

beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house?.close());
beforeEach(async () => {
  ticket = await house.standing();
  [desk, task] = (await house.links(ticket.id)) as [Link, Link];
});
afterEach(() => house.tx((tx) => openGate(tx, 'helpdesk')));

const state = async () => {
  const view = (await viewTicket(house.db, ticket.number, {}))!;
  return [view.sync, ...view.links.map((link) => link.state)];
};
const edit = () =>
  house.tx((tx) => house.commands.edit(tx, ticket.id, { title: `T ${Math.random()}` }, operator));
const problem = (kind: ProblemKind, link: Link, field = '') =>
  raiseProblem(house.db, {
    ticketId: ticket.id,
    linkId: link.id,
    system: link.system,
    kind,
    field,
    values: { ticket: ticket.number, record: link.recordId ?? '', said: 'no' },
  } as NewProblem);

it('synced: every wanted record is confirmed at the present version', async () => {
  expect(await state()).toEqual(['synced', 'synced', 'synced']);
});

it('creating and pending: a record is to be made, and then to be brought up to date', async () => {
  const fresh = await house.register();
  expect((await viewTicket(house.db, fresh.number, {}))!).toMatchObject({
    sync: 'pending',
    links: [{ state: 'creating' }, { state: 'creating' }],
  });
  await edit();
  expect(await state()).toEqual(['pending', 'pending', 'pending']);
  await house.confirmAll(ticket.id);
  expect(await state()).toEqual(['synced', 'synced', 'synced']);
});

it('pending: something was heard that is not merged yet', async () => {
  await house.said(desk, { field: 'priority', old: '50', new: '80' });
  expect(await state()).toEqual(['pending', 'synced', 'synced']);
});

it('blocked: a record is behind, and its system’s gate is closed', async () => {
  await house.tx((tx) => closeGate(tx, 'helpdesk', 'down'));
  expect(await state()).toEqual(['synced', 'synced', 'synced']);
  await edit();
  expect(await state()).toEqual(['blocked', 'blocked', 'pending']);
});

it('partial: a field was refused, and holds nothing else up', async () => {
  await setRefusal(house.db, task.id, 'title', 'Printer');
  await problem('field-refused', task, 'title');
  expect(await state()).toEqual(['partial', 'synced', 'partial']);
  await edit();
  expect(await state()).toEqual(['pending', 'pending', 'pending']);
  await house.confirmAll(ticket.id);
  expect(await state()).toEqual(['partial', 'synced', 'partial']);
});

it('partial: a whole record fails, until a person has acted', async () => {
  await edit();
  await house.rows('update links set confirmed_version = 99 where id = $1', [desk.id]);
  await problem('push-refused', task);
  expect(await state()).toEqual(['partial', 'synced', 'partial']);
});

it.each(['refused', 'lost'] as const)('partial: a record is %s', async (how) => {
  await house.rows('update links set state = $2 where id = $1', [task.id, how]);
  expect(await state()).toEqual(['partial', 'synced', how]);
});

it('a record that is not wanted any more counts not', async () => {
  await house.rows(`update links set state = 'unlinked' where id = $1`, [task.id]);
  await edit();
  await house.rows('update links set confirmed_version = 99 where id = $1', [desk.id]);
  expect(await state()).toEqual(['synced', 'synced', 'unlinked']);
});

it('shows what stands in the way, in a sentence', async () => {
  await problem('record-lost', task);
  const view = (await viewTicket(house.db, ticket.number, {}))!;
  expect(view.links.map((link) => link.problem)).toEqual([
    null,
    `Record ${task.recordId} of ${ticket.number} is gone from ${task.system}.`,
  ]);
});
