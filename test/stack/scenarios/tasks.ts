import { eventually } from '../../systems/eventually';
import type { Scene } from './scene';

/** Several tasks of one ticket. */
export const tasks = (scene: () => Scene): void => {
  it('two tasks of one ticket do not fight', async () => {
    const { world, front, ivan, admin, everywhere, agree } = scene();
    const where = await everywhere('Две задачи');
    await world.stack.api('POST', `/tickets/${where.number}/tasks`, { system: 'executors' });
    await front.synced(where.number);
    const second = (await admin.find(`${where.number}/2`))[0]!;
    await ivan.setStatus(where.task, 'in_progress');
    await agree(where, 'in_progress', 'open', 'In Progress');
    expect((await admin.see(second)).status).toBe('New');
    await ivan.setStatus(where.task, 'resolved');
    await eventually(
      'the ticket stays in progress',
      async () => (await admin.see(second)).status === 'New' || undefined,
    );
    await front.synced(where.number);
    expect((await front.see(where.number)).status).toBe('in_progress');
    await ivan.setStatus(second, 'resolved');
    await eventually(
      'both are done',
      async () => (await front.see(where.number)).status === 'resolved' || undefined,
    );
    await front.synced(where.number);
    await front.set(where.number, { status: 'closed' });
    await agree(where, 'closed', 'resolved', 'Closed');
    expect((await admin.see(second)).status).toBe('Closed');
  });

  it('a task that a person copied with its key becomes a further task with a key of its own', async () => {
    const { world, front, ivan, admin, everywhere } = scene();
    const where = await everywhere('Копия');
    const original = await admin.see(where.task);
    const copy = await ivan.create('Копия вручную', {
      description: original.description,
      custom_fields: [{ id: world.redmine.customFields.externalKey, value: where.number }],
    });
    await eventually(
      'it has a key of its own',
      async () => (await admin.see(copy)).key === `${where.number}/2` || undefined,
    );
    await front.synced(where.number);
    expect((await front.see(where.number)).sync.links.map((link) => link.id)).toContain(copy);
  });
};
