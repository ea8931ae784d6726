import { eventually } from '../../systems/eventually';
import type { StartWorld } from '../world';
import { movedRecords } from './moved-records';
import type { Where } from './scene';
import { setTamperedScene, type TamperedScene } from './tampered-scene';
import { expectTheSameEverywhere } from './the-same-everywhere';

/** Takes a task out of our account's sight; answers with what brings it back. */
export type HideTask = (scene: TamperedScene, where: Where) => Promise<() => Promise<void>>;

/** The proxy says 403 in the system's place. */
export const hideBehindProxy: HideTask = async ({ toTracker }, where) => {
  toTracker.answer(({ path }) => new RegExp(`/issues/${where.task}\\.json`).test(path), 403);
  return async () => toTracker.clear();
};

/** Records that people delete, merge, move and make invisible; `hideTask`: how a task goes out of sight. */
export const vanishedRecords = (name: string, start: StartWorld, hideTask: HideTask): void =>
  describe(name, () => {
    const scene = setTamperedScene(start);
    movedRecords(scene);
    lostForGood(scene);
    outOfSight(scene, hideTask);
    lastWords(scene);

    it('what is left says the same everywhere', async () => {
      const { stack, rt, redmine } = scene().world;
      const { rows } = await stack.db.query<{ id: number }>(
        `select distinct ticket_id as id from links where state <> 'linked'`,
      );
      await expectTheSameEverywhere(
        { rt, redmine, api: stack.api, db: stack.db, temporal: stack.temporal },
        { except: rows.map(({ id }) => id) },
      );
    });
  });

const problemOf = ({ front }: TamperedScene, number: string, kind: string) =>
  eventually(`there is a problem ${kind}`, async () =>
    (await front.problems(number)).find((problem) => problem.kind === kind),
  );

const lostForGood = (scene: () => TamperedScene): void => {
  it('a ticket deleted in the desk is a problem, and a retry makes a new one with all that was said', async () => {
    const { world, front, olga, admin, everywhere } = scene();
    const where = await everywhere('Удалён в деске');
    await front.say(where.number, 'internal', 'что было сказано');
    await front.synced(where.number);
    await world.rt.asAgent('root')('PUT', `/ticket/${where.desk}`, { Status: 'deleted' });
    await front.set(where.number, { priority: 'urgent' });
    const problem = await problemOf(scene(), where.number, 'record-lost');
    expect(problem).toMatchObject({ system: 'helpdesk' });
    await eventually(
      'the tracker goes on',
      async () => (await admin.see(where.task)).priority === 'Urgent' || undefined,
    );
    expect(await olga.find(where.number)).toEqual([]); // nobody makes it again by himself
    await front.settle(problem, 'retry');
    await front.synced(where.number);
    const [again, ...more] = await olga.find(where.number);
    expect(more).toEqual([]);
    expect(await olga.see(again!)).toMatchObject({ priority: '100', status: 'new' });
    expect((await olga.texts(again!)).map(({ text }) => text.includes('что было сказано'))).toEqual([true]);
  });

  it('a ticket whose task was deleted can be cancelled, and its task let go', async () => {
    const { front, olga, admin, everywhere } = scene();
    const where = await everywhere('Отменить');
    await everywhere('После неё');
    await admin.remove(where.task);
    const problem = await problemOf(scene(), where.number, 'record-lost');
    await front.set(where.number, { status: 'cancelled' });
    await eventually(
      'the desk knows',
      async () => (await olga.see(where.desk)).status === 'rejected' || undefined,
    );
    await front.settle(problem, 'skip');
    await front.synced(where.number);
    expect((await front.see(where.number)).status).toBe('cancelled');
    expect(await admin.find(where.number)).toEqual([]);
  });
};

