import { insertConflict } from '../../store/conflicts';
import { closeGate, openGate } from '../../store/gates';
import { beginIntent } from '../../store/intents';
import type { Link } from '../../store/links';
import { assignProblem } from '../../store/problem-actions';
import { raiseProblem } from '../../store/problems';
import { turnOf, waitsOf } from '../../store/ticket-waits';
import type { TicketRow } from '../../store/tickets';
import { createUser } from '../../store/users';
import { openHouse, operator, type House } from './house';

let house: House;
let ticket: TicketRow;
let desk: Link;
let task: Link;
beforeAll(async () => (house = await openHouse()));
afterAll(() => house?.close());
beforeEach(async () => {
  ticket = await house.standing();
  [desk, task] = (await house.links(ticket.id)) as [Link, Link];
});
afterEach(() => house.tx((tx) => openGate(tx, 'helpdesk')));

const waits = () => waitsOf(house.db, ticket.id);
const edit = () =>
  house.tx((tx) => house.commands.edit(tx, ticket.id, { status: 'waiting_customer' }, operator));

it('for nothing, when everything is the same everywhere', async () => expect(await waits()).toEqual([]));

it('for its turn, for the closed gate, for the write that is under way', async () => {
  await edit();
  expect((await waits()).map(({ kind, system }) => [kind, system])).toEqual([
    ['behind', 'helpdesk'],
    ['behind', 'executors'],
  ]);
  await house.tx((tx) => closeGate(tx, 'helpdesk', 'down'));
  await beginIntent(house.db, {
    linkId: task.id,
    subjectId: null,
    content: { kind: 'fields', fields: { status: 'Feedback' } },
    cursorBefore: '10',
    version: 2,
  });
  expect(await waits()).toEqual([
    { kind: 'gate', system: 'helpdesk', since: expect.any(Date), because: 'down' },
    { kind: 'push', system: 'executors', since: expect.any(Date), what: 'fields' },
  ]);
});

it('for a person, by name where there is one, and not for a push that he holds up', async () => {
  await edit();
  await raiseProblem(house.db, {
    ticketId: ticket.id,
    linkId: desk.id,
    system: 'helpdesk',
    kind: 'push-refused',
    values: { ticket: ticket.number, said: 'no' },
  });
  const [problem] = await house.rows<{ id: number }>('select max(id) as id from problems');
  const id = await createUser(house.db, { login: 'zoya', name: 'Зоя', role: 'engineer' });
  await house.tx((tx) => assignProblem(tx, problem!.id, id));
  expect(await waits()).toEqual([
    {
      kind: 'problem',
      system: 'helpdesk',
      since: expect.any(Date),
      problem: 'push-refused',
      field: '',
      assignee: 'Зоя',
    },
    { kind: 'behind', system: 'executors', since: expect.any(Date) },
  ]);
});

it('for a merge, and for a choice', async () => {
  await house.said(desk, { field: 'title', old: 'Printer', new: 'Plotter' });
  const side = { value: 'a', at: 0, actor: 'x' };
  await insertConflict(house.db, {
    ticketId: ticket.id,
    linkId: null,
    field: 'title',
    winner: { ...side, system: 'front' },
    loser: { ...side, system: 'executors' },
  });
  expect(await waits()).toEqual([
    { kind: 'merge', system: 'helpdesk', since: expect.any(Date) },
    { kind: 'conflict', system: 'executors', field: 'title', since: expect.any(Date) },
  ]);
});

it('knows whose turn it is, since the time at the source', async () => {
  const at = Date.now() - 3_600_000;
  await house.said(desk, { field: 'status', old: 'new', new: 'stalled', at });
  await house.merge(ticket.id);
  expect(await turnOf(house.db, ticket.id)).toEqual({ status: 'waiting_customer', since: new Date(at) });
});
