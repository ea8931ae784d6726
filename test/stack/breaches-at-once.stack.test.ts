import { eventually } from '../systems/eventually';
import { createUser } from '../../store/users';
import { anAgreement } from '../store/agreement';
import { registeredAtOnce } from './breaches/registered-at-once';
import { startTellingHouse, type TellingHouse } from './breaches/telling-house';

/** BREACHES: how many tickets; a thousand take some minutes. */
const tickets = Number(process.env.BREACHES ?? 200);
/** So many of them call other programs as well. */
const calling = Math.round(tickets / 10);
const seconds = 600 + tickets;
jest.setTimeout(seconds * 1000);

/** The worker dies when so many are there. */
const kills = [
  ['warned', tickets / 4],
  ['breached', tickets / 5],
  ['breached', tickets / 2],
] as const;

describe('hundreds of tickets that breach at the same instant', () => {
  let house: TellingHouse;
  beforeAll(async () => (house = await startTellingHouse({ contract: 'C-2' })));
  afterAll(() => house?.stop());

  const rows = async <T extends object>(sql: string) => (await house.db.query<T>(sql)).rows;
  const count = async (what: string): Promise<number> =>
    (await rows<{ n: number }>(`select count(*)::int as n from ${what}`))[0]!.n;
  const reached = (n: number, what: string) =>
    eventually(`${n} of ${what}`, async () => (await count(what)) >= n || undefined, seconds, 100);
  /** How many rows there are of each kind, and of how many tickets. */
  const counted = (table: string, kind: string) =>
    rows(
      `select ${kind} as what, count(*)::int as n, count(distinct ticket_id)::int as tickets from ${table} group by 1 order by 1`,
    );
  const each = (what: string, n = tickets) => ({ what, n, tickets: n });

  it('are warned of, breached and acted upon once each, none missed, though the worker is killed in the middle again and again', async () => {
    await createUser(house.db, { login: 'boss', name: 'Boss', role: 'manager' });
    const level = [{ comment: 'Nobody has answered.' }, { notify: 'manager' }];
    const call = { webhook: `${house.programs.url}/level` };
    const [silent, loud] = [await aMinute(level), await aMinute([...level, call])];
    const at = new Date(Date.now() - 30_000);
    const numbers = [
      ...(await registeredAtOnce(house.db, { requesterId: silent, count: tickets - calling, at })),
      ...(await registeredAtOnce(house.db, { requesterId: loud, count: calling, at })),
    ];
    await house.wakeAll(numbers);
    for (const [event, n] of kills) {
      await reached(n, `sla_ledger where event = '${event}'`);
      house.worker.kill();
      expect(await count(`sla_ledger where event = 'breached'`)).toBeLessThan(tickets);
    }
    await reached(2 * tickets + calling, `sla_actions where state <> 'open'`);
    await reached(3 * tickets + calling, `notifications where state = 'sent'`);

    expect(house.worker.starts).toBe(1 + kills.length);
    expect(await counted('sla_ledger', `concat_ws(' ', clock, event, level)`)).toEqual([
      each('reaction breached'),
      each('reaction started'),
      each('reaction warned 90'),
      each('reaction warned reaction+0m'),
      each('resolution started'),
    ]);
    expect(await counted('sla_actions', `concat_ws(' ', state, (select jsonb_object_keys(action)))`)).toEqual(
      [each('done comment'), each('done notify'), each('done webhook', calling)],
    );
    expect(await counted('comments', 'body')).toEqual([each('reaction+0m: Nobody has answered.')]);
    expect(await counted('notifications', `concat_ws(' ', event, channel, state)`)).toEqual([
      each('breach live sent'),
      each('breach webhook sent', calling),
      each('escalation live sent'),
      each('warning live sent'),
    ]);
    // HTTP has no “exactly once”: what is repeated bears the same id.
    expect(house.heard()).toEqual({ levels: calling, chat: calling });
  });

  /** Somebody who must be answered within a minute, is warned of after 54 s, and then this is done. */
  const aMinute = async (level: readonly object[]): Promise<number> => {
    const { requesterId } = await anAgreement(house, {
      targets: [{ priority: 'normal', reactionMinutes: 1, resolutionMinutes: 24 * 60 }],
      warnAt: [90],
      escalations: [{ at: 'reaction+0m', do: level }],
    });
    return requesterId;
  };
});
