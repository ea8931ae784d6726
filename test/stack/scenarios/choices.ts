import { randomBytes } from 'node:crypto';
import { eventually } from '../../systems/eventually';
import type { Scene } from './scene';

/** What a person in the front decides. */
export const choices = (scene: () => Scene): void => {
  it('of two values that did not know each other either can be made to hold everywhere', async () => {
    const { world, front, olga, admin, everywhere } = scene();
    const where = await everywhere('Выбор');
    await world.stack.stopWorkers();
    await front.set(where.number, { title: 'Из фронта' });
    await olga.set(where.desk, { Subject: 'Из деска' });
    await world.stack.startWorkers();
    const [conflict] = await eventually('there is a conflict', async () => {
      const conflicts = await front.conflicts(where.number);
      return conflicts.length > 0 ? conflicts : undefined;
    });
    expect([conflict!.winner.value, conflict!.loser.value].sort()).toEqual(['Из деска', 'Из фронта']);
    const titles = async () => [
      (await front.see(where.number)).title,
      (await olga.see(where.desk)).title,
      (await admin.see(where.task)).title,
    ];
    await front.synced(where.number);
    expect(await titles()).toEqual(Array(3).fill(conflict!.winner.value));
    await front.choose(conflict!, conflict!.loser.system);
    await front.synced(where.number);
    expect(await titles()).toEqual(Array(3).fill(conflict!.loser.value));
    expect(await front.conflicts(where.number)).toEqual([]);
  });

  it('a ticket merged into another one in the front is closed everywhere, and what was said goes along', async () => {
    const { world, front, olga, admin, everywhere, agree } = scene();
    const [gone, into] = [await everywhere('Дубль во фронте'), await everywhere('Главная во фронте')];
    await front.say(gone.number, 'public', 'сказано раньше');
    await world.stack.api.upload(`/tickets/${gone.number}/attachments`, {
      name: 'дубль.bin',
      bytes: randomBytes(1000),
    });
    await front.synced(gone.number);
    await front.merge(gone.number, into.number);
    await agree(gone, 'closed', 'resolved', 'Closed');
    await agree(into, 'new', 'new', 'New');
    const count = (texts: readonly { text: string }[], text: string) =>
      texts.filter((one) => one.text.includes(text)).length;
    expect(count(await olga.texts(into.desk), 'сказано раньше')).toBe(1);
    const task = await admin.see(into.task);
    expect([count(task.texts, 'сказано раньше'), task.files]).toEqual([1, ['дубль.bin']]);
    await front.say(gone.number, 'internal', 'и после');
    await olga.say(gone.desk, 'internal', 'в старой записи');
    await eventually('both are heard in the other ticket', async () => {
      const { texts } = await admin.see(into.task);
      return (count(texts, 'и после') === 1 && count(texts, 'в старой записи') === 1) || undefined;
    });
    await front.synced(into.number);
    await front.synced(gone.number);
    expect((await front.see(gone.number)).status).toBe('closed');
  });

  it('a file larger than the tracker takes is a link there', async () => {
    const { world, front, olga, admin, everywhere } = scene();
    const where = await everywhere('Большой файл');
    await world.stack.api.upload(`/tickets/${where.number}/attachments`, {
      name: 'дамп.bin',
      bytes: randomBytes(6 * 1024 * 1024),
    });
    await front.synced(where.number);
    const [file] = (await front.see(where.number)).attachments;
    const task = await admin.see(where.task);
    expect(task.files).toEqual([]);
    expect(task.texts).toMatchObject([
      { text: expect.stringMatching(new RegExp(`дамп\\.bin \\(6 MB\\).*/attachments/${file!.id}$`)) },
    ]);
    expect((await olga.texts(where.desk)).flatMap(({ files }) => files)).toEqual(['дамп.bin']);
    expect(await front.texts(where.number)).toEqual([]);
  });
};
