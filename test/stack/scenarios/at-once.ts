import { eventually } from '../../systems/eventually';
import { deskPerson } from '../desk-person';
import { expectAtRest } from '../front-person';
import { taskPerson } from '../task-person';
import type { Seen } from '../../systems/tamper';
import { desk, tracker } from './requests';
import type { TamperedScene } from './tampered-scene';

/** So many in each of the worlds; a thousand run against systems in memory (test/activities/slipping-in). */
const races = 24;

/** Several do something at the same time. */
export const atOnce = (scene: () => TamperedScene, many: number): void => {
  it(`hook and poll at once, ${many} tickets born in the desk: one ticket each`, async () => {
    const { world, front, olga, admin, title } = scene();
    const names = Array.from({ length: many }, (_, n) => title(`Разом ${n}`));
    for (let n = 0; n < many; n += 10)
      await Promise.all(
        names
          .slice(n, n + 10)
          .map((name) => olga.create(name, 'текст', { Requestor: 'anna@olddesk.example' })),
      );
    await eventually(
      'all are here',
      async () => {
        const { rows } = await world.stack.db.query(
          'select count(*)::int as n from tickets where title = any($1)',
          [names],
        );
        return rows[0].n >= many || undefined;
      },
      300,
    );
    const { rows } = await world.stack.db.query('select number, title from tickets where title = any($1)', [
      names,
    ]);
    expect(new Set(rows.map((row: { title: string }) => row.title)).size).toBe(many);
    expect(rows).toHaveLength(many);
    for (const { number } of rows as { number: string }[]) {
      await front.synced(number, 120);
      expect(await admin.find(number)).toHaveLength(1);
    }
  });

  it('edits, remarks and files of a person who shares our account travel like anybody’s', async () => {
    const { world, front, olga, admin, everywhere } = scene();
    const where = await everywhere('Общая учётка');
    const inDesk = deskPerson(world.rt.asSync());
    const inTracker = taskPerson(world.redmine.asSync(), {
      ...world.redmine,
      executorKey: world.redmine.apiKey, // with which files are sent
    });
    await inDesk.set(where.desk, { Subject: 'Рукой под нашей учёткой', Priority: 80 });
    await inDesk.say(where.desk, 'internal', 'внутри под нашей учёткой', [
      {
        FileName: 'desk.txt',
        FileType: 'application/octet-stream',
        FileContent: Buffer.from('деск').toString('base64'),
      },
    ]);
    await inDesk.say(where.desk, 'public', 'вслух под нашей учёткой');
    await eventually(
      'the front has it',
      async () => (await front.see(where.number)).title === 'Рукой под нашей учёткой' || undefined,
    );
    await front.synced(where.number);
    await inTracker.set(where.task, {
      notes: 'заметка под нашей учёткой',
      status_id: world.redmine.statuses.in_progress,
    });
    await inTracker.say(where.task, 'internal', 'тайна под нашей учёткой');
    await inTracker.attach(where.task, 'task.bin', Buffer.from('трекер'));
    const wanted = ['внутри', 'вслух', 'заметка', 'тайна'].map((what) => `${what} под нашей учёткой`).sort();
    await eventually('the front has all of it', async () => {
      const [ticket, texts] = [await front.see(where.number), await front.texts(where.number)];
      const files = [...ticket.attachments, ...texts.flatMap((text) => text.attachments)];
      return (
        (ticket.status === 'in_progress' &&
          ticket.priority === 'high' &&
          texts
            .map(({ body }) => body)
            .sort()
            .join() === wanted.join() &&
          files
            .map(({ filename }) => filename)
            .sort()
            .join() === 'desk.txt,task.bin') ||
        undefined
      );
    });
    await front.synced(where.number);
    const [desk, task] = [await olga.texts(where.desk), await admin.see(where.task)];
    for (const word of wanted)
      expect([
        word,
        desk.filter(({ text }) => text.includes(word)).length,
        task.texts.filter(({ text }) => text.includes(word)).length,
      ]).toEqual([word, 1, 1]);
    expect(desk.flatMap(({ files }) => files).sort()).toEqual(['desk.txt', 'task.bin']);
    expect([...task.files].sort()).toEqual(['desk.txt', 'task.bin']);
  });

  it(`somebody’s edit between our read and our write, ${races} times: it wins, or stands in a conflict`, async () => {
    const { front, olga, admin, everywhere, toDesk, toTracker } = scene();
    const wheres = await Promise.all([1, 2, 3].map((n) => everywhere(`Гонка ${n}`)));
    for (let n = 0; n < races; n += wheres.length)
      await Promise.all(
        wheres.map(async (where, lane) => {
          const inDesk = (n / wheres.length + lane) % 2 === 0;
          const [theirs, ours] = [`Успели ${n} ${lane}`, `Фронт писал ${n} ${lane}`];
          const isOurs = ({ body }: Seen) => body.includes(ours);
          if (inDesk)
            toDesk.slip(
              (seen) => desk.update(seen) && isOurs(seen),
              () => olga.set(where.desk, { Subject: theirs }),
            );
          else
            toTracker.slip(
              (seen) => tracker.update(seen) && isOurs(seen),
              () => admin.set(where.task, { subject: theirs }),
            );
          await front.set(where.number, { title: ours });
          await eventually('one of them everywhere, the other in a conflict', async () => {
            const ticket = await front.see(where.number);
            const loser = ticket.title === ours ? theirs : ours;
            const conflicts = await front.conflicts(where.number);
            return (
              (ticket.sync.state === 'synced' &&
                [ours, theirs].includes(ticket.title) &&
                conflicts.some((one) => one.loser.value === loser)) ||
              undefined
            );
          });
          const { title: winner } = await front.see(where.number);
          expect([(await olga.see(where.desk)).title, (await admin.see(where.task)).title]).toEqual([
            winner,
            winner,
          ]);
        }),
      );
  }, 240_000);

  it('hooks that are doubled, and one that comes again much later, change nothing', async () => {
    const { world, front, olga, everywhere } = scene();
    const where = await everywhere('Двойной хук');
    await olga.say(where.desk, 'public', 'один раз');
    await eventually('it has come', async () => (await front.texts(where.number)).length === 1 || undefined);
    await front.synced(where.number);
    const { rows } = await world.stack.db.query(
      `select count(*)::int as n from changes where system = 'helpdesk'`,
    );
    await world.stack.db.query(
      `update inbox set state = 'open', settled_at = null, next_at = now() where system = 'helpdesk'`,
    );
    await world.stack.db.query(`select pg_notify('inbox', 'helpdesk')`);
    await expectAtRest(world.stack);
    const after = await world.stack.db.query(
      `select count(*)::int as n from changes where system = 'helpdesk'`,
    );
    expect(after.rows[0].n).toBe(rows[0].n);
    expect(await front.texts(where.number)).toHaveLength(1);
  });
};
