import { eventually } from '../../systems/eventually';
import type { Scene } from './scene';

/** Where a ticket begins. */
export const births = (scene: () => Scene): void => {
  it('a ticket registered in the front stands once in the desk and once in the tracker, with all fields', async () => {
    const { front, olga, ivan, title } = scene();
    const number = await front.register(title('Не печатает принтер'), { priority: 'high' });
    const ticket = await front.synced(number);
    const [desk, task] = [await olga.find(number), await ivan.find(number)];
    expect([desk.length, task.length]).toEqual([1, 1]);
    expect(await olga.see(desk[0]!)).toEqual({
      title: ticket.title,
      status: 'new',
      priority: '80',
      key: number,
    });
    const seen = await ivan.see(task[0]!);
    expect(seen).toMatchObject({ title: ticket.title, status: 'New', priority: 'High', key: number });
    expect(seen.description).toContain('Второй этаж, у окна');
  });

  it('a ticket born in the desk appears in the front, with its requester and first text, and in the tracker', async () => {
    const { front, olga, ivan, title } = scene();
    const name = title('Сломался монитор');
    const id = await olga.create(name, 'Мерцает с утра', { Requestor: 'anna@olddesk.example', Priority: 80 });
    const [found] = await eventually('the front has it', async () => {
      const list = await front.called(name);
      return list.length > 0 ? list : undefined;
    });
    const ticket = await front.synced(found!.number);
    expect(ticket).toMatchObject({ status: 'new', priority: 'high', description: 'Мерцает с утра' });
    expect(ticket.requester).toMatchObject({ email: 'anna@olddesk.example' });
    expect((await olga.see(id)).key).toBe(ticket.number);
    expect(await ivan.find(ticket.number)).toHaveLength(1);
    expect(await front.called(name)).toHaveLength(1);
    expect(await front.texts(ticket.number)).toEqual([]); // a first text is not a comment
  });

  it('a task born in the tracker from nothing is left alone', async () => {
    const { front, ivan, title, everywhere } = scene();
    const name = title('Собственная задача');
    await ivan.create(name);
    const marker = await everywhere('После неё');
    await ivan.set(marker.task, { notes: 'hello' });
    await eventually(
      'a later change has come',
      async () => (await front.texts(marker.number)).length > 0 || undefined,
    );
    expect(await front.called(name)).toEqual([]);
  });

  it('a burst of 30 tickets makes no double', async () => {
    const { front, olga, admin, title } = scene();
    const names = Array.from({ length: 30 }, (_, n) => title(`Наплыв ${n}`));
    const numbers = await Promise.all(names.map((name) => front.register(name)));
    for (const number of numbers) await front.synced(number, 90);
    for (const number of numbers) {
      expect(await olga.find(number)).toHaveLength(1);
      expect(await admin.find(number)).toHaveLength(1);
    }
  });
};
