import { insertComment } from '../../store/comments';
import { beginIntent } from '../../store/intents';
import { setShadow, type Link } from '../../store/links';
import { mergeAndPlan } from '../../store/plan';
import { raiseProblem, type NewProblem } from '../../store/problems';
import { openHouse, operator, type House } from './house';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house?.close());

const plan = (number: string) => mergeAndPlan(house.db, number, house.rules);
const systems = (lanes: readonly { readonly system: string }[]) => lanes.map(({ system }) => system);
const edit = (id: number, change: Parameters<House['commands']['edit']>[2]) =>
  house.tx((tx) => house.commands.edit(tx, id, change, operator));

it('merges what is open, and names every record that does not show it yet', async () => {
  const ticket = await house.standing();
  const [desk, task] = await house.links(ticket.id);
  expect((await plan(ticket.number)).lanes).toEqual([]);
  await house.said(desk!, { field: 'title', old: 'Printer', new: 'Scanner' });
  expect(await plan(ticket.number)).toEqual({
    version: ticket.version + 1,
    status: 'new',
    lanes: [{ linkId: task!.id, system: task!.system }],
    parked: [],
    systems: ['executors', 'helpdesk'],
    hasProblems: false,
    inOrder: false,
  });
});

it('takes a record for confirmed where the change was made, without having read it', async () => {
  const ticket = await house.standing();
  const [desk] = await house.links(ticket.id);
  await house.said(desk!, { field: 'title', old: 'Printer', new: 'Scanner' });
  await plan(ticket.number);
  const [after] = await house.links(ticket.id);
  expect(after).toMatchObject({ confirmedVersion: ticket.version + 1, seenVersion: ticket.version });
});

it('wants a record that says something else since, that waits for the outcome of a write, or lacks a text', async () => {
  const cases: readonly ((link: Link) => Promise<unknown>)[] = [
    (link) => house.said(link, { field: 'title', old: 'Printer', new: 'Copier', at: 1 }),
    (link) =>
      beginIntent(house.db, {
        linkId: link.id,
        subjectId: null,
        content: { kind: 'fields', fields: {} },
        cursorBefore: '10',
        version: 1,
      }),
    (link) =>
      insertComment(house.db, {
        ...{ ticketId: link.ticketId, authorName: 'Анна', origin: 'executors', body: 'Жду' },
        ...{ visibility: 'internal', at: new Date() },
      }),
  ];
  for (const happen of cases) {
    const ticket = await house.standing();
    const [desk] = await house.links(ticket.id);
    await edit(ticket.id, { title: 'Scanner' });
    await setShadow(house.db, desk!.id, { title: 'Scanner' }, '10');
    await happen(desk!);
    expect(systems((await plan(ticket.number)).lanes)).toContain('helpdesk');
  }
});

it('wants no record that is confirmed, not wanted, lost or refused', async () => {
  const ticket = await house.standing();
  const [desk, task] = await house.links(ticket.id);
  await edit(ticket.id, { title: 'Scanner' });
  await house.rows('update links set confirmed_version = 99 where id = $1', [desk!.id]);
  expect(systems((await plan(ticket.number)).lanes)).toEqual(['executors']);
  for (const state of ['unlinked', 'lost', 'refused']) {
    await house.rows('update links set state = $2 where id = $1', [task!.id, state]);
    expect((await plan(ticket.number)).lanes).toEqual([]);
  }
});

it('stops at a problem of the whole record until a person has acted, and not at one of a field', async () => {
  const ticket = await house.standing();
  const [, task] = await house.links(ticket.id);
  await edit(ticket.id, { title: 'Scanner' });
  const raise = (kind: 'field-refused' | 'record-failing', field = '') =>
    raiseProblem(house.db, {
      ticketId: ticket.id,
      linkId: task!.id,
      system: 'executors',
      kind,
      field,
      values: { ticket: ticket.number, record: '7', value: 'v', said: 'no', field },
    } as NewProblem);
  await raise('field-refused', 'title');
  const withField = await plan(ticket.number);
  expect([systems(withField.lanes), withField.hasProblems]).toEqual([['helpdesk', 'executors'], true]);
  await raise('record-failing');
  expect(systems((await plan(ticket.number)).lanes)).toEqual(['helpdesk']);
  const [problem] = await house.rows<{ id: number }>(`select id from problems where kind = 'record-failing'`);
  await house.tx((tx) => house.commands.retryProblem(tx, problem!.id, operator));
  expect(systems((await plan(ticket.number)).lanes)).toEqual(['helpdesk', 'executors']);
});

it('of a registration that is taken back goes the newest record first, one after the other', async () => {
  const ticket = await house.standing();
  await house.tx((tx) => house.commands.addTask(tx, ticket.id, 'builders', operator));
  await house.rows(
    `update links set state = 'linked', record_id = 'b-1' where ticket_id = $1 and system = 'builders'`,
    [ticket.id],
  );
  await house.tx((tx) => house.commands.undo(tx, ticket.id, operator));
  const { inOrder, lanes } = await plan(ticket.number);
  expect([inOrder, systems(lanes)]).toEqual([true, ['builders', 'executors', 'helpdesk']]);
});

it.each([
  ['closed', true],
  ['cancelled', true],
  ['resolved', false],
  ['in_progress', false],
] as const)('of a ticket that is %s may end: %s', async (status, mayEnd) => {
  const ticket = await house.standing();
  await edit(ticket.id, { status });
  const { endsAt } = await plan(ticket.number);
  expect(endsAt !== undefined).toBe(mayEnd);
  if (endsAt) expect(endsAt).toBeGreaterThan(Date.now() + 2 * 24 * 3600_000);
});

it('of a number that no ticket has ends at once', async () => {
  expect(await plan('SD-999999')).toMatchObject({ lanes: [], endsAt: 0 });
});

it('waits only a second for a ticket that somebody else is writing', async () => {
  const ticket = await house.standing();
  const [desk] = await house.links(ticket.id);
  await house.said(desk!, { field: 'title', old: 'Printer', new: 'Scanner' });
  const holder = await house.db.connect();
  try {
    await holder.query('begin');
    await holder.query('select 1 from tickets where id = $1 for update', [ticket.id]);
    await expect(plan(ticket.number)).rejects.toMatchObject({ code: '55P03' });
  } finally {
    await holder.query('rollback');
    holder.release();
  }
  expect(systems((await plan(ticket.number)).lanes)).toEqual(['executors']);
});

it('100 changes and 20 merges at once come to one truth', async () => {
  const ticket = await house.standing();
  const [desk] = await house.links(ticket.id);
  const changes = Array.from({ length: 100 }, (_, i) =>
    house.said(desk!, {
      field: 'title',
      old: `T${i - 1}`,
      new: `T${i}`,
      changeId: `c${i}`,
      entry: String(1_000_000 + i),
    }),
  );
  await Promise.all([
    ...changes,
    ...Array.from({ length: 20 }, () => plan(ticket.number).catch(() => undefined)),
  ]);
  await plan(ticket.number);
  expect((await house.ticket(ticket.id)).title).toBe('T99');
  expect(
    await house.rows(`select 1 from changes where ticket_id = $1 and state = 'open'`, [ticket.id]),
  ).toEqual([]);
});
