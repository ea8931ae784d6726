import type { InternalClock } from '../../../domain/sla/condition';
import { eventually } from '../../systems/eventually';
import { agree } from './agreement';
import type { Scene } from './scene';

const clocks: readonly InternalClock[] = [
  {
    name: 'desk',
    minutes: 30,
    starts: [{ on: 'registered' }],
    stops: [{ on: 'assigned', system: 'helpdesk' }],
  },
  {
    name: 'executor',
    minutes: 240,
    starts: [{ on: 'assigned', system: 'executors' }],
    stops: [{ on: 'task-status', to: ['resolved', 'closed'], system: 'executors' }],
  },
];

interface Entry {
  readonly clock: string;
  readonly event: string;
  readonly at: string;
  readonly origin: string;
  readonly because: string;
}

/** Who has a ticket in the desk, and who a task in the tracker, drives the clocks inside the house. */
export const insideClocks = (scene: () => Scene): void =>
  describe('clocks inside the house', () => {
    beforeAll(() =>
      agree(scene(), 'Д-9', { reactionMinutes: 60, resolutionMinutes: 480, internalClocks: clocks }),
    );

    const ledger = async (number: string) =>
      (
        await scene().world.stack.api<{ ledger: readonly Entry[] }>('GET', `/tickets/${number}/sla`)
      ).json.ledger.filter(({ clock }) => clock === 'desk' || clock === 'executor');
    const entry = (number: string, clock: string, event: string) =>
      eventually(`${clock} has ${event}`, async () =>
        (await ledger(number)).find((one) => one.clock === clock && one.event === event),
      );

    it('of the desk ends when an agent takes the ticket there, the executor’s runs from the assignment to his solution', async () => {
      const { world, front, everywhere, olga, admin } = scene();
      const executor = await world.redmine.asExecutor()<{ user: { id: number } }>(
        'GET',
        '/users/current.json',
      );
      const where = await everywhere('Кому поручено', { contract: 'Д-9', priority: 'high' });
      await olga.set(where.desk, { Owner: 'olga' });
      expect(await entry(where.number, 'desk', 'met')).toMatchObject({ origin: 'helpdesk' });
      expect((await ledger(where.number)).filter(({ clock }) => clock === 'executor')).toEqual([]);
      await admin.set(where.task, { assigned_to_id: executor.json.user.id });
      expect(await entry(where.number, 'executor', 'started')).toMatchObject({ origin: 'executors' });
      await admin.setStatus(where.task, 'resolved');
      await entry(where.number, 'executor', 'met');
      await front.synced(where.number);
    });

    it('of the desk ends with the registration of a ticket that was entered there for somebody', async () => {
      const { front, olga, title } = scene();
      const name = title('Уже взята');
      await olga.create(name, 'Из старой системы', { Owner: 'pavel', Priority: '80' });
      const { number } = await eventually('it is registered', async () => (await front.called(name))[0]);
      await front.set(number, { contract: 'Д-9' });
      const { at } = await entry(number, 'desk', 'met');
      const { json } = await scene().world.stack.api<{ createdAt: string }>('GET', `/tickets/${number}`);
      expect(Date.parse(at)).toBe(Date.parse(json.createdAt));
      await front.synced(number);
    });
  });
