import { beginIntent, settleIntent } from '../../store/intents';
import { storyOf, type ChangeStep } from '../../store/ticket-story';
import { openHouse, operator, type House } from './house';

let house: House;
beforeAll(async () => (house = await openHouse()));
afterAll(() => house?.close());

it('tells every change with what became of it, and every write, by the time at the source', async () => {
  const ticket = await house.standing();
  const [desk, task] = await house.links(ticket.id);
  await house.tx((tx) => house.commands.edit(tx, ticket.id, { title: 'From the front' }, operator));
  const at = Date.now() - 60_000;
  await house.said(desk!, {
    field: 'title',
    old: 'Printer',
    new: 'From the desk',
    at,
    actor: { id: '7', name: 'Olga' },
  });
  await house.said(desk!, { field: 'status', old: 'new', new: 'new', ignored: 'echo' });
  await house.said(task!, { kind: 'comment', data: { body: 'secret words', visibility: 'internal' } });
  await house.merge(ticket.id);
  const intent = await beginIntent(house.db, {
    linkId: task!.id,
    subjectId: null,
    content: { kind: 'comment', body: 'secret words', visibility: 'internal', key: 'C-1.1' },
    cursorBefore: '10',
    version: 2,
  });
  await settleIntent(house.db, intent.id, 'written', '11');
  const { steps, isWhole } = await storyOf(house.db, ticket.id);
  const changes = steps.filter((step): step is ChangeStep => step.step === 'change');
  expect(isWhole).toBe(true);
  expect(
    changes.map(({ system, kind, field, state, because }) => [system, kind, field, state, because]),
  ).toEqual([
    ['helpdesk', 'field', 'title', 'ignored', 'superseded'],
    ['front', 'created', '', 'applied', null],
    ['front', 'field', 'title', 'applied', null],
    ['helpdesk', 'field', 'status', 'ignored', 'echo'],
    ['executors', 'comment', '', 'applied', null],
  ]);
  expect(changes[0]).toMatchObject({
    actor: 'Olga',
    at: new Date(at),
    conflict: 'open',
    new: 'From the desk',
  });
  expect(changes[2]).toMatchObject({ version: 2, old: 'Printer', new: 'From the front' });
  expect(steps.at(-1)).toMatchObject({
    step: 'write',
    system: 'executors',
    kind: 'comment',
    state: 'written',
  });
  expect(JSON.stringify(steps)).not.toContain('secret');
});
