import {
  createReconciliation,
  latestReconciliations,
  reconciliationById,
  reportDrift,
  type Drift,
} from '../../store/reconciliations';
import { openHouse, type House } from './house';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house?.close());

const drift = (n: number): Drift => ({
  ticket: `SD-${n}`,
  system: 'helpdesk',
  record: String(n),
  field: 'title',
  kind: 'edited',
  ours: 'Printer',
  theirs: 'Scanner',
  repaired: n % 2 === 0,
});
const begin = () => createReconciliation(house.db, { repair: true });

describe('what a reconciliation finds', () => {
  it('is told in the order in which it was found, and counted', async () => {
    const id = await begin();
    await reportDrift(house.db, id, [drift(1), drift(2)]);
    await reportDrift(house.db, id, []);
    await reportDrift(house.db, id, [drift(3)]);
    expect(await reconciliationById(house.db, id)).toMatchObject({
      repaired: 1,
      drift: [drift(1), drift(2), drift(3)],
    });
    const [latest] = (await latestReconciliations(house.db, { limit: 1 })).items;
    expect(latest).toMatchObject({ id, differences: 3 });
  });

  it('stands after what a release of before noted in the run itself', async () => {
    const id = await begin();
    await house.rows('update reconciliations set drift = $2 where id = $1', [id, JSON.stringify([drift(1)])]);
    await reportDrift(house.db, id, [drift(2)]);
    expect((await reconciliationById(house.db, id))!.drift).toEqual([drift(1), drift(2)]);
  });

  it('costs as much for the last as for the first: the run’s own row does not grow', async () => {
    const id = await begin();
    const size = async () =>
      (
        await house.rows<{ size: number }>(
          'select pg_column_size(r.*) as size from reconciliations r where id = $1',
          [id],
        )
      )[0]!.size;
    await reportDrift(house.db, id, [drift(1)]);
    const before = await size();
    await reportDrift(
      house.db,
      id,
      Array.from({ length: 200 }, (_, n) => drift(n)),
    );
    expect(await size()).toBe(before);
  });

  it('is repaired and counted to the end, and told only as far as anybody reads', async () => {
    const id = await begin();
    await reportDrift(house.db, id, [drift(2), drift(4)], 3);
    await reportDrift(house.db, id, [drift(6), drift(8)], 3);
    const run = (await reconciliationById(house.db, id))!;
    expect([run.repaired, run.drift.map(({ ticket }) => ticket)]).toEqual([4, ['SD-2', 'SD-4', 'SD-6']]);
  });
});
