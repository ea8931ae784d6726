import { entriesNotStored } from '../../store/changes';
import { openHouse, type House } from './house';

let house: House;
beforeEach(async () => {
  house = await openHouse();
});
afterEach(() => house?.close());

it('of the history entries of records only those are news that are not stored, whatever came of the others', async () => {
  const ticket = await house.standing();
  const [desk] = await house.links(ticket.id);
  await house.said(desk!, { entry: '501', field: 'title', new: 'Scanner' });
  await house.said(desk!, { entry: '502', kind: 'other', ignored: 'notOurs' });
  const told = { [desk!.recordId!]: ['501', '502', '503'], '999': ['504'] };
  expect(await entriesNotStored(house.db, desk!.system, told)).toEqual(
    new Map([
      [desk!.recordId!, ['503']],
      ['999', ['504']],
    ]),
  );
  const known = { [desk!.recordId!]: ['501', '502'] };
  expect(await entriesNotStored(house.db, desk!.system, known)).toEqual(new Map());
});
