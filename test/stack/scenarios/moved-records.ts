import { eventually } from '../../systems/eventually';
import type { Scene } from './scene';

/** Records that are deleted, merged or moved by hand. */
export const movedRecords = (scene: () => Scene): void => {
  it('a task deleted in the tracker is a problem, is not made again by itself, and a retry makes a new one', async () => {
    const { front, olga, admin, everywhere, agree } = scene();
    const where = await everywhere('Удалённая задача');
    await front.say(where.number, 'internal', 'уже сказано');
    await front.synced(where.number);
    await everywhere('После неё'); // SQLite gives the last id of a table away again
    await admin.remove(where.task);
    const problem = await eventually('there is a problem', async () => {
      const problems = await front.problems(where.number);
      return problems.find(({ kind }) => kind === 'record-lost');
    });
    await front.comesTo(where.number, 'partial');
    await front.set(where.number, { status: 'in_progress' });
    await eventually(
      'the desk has the edit',
      async () => (await olga.see(where.desk)).status === 'open' || undefined,
    );
    await front.comesTo(where.number, 'partial');
    expect(await admin.find(where.number)).toEqual([]);
    await front.settle(problem, 'retry');
    await front.synced(where.number);
    const [task] = await admin.find(where.number);
    await agree({ ...where, task: task! }, 'in_progress', 'open', 'In Progress');
    expect((await admin.see(task!)).texts).toMatchObject([{ text: expect.stringContaining('уже сказано') }]);
    await admin.setStatus(task!, 'resolved');
    await agree({ ...where, task: task! }, 'resolved', 'resolved', 'Resolved');
  });

  it('a deleted task that nobody wants back is let go', async () => {
    const { front, admin, everywhere } = scene();
    const where = await everywhere('Задача не нужна');
    await everywhere('И после этой');
    await admin.remove(where.task);
    const [problem] = await eventually('there is a problem', async () => {
      const problems = await front.problems(where.number);
      return problems.length > 0 ? problems : undefined;
    });
    await front.settle(problem!, 'skip');
    await front.synced(where.number);
    await front.set(where.number, { priority: 'high' });
    await front.synced(where.number);
    expect(await admin.find(where.number)).toEqual([]);
  });

  it('a ticket merged into another one in the desk is merged in the front, and its task is closed', async () => {
    const { world, front, olga, admin, everywhere, agree } = scene();
    const [gone, into] = [await everywhere('Дубль'), await everywhere('Главная')];
    await front.say(gone.number, 'public', 'сказано в дубле');
    await front.synced(gone.number);
    await world.rt.asAgent('olga')('PUT', `/ticket/${gone.desk}`, { MergeInto: Number(into.desk) });
    await eventually(
      'the front has merged them',
      async () => (await front.see(gone.number)).mergedInto === into.number || undefined,
    );
    await front.synced(gone.number);
    await front.synced(into.number);
    expect((await front.see(gone.number)).status).toBe('closed');
    expect((await admin.see(gone.task)).status).toBe('Closed');
    await agree(into, 'new', 'new', 'New');
    expect((await front.texts(into.number)).map(({ body }) => body)).toContain('сказано в дубле');
    const inDesk = await olga.texts(into.desk);
    expect(inDesk.filter(({ text }) => text.includes('сказано в дубле'))).toHaveLength(1); // it brought its own along
    await olga.say(gone.desk, 'internal', 'по старому номеру');
    await eventually('it is heard', async () => {
      const texts = await front.texts(into.number);
      return texts.some(({ body }) => body === 'по старому номеру') || undefined;
    });
    await front.synced(into.number);
    expect(
      (await admin.see(into.task)).texts.filter(({ text }) => text.includes('по старому номеру')),
    ).toHaveLength(1);
  });

  it('a ticket moved to another queue is followed by its id', async () => {
    const { front, olga, everywhere, agree } = scene();
    const where = await everywhere('Чужая очередь');
    await olga.set(where.desk, { Queue: 'General' });
    await olga.set(where.desk, { Status: 'open' });
    await agree(where, 'in_progress', 'open', 'In Progress');
    await front.set(where.number, { title: 'Переехала' });
    await front.synced(where.number);
    expect(await olga.see(where.desk)).toMatchObject({ title: 'Переехала', key: where.number });
    expect(await olga.find(where.number)).toEqual([where.desk]);
  });
};