const outOfSight = (scene: () => TamperedScene, hideTask: HideTask): void => {
  it('a task that our account may not see is not gone: it waits, and goes on by itself when it is in sight again', async () => {
    const { front, olga, admin, everywhere } = scene();
    const where = await everywhere('Не видно');
    const bringBack = await hideTask(scene(), where);
    await front.set(where.number, { title: 'Пока не видно', status: 'in_progress' });
    await problemOf(scene(), where.number, 'record-hidden');
    await front.comesTo(where.number, 'partial');
    expect(await olga.see(where.desk)).toMatchObject({ title: 'Пока не видно', status: 'open' });
    await admin.set(where.task, { notes: 'сказано в тени' });
    await bringBack();
    await front.synced(where.number);
    await eventually('what was said meanwhile is heard', async () => {
      const texts = await front.texts(where.number);
      return texts.some(({ body }) => body === 'сказано в тени') || undefined;
    });
    await front.synced(where.number);
    expect(await admin.see(where.task)).toMatchObject({ title: 'Пока не видно', status: 'In Progress' });
    expect(await admin.find(where.number)).toEqual([where.task]);
    expect(await front.problems(where.number)).toEqual([]);
  });

  it('a ticket of the desk that our account may not see is not gone either', async () => {
    const { front, olga, admin, everywhere, toDesk } = scene();
    const where = await everywhere('Не видно в деске');
    toDesk.answer(
      ({ path }) => new RegExp(`/ticket/${where.desk}(\\D|$)`).test(path),
      403,
      {},
      '{"message":"Forbidden"}',
    );
    await front.set(where.number, { status: 'in_progress' });
    await problemOf(scene(), where.number, 'record-hidden');
    await olga.say(where.desk, 'public', 'сказано в тени деска');
    toDesk.clear();
    await eventually('it is heard in the tracker', async () => {
      const { texts } = await admin.see(where.task);
      return texts.some(({ text }) => text.includes('сказано в тени деска')) || undefined;
    });
    await front.synced(where.number);
    expect((await olga.see(where.desk)).status).toBe('open');
    expect(await olga.find(where.number)).toEqual([where.desk]);
  });
};

const lastWords = (scene: () => TamperedScene): void => {
  it('what was said in a ticket just before it was merged in the desk, and never read, goes along', async () => {
    const { world, front, olga, admin, everywhere } = scene();
    const [gone, into] = [
      await everywhere('Дубль с последними словами'),
      await everywhere('Главная для них'),
    ];
    await world.stack.stopWorkers();
    await olga.say(gone.desk, 'public', 'последнее публично');
    await olga.say(gone.desk, 'internal', 'последнее внутри', [
      {
        FileName: 'last.txt',
        FileType: 'application/octet-stream',
        FileContent: Buffer.from('конец').toString('base64'),
      },
    ]);
    await world.rt.asAgent('olga')('PUT', `/ticket/${gone.desk}`, { MergeInto: Number(into.desk) });
    await olga.say(into.desk, 'internal', 'после слияния');
    await world.stack.startWorkers();
    await eventually(
      'the front has merged them',
      async () => (await front.see(gone.number)).mergedInto === into.number || undefined,
    );
    await front.synced(gone.number);
    const words = ['последнее публично', 'последнее внутри', 'после слияния'];
    await eventually('all is in the other ticket', async () => {
      const texts = (await front.texts(into.number)).map(({ body }) => body);
      return words.every((word) => texts.includes(word)) || undefined;
    });
    await front.synced(into.number);
    const task = await admin.see(into.task);
    const inDesk = await olga.texts(into.desk);
    const times = (texts: readonly { text: string }[], word: string) =>
      texts.filter(({ text }) => text.includes(word)).length;
    for (const word of words)
      expect([word, times(task.texts, word), times(inDesk, word)]).toEqual([word, 1, 1]);
    const visibility = (word: string) => task.texts.find(({ text }) => text.includes(word))?.visibility;
    expect(words.map(visibility)).toEqual(['public', 'internal', 'internal']);
    expect(task.files).toEqual(['last.txt']);
    expect(inDesk.flatMap(({ files }) => files)).toEqual(['last.txt']);
  });
};
