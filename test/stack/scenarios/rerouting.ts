import { eventually } from '../../systems/eventually';
import type { Scene, Where } from './scene';

/** What is done for this service is done in another project of the tracker. */
export const cabling = 'Прокладка кабелей';

/** Another service leads a ticket elsewhere in the tracker: DESIGN section 5, “a compensation is a row”. */
export const rerouting = (scene: () => Scene): void =>
  describe('another service whose tasks go to another project', () => {
    beforeAll(async () => {
      const { status } = await scene().world.stack.api('POST', '/services', { name: cabling });
      if (status !== 201) throw new Error(`the front answered ${status}`);
    });

    /** Its task in the second project, once that is there. */
    const taskOfBuilders = async ({ number }: Where): Promise<string> =>
      (await scene().front.synced(number)).sync.links.find(({ system }) => system === 'builders')!.id;
    /** Every record with its number, by what it says of itself. */
    const tasks = async ({ number }: Where) => {
      const { admin } = scene();
      const ids = [...(await admin.find(number)), ...(await admin.find(`${number}/2`))];
      return Promise.all(
        ids
          .sort((a, b) => Number(a) - Number(b))
          .map(async (id) => ({ id, status: (await admin.see(id)).status })),
      );
    };

    it('makes a task there and takes the old one back with a note; back again both change places, and nothing is doubled', async () => {
      const { front, olga, admin, everywhere } = scene();
      const where = await everywhere('Кабель или принтер');
      await front.set(where.number, { service: cabling });
      const builders = await taskOfBuilders(where);
      expect(await tasks(where)).toEqual([
        { id: where.task, status: 'Rejected' },
        { id: builders, status: 'New' },
      ]);
      expect((await admin.see(where.task)).texts).toEqual([
        { visibility: 'internal', text: expect.stringContaining('taken back') },
      ]);
      expect(await front.see(where.number)).toMatchObject({ status: 'new' });
      expect(await olga.see(where.desk)).toMatchObject({ status: 'new', key: where.number });

      await front.set(where.number, { status: 'in_progress' });
      await front.say(where.number, 'internal', 'Всё-таки принтер');
      await front.set(where.number, { service: null });
      await front.synced(where.number);
      expect(await tasks(where)).toEqual([
        { id: where.task, status: 'In Progress' },
        { id: builders, status: 'Rejected' },
      ]);
    });

    it('leaves a task to a person on which somebody has worked, until he decides', async () => {
      const { front, ivan, admin, everywhere } = scene();
      const where = await everywhere('Уже начали');
      await ivan.setStatus(where.task, 'in_progress');
      await eventually(
        'the front has heard of it',
        async () => (await front.see(where.number)).status === 'in_progress' || undefined,
      );
      await front.synced(where.number);
      await front.set(where.number, { service: cabling });
      const problem = await eventually(
        'there is a problem',
        async () => (await front.problems(where.number))[0],
      );
      expect(problem).toMatchObject({ kind: 'rerouted-touched', system: 'executors' });
      await front.comesTo(where.number, 'partial');
      const builders = await eventually('the new task is there', async () => (await tasks(where))[1]);
      expect(await tasks(where)).toEqual([
        { id: where.task, status: 'In Progress' },
        { id: builders.id, status: 'In Progress' },
      ]);
      await front.settle(problem, 'retry');
      await front.synced(where.number);
      expect(await tasks(where)).toEqual([
        { id: where.task, status: 'Rejected' },
        { id: builders.id, status: 'In Progress' },
      ]);
      expect((await admin.see(where.task)).texts).toHaveLength(1);
    });
  });
