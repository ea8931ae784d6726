import { eventually } from '../../systems/eventually';
import type { Scene } from './scene';

/** The tracker lets people change a note without a trace in its history. */
export const silentEdits = (scene: () => Scene): void => {
  it('a note edited silently in the tracker has its new text in the front, and an addendum in the desk', async () => {
    const { front, olga, ivan, admin, everywhere } = scene();
    const where = await everywhere('Правка примечания');
    await ivan.say(where.task, 'public', 'сделаю сегодня');
    await eventually('it has come', async () => (await front.texts(where.number)).length === 1 || undefined);
    await front.synced(where.number);
    await admin.editNote(where.task, 'сделаю сегодня', { notes: 'сделаю завтра' });
    await eventually(
      'the front has the new text',
      async () => (await front.texts(where.number))[0]?.body === 'сделаю завтра' || undefined,
    );
    await front.synced(where.number);
    expect(await front.texts(where.number)).toMatchObject([{ visibility: 'public', body: 'сделаю завтра' }]);
    expect(await olga.texts(where.desk)).toMatchObject([
      { visibility: 'public', text: expect.stringContaining('сделаю сегодня') },
      {
        visibility: 'public',
        text: expect.stringMatching(/^\[.*earlier comment was changed to\]\s+сделаю завтра$/),
      },
    ]);
    expect((await admin.see(where.task)).texts).toEqual([{ visibility: 'public', text: 'сделаю завтра' }]);
  });

  it('a note of ours edited there changes the front’s comment, without our first line', async () => {
    const { front, admin, everywhere } = scene();
    const where = await everywhere('Правка нашего');
    await front.say(where.number, 'public', 'как было');
    await front.synced(where.number);
    const [note] = (await admin.see(where.task)).texts;
    await admin.editNote(where.task, note!.text, { notes: note!.text.replace('как было', 'как стало') });
    await eventually(
      'the front has the new text',
      async () => (await front.texts(where.number))[0]?.body === 'как стало' || undefined,
    );
    await front.synced(where.number);
    expect((await admin.see(where.task)).texts).toHaveLength(1);
  });

  it('a note made private there is internal in the front at once, and a person is told what the desk cannot hide', async () => {
    const { front, olga, ivan, admin, everywhere } = scene();
    const where = await everywhere('Скрытое примечание');
    await ivan.say(where.task, 'public', 'пароль 1234');
    await eventually('it has come', async () => (await front.texts(where.number)).length === 1 || undefined);
    await front.synced(where.number);
    await admin.editNote(where.task, 'пароль 1234', { private_notes: true });
    await eventually(
      'it is internal',
      async () => (await front.texts(where.number))[0]?.visibility === 'internal' || undefined,
      5,
    );
    const [problem] = await eventually('a person is told', async () => {
      const problems = await front.problems(where.number);
      return problems.length > 0 ? problems : undefined;
    });
    expect(problem).toMatchObject({ kind: 'cannot-hide', system: 'helpdesk' });
    await front.settle(problem!, 'skip');
    await front.synced(where.number);
    const inDesk = await olga.texts(where.desk);
    expect(inDesk.filter(({ visibility }) => visibility === 'public')).toHaveLength(1); // the one that it cannot hide
  });

  it('an internal note that is edited there is told inside only, and is no problem', async () => {
    const { front, olga, ivan, admin, everywhere } = scene();
    const where = await everywhere('Правка внутреннего');
    await ivan.say(where.task, 'internal', 'клиент ругался');
    await eventually('it has come', async () => (await front.texts(where.number)).length === 1 || undefined);
    await front.synced(where.number);
    await admin.editNote(where.task, 'клиент ругался', { notes: 'клиент спокоен' });
    await eventually(
      'the front has the new text',
      async () => (await front.texts(where.number))[0]?.body === 'клиент спокоен' || undefined,
    );
    await front.synced(where.number);
    expect((await olga.texts(where.desk)).map(({ visibility }) => visibility)).toEqual([
      'internal',
      'internal',
    ]);
  });

  it('a text that comes back after another one is an edit again', async () => {
    const { front, ivan, admin, everywhere } = scene();
    const where = await everywhere('Туда и обратно');
    await ivan.say(where.task, 'internal', 'раз');
    await eventually('it has come', async () => (await front.texts(where.number)).length === 1 || undefined);
    for (const [before, now] of [
      ['раз', 'два'],
      ['два', 'раз'],
      ['раз', 'два'],
    ] as const) {
      await admin.editNote(where.task, before, { notes: now });
      await eventually(
        `the front has ${now}`,
        async () => (await front.texts(where.number))[0]?.body === now || undefined,
      );
    }
    await front.synced(where.number);
  });

  it('a note that was emptied there is hidden in the front, and said so in the desk', async () => {
    const { front, olga, ivan, admin, everywhere } = scene();
    const where = await everywhere('Удалённое примечание');
    await ivan.say(where.task, 'internal', 'не туда');
    await eventually('it has come', async () => (await front.texts(where.number)).length === 1 || undefined);
    await front.synced(where.number);
    await admin.editNote(where.task, 'не туда', { notes: '' });
    await eventually('it is hidden', async () => (await front.texts(where.number))[0]?.hidden);
    await front.synced(where.number);
    expect(await olga.texts(where.desk)).toMatchObject([
      { visibility: 'internal', text: expect.stringContaining('не туда') },
      { visibility: 'internal', text: expect.stringContaining('taken back') },
    ]);
  });
};
