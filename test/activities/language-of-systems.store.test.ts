import { listComments } from '../../store/comment-list';
import { spoken } from '../../api/web/spoken';
import { desk, tracker } from '../domain/rules';
import { openHouse, operator, type House } from '../store/house';
import { RecordKeeper } from './record-keeper';
import { smallHouse, type SmallHouse } from './small-house';

let house: House;
let small: SmallHouse;
const rt = new RecordKeeper();
const redmine = new RecordKeeper();
beforeAll(async () => {
  house = await openHouse();
  const timeout = { requestTimeoutSeconds: 5 };
  small = smallHouse(house, [
    { config: { name: desk.name, role: 'desk', language: 'ru', ...timeout }, connector: rt.connector },
    {
      config: { name: tracker.name, role: 'tracker', language: 'en', ...timeout },
      connector: redmine.connector,
    },
  ]);
});
afterAll(() => house.close());

const registered = async () => {
  const ticket = await house.register();
  await small.settle(ticket.number);
  return ticket;
};
const lastIn = async (keeper: RecordKeeper, number: string, system: string) =>
  keeper.saidIn(await small.recordOf(number, system)).at(-1)!.body;

it('what we say ourselves stands in every system in its language, and on pages in the reader’s', async () => {
  const { id, number } = await registered();
  await house.tx((tx) => house.commands.undo(tx, id, operator));
  await small.settle(number);
  expect(await lastIn(rt, number, desk.name)).toContain('Регистрация отменена: Ольга Оператор.');
  expect(await lastIn(redmine, number, tracker.name)).toContain('Registration undone by Ольга Оператор.');
  const [note] = (await listComments(house.db, id, {}, { limit: 10 })).items;
  expect([spoken(note!, 'ru'), spoken(note!, 'en'), note!.body]).toEqual([
    'Регистрация отменена: Ольга Оператор.',
    'Registration undone by Ольга Оператор.',
    'Registration undone by Ольга Оператор.',
  ]);
});

it('what tells of a change there that cannot be made does so as well', async () => {
  const { id, number } = await registered();
  await house.tx((tx) => house.commands.edit(tx, id, { description: 'Fourth floor' }, operator));
  await small.settle(number);
  expect(await lastIn(rt, number, desk.name)).toBe('[Sagadesk: описание изменено на]\n\nFourth floor');
});

it('what came with a merge speaks the reader’s language too', async () => {
  const [source, target] = [await registered(), await registered()];
  await house.tx((tx) => house.commands.merge(tx, source.id, target.id, operator));
  await small.settle(target.number);
  expect(await lastIn(rt, target.number, desk.name)).toContain(
    `Присоединена заявка ${source.number}: Printer`,
  );
  expect(await lastIn(redmine, target.number, tracker.name)).toContain(
    `Merged from ${source.number}: Printer`,
  );
});
