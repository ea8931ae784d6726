import { mergeAndPlan } from '../../store/plan';
import { ticketsToWake } from '../../store/sweep';
import { anAgreement } from './agreement';
import { openHouse, type House } from './house';

jest.setTimeout(120_000);

const tickets = 1000;
const atOnce = 10;

/** Works through a queue, so many at once; who fails is handed to `failed`. */
const workThrough = async (
  queue: string[],
  work: (number: string) => Promise<unknown>,
  failed: (number: string) => void,
): Promise<void> => {
  const one = async () => {
    for (let number = queue.pop(); number !== undefined; number = queue.pop())
      await work(number).catch(() => failed(number));
  };
  await Promise.all(Array.from({ length: atOnce }, one));
};

describe('a thousand tickets that breach within one minute', () => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse();
    house.db.on('error', () => undefined); // connections are broken off on purpose
  });
  afterAll(() => house?.close());

  it('are warned of and breached once each, none missed, though the connections of two workers are broken off in the middle', async () => {
    const { requesterId } = await anAgreement(house);
    const numbers: string[] = [];
    const toRegister = Array.from({ length: tickets }, (_, n) => String(n));
    const register = async () => void numbers.push((await house.register({ requesterId })).number);
    await workThrough(toRegister, register, (n) => toRegister.push(n));
    // An hour and a minute have passed, in which nobody looked.
    await house.rows(`update sla_facts set at = at - interval '61 minutes'`);
    await house.rows(`update tickets set sla_next_at = now() - interval '10 seconds'`);

    const look = (number: string) => mergeAndPlan(house.db, number, house.rules);
    const left: string[] = [];
    let looked = 0;
    const lookAndBreak = async (number: string) => {
      await look(number);
      looked += 1;
      // What the others are in the middle of is rolled back, as by the death of their process.
      if (looked % 150 === 0)
        await house.rows(
          `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`,
        );
    };
    // Two workers are sent the same wakes.
    await Promise.all([
      workThrough([...numbers], lookAndBreak, (number) => left.push(number)),
      workThrough([...numbers].reverse(), look, (number) => left.push(number)),
    ]);
    expect(left.length).toBeGreaterThan(0);
    await workThrough([...left], look, (number) => left.push(number));
    for (let rest = await ticketsToWake(house.db, tickets); rest.length > 0; rest = [])
      await workThrough([...rest], look, () => undefined);

    const entries = await house.rows<{ what: string; tickets: number; entries: number }>(
      `select concat_ws(' ', event, level) as what, count(distinct ticket_id)::int as tickets, count(*)::int as entries
         from sla_ledger where clock = 'reaction' and event in ('warned', 'breached') group by 1 order by 1`,
    );
    expect(entries).toEqual(
      ['breached', 'warned 50', 'warned 75'].map((what) => ({ what, tickets, entries: tickets })),
    );
    const told = await house.rows<{ what: string; n: number }>(
      `select what, count(*)::int as n from timeline where what like 'sla-%' group by 1 order by 1`,
    );
    expect(told).toEqual([
      { what: 'sla-breached', n: tickets },
      { what: 'sla-warned', n: 2 * tickets },
    ]);
  });
});
