import { eventually } from '../../systems/eventually';
import { tracker } from './requests';
import type { TamperedScene } from './tampered-scene';

/** Values that one system has and another one has not, or will not take. */
export const values = (scene: () => TamperedScene): void => {
  it('a status that nothing of ours is mapped to leaves ours as it is, and is one problem', async () => {
    const { world, front, olga, ivan, admin, everywhere, agree } = scene();
    const status_id = world.redmine.addStatus?.('On Hold');
    if (status_id === undefined) return; // only an administrator's page of the real one can add a status
    const both = [await everywhere('Неизвестный статус'), await everywhere('И ещё одна')];
    for (const { task } of both) await ivan.set(task, { status_id });
    for (const { number } of both) await front.comesTo(number, 'partial');
    const unknown = await front.problems();
    expect(unknown).toMatchObject([{ kind: 'unknown-value', system: 'executors', field: 'status' }]);
    for (const { number, desk, task } of both) {
      await front.set(number, { priority: 'high' });
      await eventually(
        'the rest goes on',
        async () => (await admin.see(task)).priority === 'High' || undefined,
      );
      expect([(await front.see(number)).status, (await olga.see(desk)).status]).toEqual(['new', 'new']);
      expect((await admin.see(task)).status).toBe('On Hold');
    }
    await ivan.setStatus(both[0]!.task, 'in_progress');
    await agree(both[0]!, 'in_progress', 'open', 'In Progress');
    await front.set(both[1]!.number, { status: 'resolved' });
    await agree(both[1]!, 'resolved', 'resolved', 'Resolved');
    await front.settle(unknown[0]!, 'skip');
  });

  it('a priority that nothing of ours is mapped to leaves ours as it is', async () => {
    const { world, front, olga, ivan, everywhere } = scene();
    const where = await everywhere('Неизвестный приоритет');
    await ivan.set(where.task, { priority_id: world.redmine.priorities.immediate });
    const [problem] = await eventually('there is a problem', async () => {
      const problems = await front.problems();
      return problems.length > 0 ? problems : undefined;
    });
    expect(problem).toMatchObject({ kind: 'unknown-value', field: 'priority' });
    expect((await front.see(where.number)).priority).toBe('normal');
    await olga.set(where.desk, { Priority: 80 });
    await eventually('a known one holds everywhere', async () => {
      const seen = [(await front.see(where.number)).priority, (await ivan.see(where.task)).priority];
      return seen.join() === 'high,High' || undefined;
    });
    await front.settle(problem!, 'skip');
    await front.synced(where.number);
  });

  it('a title longer than a system takes is cut there, and whole in the front for good', async () => {
    const { world, front, olga, admin, everywhere } = scene();
    const where = await everywhere('Длинная тема');
    const long = 'Ж'.repeat(300);
    await front.set(where.number, { title: long });
    await front.synced(where.number);
    const [desk, task] = [await olga.see(where.desk), await admin.see(where.task)];
    expect([desk.title, task.title]).toEqual([`${'Ж'.repeat(98)}…`, `${'Ж'.repeat(254)}…`]);
    await olga.set(where.desk, { Priority: 10 });
    await eventually(
      'another edit has gone round',
      async () => (await admin.see(where.task)).priority === 'Low' || undefined,
    );
    const { title, version } = await front.synced(where.number);
    expect(title).toBe(long);
    const { rows } = await world.stack.db.query(
      `select count(*)::int as n from timeline where what in ('field', 'superseded') and detail->>'field' = 'title'
         and ticket_id = (select id from tickets where number = $1)`,
      [where.number],
    );
    expect([rows[0].n, version]).toEqual([1, 3]);
  });

  it('a status that the tracker overlooks without a word is a problem of that field only, and a retry helps', async () => {
    const { front, olga, admin, everywhere, agree, toTracker } = scene();
    const where = await everywhere('Молчаливый отказ');
    toTracker.rewrite(tracker.update, withoutStatus);
    await front.set(where.number, { status: 'resolved', title: 'Новая тема' });
    const problem = await eventually('there is a problem', async () => {
      const problems = await front.problems(where.number);
      return problems.find(({ kind }) => kind === 'field-refused');
    });
    expect(problem).toMatchObject({ system: 'executors', field: 'status' });
    await front.comesTo(where.number, 'partial');
    expect(await admin.see(where.task)).toMatchObject({ title: 'Новая тема', status: 'New' });
    expect(await olga.see(where.desk)).toMatchObject({ title: 'Новая тема', status: 'resolved' });
    toTracker.clear();
    await front.settle(problem, 'retry');
    await agree(where, 'resolved', 'resolved', 'Resolved');
  });
};

const withoutStatus = (body: string): string =>
  JSON.stringify(JSON.parse(body), (name, value: unknown) => (name === 'status_id' ? undefined : value));
