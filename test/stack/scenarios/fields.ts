import { eventually } from '../../systems/eventually';
import type { Scene } from './scene';

/** Title, priority and status. */
export const fields = (scene: () => Scene): void => {
  it('title and priority changed in each of the three win in the two others', async () => {
    const { world, front, olga, ivan, everywhere } = scene();
    const where = await everywhere('Поля');
    const all = (name: string, ours: string, desk: string, task: string) =>
      eventually(`everywhere ${name}`, async () => {
        const [a, b, c] = [
          await front.see(where.number),
          await olga.see(where.desk),
          await ivan.see(where.task),
        ];
        return (
          ([a.title, b.title, c.title].every((text) => text === name) &&
            a.priority === ours &&
            b.priority === desk &&
            c.priority === task) ||
          undefined
        );
      });
    await front.set(where.number, { title: 'Из фронта', priority: 'urgent' });
    await all('Из фронта', 'urgent', '100', 'Urgent');
    await front.synced(where.number);
    await olga.set(where.desk, { Subject: 'Из деска', Priority: 10 });
    await all('Из деска', 'low', '10', 'Low');
    await front.synced(where.number);
    await ivan.set(where.task, { subject: 'Из трекера', priority_id: world.redmine.priorities.normal });
    await all('Из трекера', 'normal', '50', 'Normal');
    await front.synced(where.number);
  });

  it('statuses go from each of the three to the two others, reopened and cancelled too', async () => {
    const { front, olga, ivan, admin, everywhere, agree } = scene();
    const where = await everywhere('Статусы');
    await ivan.setStatus(where.task, 'in_progress');
    await agree(where, 'in_progress', 'open', 'In Progress');
    await olga.set(where.desk, { Status: 'stalled' });
    await agree(where, 'waiting_customer', 'stalled', 'Feedback');
    await front.set(where.number, { status: 'in_progress' });
    await agree(where, 'in_progress', 'open', 'In Progress');
    await ivan.setStatus(where.task, 'resolved');
    await agree(where, 'resolved', 'resolved', 'Resolved');
    await olga.set(where.desk, { Status: 'open' });
    await agree(where, 'in_progress', 'open', 'In Progress');
    await front.set(where.number, { status: 'resolved' });
    await agree(where, 'resolved', 'resolved', 'Resolved');
    await front.set(where.number, { status: 'closed' });
    await agree(where, 'closed', 'resolved', 'Closed');
    await admin.setStatus(where.task, 'in_progress');
    await agree(where, 'in_progress', 'open', 'In Progress');
    await olga.set(where.desk, { Status: 'rejected' });
    await agree(where, 'cancelled', 'rejected', 'Rejected');
    await front.set(where.number, { status: 'new' });
    await agree(where, 'new', 'new', 'New');
    await admin.setStatus(where.task, 'rejected');
    await agree(where, 'cancelled', 'rejected', 'Rejected');
  });
};
