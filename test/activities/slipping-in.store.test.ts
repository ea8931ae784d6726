import { toNative } from '../../domain/mapping';
import type { SystemRules } from '../../domain/rules';
import type { RecordField } from '../../domain/ticket';
import { desk, tracker } from '../domain/rules';
import { chanceOf, type Chance } from '../stack/traffic/random';
import { openHouse, operator, type House } from '../store/house';
import { RecordKeeper } from './record-keeper';
import { smallHouse, type SmallHouse } from './small-house';

jest.setTimeout(300_000);

const races = 1000;
/** Tickets that race side by side, so that one waits for Postgres while another one works. */
const atOnce = 8;
const seed = 20261123;

const values = {
  status: ['new', 'in_progress', 'waiting_customer', 'resolved', 'cancelled'],
  priority: ['low', 'normal', 'high', 'urgent'],
} as const;

describe('somebody’s edit between our read and our write', () => {
  let house: House;
  let small: SmallHouse;
  const systems = [desk, tracker].map((rules) => ({ rules, keeper: new RecordKeeper() }));

  beforeAll(async () => {
    house = await openHouse();
    small = smallHouse(
      house,
      systems.map(({ rules: { name, role }, keeper: { connector } }) => ({
        config: { name, role, requestTimeoutSeconds: 5, pushesPerSecond: 50 },
        connector,
      })),
    );
  });
  afterAll(() => house.close());

  const conflictsOf = (ticketId: number) =>
    house.rows<{ winner: string; loser: string; field: string }>(
      `select field, winner ->> 'value' as winner, loser ->> 'value' as loser from conflicts where ticket_id = $1 order by id`,
      [ticketId],
    );

  const race = async (ticketId: number, number: string, chance: Chance, n: number): Promise<void> => {
    const field = chance.pick(['title', 'status', 'priority'] as const);
    const { rules, keeper } = chance.pick(systems);
    const before = String((await house.ticket(ticketId))[field]);
    const [ours, theirs] = twoOthers(chance, field, before, n);
    const record = await small.recordOf(number, rules.name);
    keeper.slip(record, () => keeper.set(record, { [field]: native(rules, field, theirs) }));
    const known = (await conflictsOf(ticketId)).length;
    await house.tx((tx) => house.commands.edit(tx, ticketId, { [field]: ours }, operator));
    await small.settle(number);
    const ticket = await house.ticket(ticketId);
    const winner = String(ticket[field]);
    const loser = winner === ours ? theirs : ours;
    expect([n, field, [ours, theirs].includes(winner)]).toEqual([n, field, true]);
    expect([n, ...(await conflictsOf(ticketId)).slice(known)]).toEqual([n, { field, winner, loser }]);
    for (const system of systems)
      expect([
        n,
        rules.name,
        system.keeper.see(await small.recordOf(number, system.rules.name))[field],
      ]).toEqual([n, rules.name, native(system.rules, field, winner)]);
  };

  it(`${races} times (seed ${seed}): one value holds everywhere, the other one stands in a conflict record`, async () => {
    const runs = Array.from({ length: atOnce }, async (_, lane) => {
      const chance = chanceOf(seed + lane);
      const { id, number } = await house.register({ title: `Гонка ${lane}` });
      await small.settle(number);
      for (let n = lane; n < races; n += atOnce) await race(id, number, chance, n);
    });
    await Promise.all(runs);
    const { rows } = await house.db.query(
      `select (select count(*)::int from conflicts) as conflicts,
              (select count(*)::int from changes where state = 'open') as open,
              (select count(*)::int from intents where state = 'open') as intents,
              (select count(*)::int from problems) as problems`,
    );
    expect(rows[0]).toEqual({ conflicts: races, open: 0, intents: 0, problems: 0 });
  });
});

const native = (rules: SystemRules, field: RecordField, value: string): string =>
  toNative(rules, field, value);

/** Two values that the field does not have, and that differ in every system. */
const twoOthers = (
  chance: Chance,
  field: 'title' | 'status' | 'priority',
  before: string,
  n: number,
): readonly [string, string] => {
  if (field === 'title') return [`Фронт писал ${n}`, `Ольга успела ${n}`];
  const others = values[field].filter((value) => value !== before);
  const first = chance.pick(others);
  return [first, chance.pick(others.filter((value) => value !== first))];
};
