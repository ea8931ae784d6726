import { randomBytes } from 'node:crypto';
import type { Match, TamperProxy } from '../../systems/tamper';
import { acts, desk, tracker, type Act } from './requests';
import type { TamperedScene } from './tampered-scene';

/** What we wrote was carried out, but we were not told. */
export const lostAnswers = (scene: () => TamperedScene): void => {
  it.each(acts)('a connection cut after the remote commit of a %s leaves it there once', (act) =>
    doOnce(scene(), act, (proxy, match) => proxy.cutAfterCommit(match)),
  );

  it.each(acts)('a %s that is committed seconds after the connection was cut is there once', (act) =>
    doOnce(scene(), act, (proxy, match) => proxy.cutAndCommitLater(match, 2500)),
  );

  it('a hook that comes before our own reply makes no second ticket', async () => {
    const { front, olga, admin, title, toDesk, toTracker } = scene();
    const late: Match[] = [desk.create, tracker.create];
    // The system has done it and told its hook; its reply is on the way for a second.
    toDesk.cutAfterCommit(late[0]!, 3);
    toTracker.cutAfterCommit(late[1]!, 3);
    const numbers = await Promise.all([1, 2, 3].map((n) => front.register(title(`Хук раньше ответа ${n}`))));
    for (const number of numbers) {
      const { title: name } = await front.synced(number, 60);
      expect(await front.called(name)).toHaveLength(1);
      expect([(await olga.find(number)).length, (await admin.find(number)).length]).toEqual([1, 1]);
    }
  });
};

/** One thing in the front, while both connections do this to the matching request; it stands once in both systems. */
const doOnce = async (
  { world, front, olga, admin, title, everywhere, toDesk, toTracker }: TamperedScene,
  act: Act,
  harm: (proxy: TamperProxy, match: Match) => void,
) => {
  const where = act === 'create' ? undefined : await everywhere(`Обрыв ${act}`);
  harm(toDesk, desk[act]);
  harm(toTracker, tracker[act]);
  const number = where?.number ?? (await front.register(title('Обрыв create')));
  if (act === 'update') await front.set(number, { title: 'Новое название' });
  if (act === 'comment') await front.say(number, 'public', 'сказано один раз');
  if (act === 'attach')
    await world.stack.api.upload(`/tickets/${number}/attachments`, {
      name: 'один.bin',
      bytes: randomBytes(2000),
    });
  await front.synced(number, 60);
  await Promise.all([toDesk.settled(), toTracker.settled()]);
  const [deskIds, taskIds] = [await olga.find(number), await admin.find(number)];
  expect([deskIds.length, taskIds.length]).toEqual([1, 1]);
  const [texts, task] = [await olga.texts(deskIds[0]!), await admin.see(taskIds[0]!)];
  if (act === 'update')
    expect([(await olga.see(deskIds[0]!)).title, task.title]).toEqual(Array(2).fill('Новое название'));
  if (act === 'comment')
    expect([texts.filter(({ text }) => text.includes('один раз')).length, task.texts.length]).toEqual([1, 1]);
  if (act === 'attach')
    expect([texts.flatMap(({ files }) => files), task.files]).toEqual([['один.bin'], ['один.bin']]);
};
