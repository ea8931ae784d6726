import { eventually } from '../../systems/eventually';
import type { TamperedScene } from './tampered-scene';

/** A system is away for a while. */
export const outages = (scene: () => TamperedScene): void => {
  it('a desk that is stopped and comes back gets everything, and what was edited elsewhere meanwhile', async () => {
    const { world, front, olga, ivan, admin, title, everywhere } = scene();
    const where = await everywhere('Простой');
    await world.rt.stop();
    await front.say(where.number, 'public', 'пока деск лежит');
    await front.set(where.number, { priority: 'urgent' });
    const registered = await front.register(title('Во время простоя'));
    await ivan.setStatus(where.task, 'in_progress');
    await front.comesTo(where.number, 'blocked');
    await eventually(
      'the tracker has the new one',
      async () => (await admin.find(registered)).length === 1 || undefined,
    );
    await world.rt.start();
    await front.synced(where.number, 60);
    await front.synced(registered, 60);
    expect(await olga.see(where.desk)).toMatchObject({ priority: '100', status: 'open' });
    expect(await olga.find(registered)).toHaveLength(1);
  });

  it('a revoked key stops one system with one alarm, and it goes on by itself when that is repaired', async () => {
    const { world, front, admin, everywhere, toDesk } = scene();
    const numbers = await Promise.all([1, 2, 3].map((n) => everywhere(`Ключ ${n}`)));
    toDesk.answer(() => true, 401, {}, '{"message":"Unauthorized"}');
    for (const { number } of numbers) await front.set(number, { priority: 'low' });
    const problems = async () =>
      (await world.stack.api<{ items: { kind: string; system: string }[] }>('GET', '/sync/problems')).json
        .items;
    await eventually('there is an alarm', async () => (await problems()).length > 0 || undefined);
    for (const { task } of numbers)
      await eventually(
        'the tracker goes on',
        async () => (await admin.see(task)).priority === 'Low' || undefined,
      );
    expect((await problems()).map(({ kind, system }) => `${kind} ${system}`)).toEqual([
      'credentials helpdesk',
    ]);
    toDesk.clear();
    for (const { number } of numbers) await front.synced(number, 60);
    expect(await problems()).toEqual([]);
  });
};
