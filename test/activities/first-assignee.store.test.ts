import { readRecord } from '../../activities/read-record';
import type { InternalClock } from '../../domain/sla/condition';
import { linkOfRecord } from '../../store/links';
import { standingOf } from '../../store/sla/standing';
import { ticketById } from '../../store/tickets';
import { desk, tracker } from '../domain/rules';
import { anAgreement } from '../store/agreement';
import { openHouse, type House } from '../store/house';
import { olga, RecordKeeper } from './record-keeper';
import { smallHouse, type SmallHouse } from './small-house';

const ownDesk: InternalClock = {
  name: 'desk',
  minutes: 30,
  starts: [{ on: 'registered' }],
  stops: [{ on: 'assigned', system: 'helpdesk' }],
};
const executor: InternalClock = {
  name: 'executor',
  minutes: 120,
  starts: [{ on: 'assigned', system: 'executors' }],
  stops: [{ on: 'task-status', to: ['resolved', 'closed'], system: 'executors' }],
};

describe('a record that somebody has from its creation on', () => {
  let house: House;
  let small: SmallHouse;
  const [old, tasks] = [new RecordKeeper(), new RecordKeeper()];

  beforeAll(async () => {
    house = await openHouse();
    const systems = [
      { rules: desk, keeper: old },
      { rules: tracker, keeper: tasks },
    ];
    small = smallHouse(
      house,
      systems.map(({ rules: { name, role }, keeper: { connector } }) => ({
        config: { name, role, requestTimeoutSeconds: 5, pushesPerSecond: 50 },
        connector,
      })),
    );
  });
  afterAll(() => house?.close());
  afterEach(() => (tasks.ruleAssigns = undefined));

  const requester = async () => {
    const { requesterId } = await anAgreement(house, { internalClocks: [ownDesk, executor] });
    const [{ email }] = (await house.rows<{ email: string }>('select email from contacts where id = $1', [
      requesterId,
    ])) as [{ email: string }];
    return { requesterId, email };
  };
  const clocks = async (id: number) => (await standingOf(house.db, [id], Date.now())).get(id)!.clocks;

  it('in the desk was assigned then, at the source’s time, however often it is read', async () => {
    const { email } = await requester();
    const fields = { title: 'Уже взята', description: 'Текст', status: 'new', priority: '50' };
    const record = old.enter(fields, { ...olga, email }, 'Павел Орлов');
    await readRecord(small.deps, 'helpdesk', record);
    const link = (await linkOfRecord(house.db, 'helpdesk', record))!;
    const { number, createdAt } = (await ticketById(house.db, link.ticketId))!;
    await small.settle(number);
    await small.hear(number);
    await house.merge(link.ticketId);
    expect((await clocks(link.ticketId)).desk).toMatchObject({ state: 'met', metAt: createdAt.getTime() });
    const told = await house.rows(
      `select source_at as at, state, new_value as to from changes where ticket_id = $1 and kind = 'assigned'`,
      [link.ticketId],
    );
    expect(told).toEqual([{ at: createdAt, state: 'applied', to: 'Павел Орлов' }]);
  });

  it('in the tracker, where a rule gives our task to somebody, starts the executor’s clock', async () => {
    tasks.ruleAssigns = 'Дежурный';
    const { requesterId } = await requester();
    const { id, number } = await house.register({ requesterId });
    await small.settle(number);
    await house.merge(id);
    const { createdAt } = await ((await tasks.connector.read(
      await small.recordOf(number, 'executors'),
      '0',
    )) as unknown as Promise<{ createdAt: number }>);
    const { executor: his, desk: ours } = await clocks(id);
    expect([his?.state, ours?.state]).toEqual(['running', 'running']);
    // Both clocks tell whole seconds; what a system puts before the registration happened with it.
    expect(Math.abs(his!.startedAt! - createdAt)).toBeLessThan(2000);
  });

  it('that nobody has starts no clock', async () => {
    const { requesterId } = await requester();
    const { id, number } = await house.register({ requesterId });
    await small.settle(number);
    await house.merge(id);
    expect((await clocks(id)).executor).toBeUndefined();
  });
});
